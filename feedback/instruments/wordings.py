"""Every text of an instrument, in the order it is met: where it stands, and what it is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedback.instruments.languages import SIMPLE, Texts
from feedback.instruments.parsing import HELP, LABEL, TEXT, UNIT
from feedback.instruments.questions import Question

# Texts that a question has at most one of.
NAMED = ("section", "text", "help", "unit", "low", "high")
# The most a text may hold, by what it is; those around the questions are as long as a help.
_LIMITS = {
    "title": LABEL, "section": LABEL, "text": TEXT, "unit": UNIT, "low": LABEL, "high": LABEL,
    "lines": TEXT, "statement": TEXT, "option": LABEL, "start_lines": TEXT, "end_lines": TEXT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """One text: its `place` is like no other's, `owner` is that of its question.

    `item` is the option, statement or line that it is.
    """

    place: str
    part: str  # title, start_title, start_lines…, text, help, unit, low, high, lines, option, statement
    texts: Texts
    question: Question | None = None
    owner: str = ""
    item: str = ""

    @property
    def limit(self) -> int:
        """Characters it may hold."""
        return _LIMITS.get(self.part, HELP)


def wordings(
    title: Texts,
    texts: Mapping[str, Texts],
    lines: Mapping[str, Sequence[Texts]],
    questions: Iterable[Question],
) -> Iterator[Wording]:
    """Yield the texts around the questions, then those of each."""
    yield Wording("title", "title", title)
    yield from (Wording(name, name, said) for name, said in texts.items())
    for name, several in lines.items():
        for number, line in enumerate(several, 1):
            yield Wording(f"{name} {number}", name, line, item=str(number))
    for question in questions:
        yield from of_question(question, question.code)


def of_question(question: Question, place: str) -> Iterator[Wording]:
    """Yield the texts of one question; a place says what it is, so that no two are the same."""

    def wording(name: str, part: str, texts: Texts, item: str = "") -> Wording:
        return Wording(f"{place}.{name}", part, texts, question, place, item)

    for name in NAMED:
        if texts := getattr(question, name):
            yield wording(name, name, texts)
    for number, line in enumerate(question.lines, 1):
        yield wording(f"line:{number}", "lines", line, str(number))
    for option in question.options:
        yield wording(f"option:{option.value}", "option", option.label, option.value)
    for one in question.statements:
        yield wording(f"statement:{one.code}", "statement", one.text, one.code)
    for field in question.fields:
        yield from of_question(field, f"{place}.field:{field.code}")


def settled(
    every: Sequence[Wording], marked: Mapping[str, Collection[str]]
) -> dict[str, tuple[str, ...]]:
    """Return the marked places of each language, in order, where it does say something."""
    found = {
        tag: tuple(o.place for o in every if o.place in places and o.texts.get(tag))
        for tag, places in marked.items()
    }
    return {tag: places for tag, places in found.items() if places}


def complete(
    every: Sequence[Wording], languages: Iterable[str], outdated: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Return the languages in which nothing is missing nor to be seen again."""
    return tuple(
        tag for tag in languages
        if not outdated.get(tag) and (tag == SIMPLE or all(one.texts.get(tag) for one in every))
    )  # fmt: skip
