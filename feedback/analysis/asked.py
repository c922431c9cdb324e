"""What was asked, as figures need it: one item per tallied code, united across versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from feedback.analysis.counting import VALID, Option, Valid, valid_answers
from feedback.instruments.definition import Definition
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.base import ANSWERED
from feedback.instruments.kinds.ranking import rank_key
from feedback.instruments.kinds.scale import points
from feedback.instruments.languages import pick
from feedback.instruments.questions import Question

RENOUNCED = "renoncement"
NO_FIGURES = ("information", "steps", "consent", "bank")
WRITTEN = ("short_text", "long_text", "date")


@dataclass(frozen=True)
class Asked:
    """One thing asked: a question, or one statement of a matrix (`question` is then the matrix)."""

    code: str
    kind: str
    text: str
    options: tuple[Option, ...] = ()
    dimension: str = ""
    question: str = ""
    title: str = ""  # of the matrix
    low: float | None = None  # limits and unit of a number
    high: float | None = None
    unit: str = ""
    bank: str = ""  # of questions drawn at random

    @property
    def scored(self) -> bool:
        """True when its valid options have scores."""
        valid = [option for option in self.options if option.role == VALID]
        return len(valid) > 1 and all(option.score is not None for option in valid)

    @property
    def is_written(self) -> bool:
        """True when only answers can be counted, not options."""
        return self.kind in WRITTEN or (self.kind == "number" and not self.is_number)

    @property
    def is_number(self) -> bool:
        """True when its answers are counted as numbers between two limits."""
        return self.kind == "number" and self.low is not None and self.high is not None

    def valid(self, counts: Mapping[str, int]) -> Valid:
        """The valid answers; of several choices, one per person; of a ranking, first choices."""
        if self.kind == "multiple":
            apart = sum(counts.get(o.value, 0) for o in self.options if o.role != VALID)
            persons = counts.get(ANSWERED, 0) - apart
            return Valid({ANSWERED: persons}, {}, apart)
        if self.is_number:
            numbers = {value: n for value, n in counts.items() if value != ANSWERED}
            return Valid(numbers, {value: float(value) for value in numbers}, 0)
        if self.is_written:
            return Valid({ANSWERED: counts.get(ANSWERED, 0)}, {}, 0)
        if self.kind == "ranking":
            first = [self.key(option.value) for option in self.options]
            return Valid({key: counts.get(key, 0) for key in first}, {}, 0)
        return valid_answers(counts, self.options)

    def key(self, value: str) -> str:
        """Under which value the tally counts an option: of a ranking, as the first choice."""
        return rank_key(value, 1) if self.kind == "ranking" else value

    def base(self, counts: Mapping[str, int]) -> int:
        """How many persons bear its figures."""
        return self.valid(counts).n


def _options(question: Question, tag: str) -> tuple[Option, ...]:
    """Options as figures count them; the points of a scale are brought to ten."""
    made = [Option(o.value, o.score, o.role, pick(o.label, tag).text) for o in question.options]
    if question.kind != "scale":
        return tuple(made)
    all_points = points(question)
    low, width = all_points[0], all_points[-1] - all_points[0]
    scale = [Option(str(p), 10 * (p - low) / width, VALID, str(p)) for p in all_points]
    return (*scale, *made)


def _items(question: Question, tag: str) -> Iterable[Asked]:
    text, options = question.title(tag), _options(question, tag)
    if question.kind in NO_FIGURES or not KINDS[question.kind].asks:
        return
    if question.kind != "matrix":
        unit = "rang" if question.kind == "ranking" else pick(question.unit, tag).text
        yield Asked(
            question.code, question.kind, text, options, question.dimension or "", question.code,
            low=question.min, high=question.max, unit=unit, bank=question.bank,
        )  # fmt: skip
        return
    for statement in question.statements:
        own = [replace(o, score=statement.scores.get(o.value, o.score)) for o in options]
        yield Asked(
            statement.code, "matrix", pick(statement.text, tag).text, tuple(own),
            statement.dimension or question.dimension or "", question.code, text,
            bank=question.bank,
        )  # fmt: skip


def asked(definitions: Sequence[Definition], tag: str = "fr") -> list[Asked]:
    """Everything asked in any version, in the order and words of the latest that asked it.

    Options of older versions that are no longer offered are kept, after the others.
    """
    found: dict[str, Asked] = {}
    order: list[str] = []
    for definition in reversed(definitions):
        at = 0
        for question in definition.questions:
            for item in _items(question, tag):
                if item.code in found:
                    found[item.code] = _with_older(found[item.code], item)
                    at = order.index(item.code) + 1
                else:
                    found[item.code] = item
                    order.insert(at, item.code)
                    at += 1
    return [found[code] for code in order]


def _with_older(newer: Asked, older: Asked) -> Asked:
    known = {option.value for option in newer.options}
    more = tuple(option for option in older.options if option.value not in known)
    if newer.kind != older.kind:
        return newer
    made = replace(newer, options=newer.options + more)
    if not (newer.is_number and older.is_number):
        return made
    ends = [end for one in (newer, older) for end in (one.low, one.high) if end is not None]
    return replace(made, low=min(ends), high=max(ends))


def headline(items: Sequence[Asked]) -> Asked | None:
    """The question on which the page opens: the first with faces, else the first with scores."""
    faces = [item for item in items if item.kind == "faces"]
    return next(iter([*faces, *(item for item in items if item.scored)]), None)
