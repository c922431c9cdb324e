"""What one way of listening says of one dimension, as it may be shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from feedback.analysis.asked import RENOUNCED, Asked
from feedback.analysis.crossing import Stand, of_mean, of_trouble, of_valences
from feedback.analysis.indicators import MEAN, Indicator


@dataclass(frozen=True)
class Survey:
    """Where a question is asked."""

    public_id: str
    title: str


@dataclass(frozen=True)
class Answer:
    """A question, or a statement of one, on a dimension; `figure` is none without a score."""

    survey: Survey
    asked: Asked
    key: str
    figure: Indicator | None
    n: int
    closed: bool = False

    @property
    def mean(self) -> Indicator | None:
        """Its mean out of ten, where it has one that may be shown."""
        one = self.figure
        return one if one and one.unit == MEAN and isinstance(one.value, float | int) else None


@dataclass(frozen=True)
class Answered:
    """The questions on a dimension or a family, and their mean out of ten together."""

    answers: tuple[Answer, ...] = ()
    mean: float | None = None
    least: int = 0  # answers to the question with the fewest, and with the most
    most: int = 0
    stand: Stand | None = None

    @property
    def scored(self) -> int:
        """How many of its questions have a mean that may be shown."""
        return sum(one.mean is not None for one in self.answers)


def answered(answers: Sequence[Answer]) -> Answered:
    """Questions together: each mean weighs as many as answered it."""
    means = [(float(one.mean.value), one.n) for one in answers if one.mean]  # type: ignore[arg-type]
    if not means:
        return Answered(tuple(answers), stand=_of_renounced(answers))
    sizes = [n for _, n in means]
    mean = sum(value * n for value, n in means) / sum(sizes)
    stand = of_mean(mean, min(sizes))
    return Answered(tuple(answers), mean, min(sizes), max(sizes), stand)


def _of_renounced(answers: Sequence[Answer]) -> Stand | None:
    """To have given up is a trouble that one question asks for by its code."""
    for one in answers:
        if one.asked.code == RENOUNCED and one.figure and not one.figure.masked:
            value = one.figure.value
            if isinstance(value, float | int):
                return of_trouble(value, one.n)
    return None


@dataclass(frozen=True)
class Stuck:
    """A step on which something stuck."""

    keys: frozenset[str]  # with those above
    emotion: int | None


@dataclass(frozen=True)
class Journey:
    """A complete journey: its place, what its guide could say it stuck on, where it did."""

    site_id: int  # 0: none
    offered: frozenset[str]  # keys, with those above
    steps: tuple[Stuck, ...] = ()

    def stuck_on(self, key: str) -> bool:
        """Whether a step of it stuck on a dimension."""
        return any(key in step.keys for step in self.steps)

    def emotions(self, key: str) -> list[int]:
        """How it felt on the steps that stuck on a dimension, where it was said."""
        return [s.emotion for s in self.steps if key in s.keys and s.emotion is not None]


@dataclass(frozen=True)
class Lived:
    """Of `n` journeys asked about a dimension, how many stuck on it, how it felt there."""

    n: int
    stuck: int
    emotion: float | None
    stand: Stand | None

    @property
    def share(self) -> float:
        """The share of journeys that stuck."""
        return self.stuck / self.n


def lived(journeys: Sequence[Journey], key: str, sites: Collection[int] | None) -> Lived | None:
    """What was lived at some sites (none: anywhere); none when no guide asks about it."""
    asked = [
        one for one in journeys if key in one.offered and (sites is None or one.site_id in sites)
    ]
    if not asked:
        return None
    stuck = [one for one in asked if one.stuck_on(key)]
    felt = [emotion for one in stuck for emotion in one.emotions(key)]
    mean = sum(felt) / len(felt) if felt else None
    return Lived(len(asked), len(stuck), mean, of_trouble(len(stuck) / len(asked), len(asked)))


@dataclass(frozen=True)
class Line:
    """Codings of one code (and those under it) at one site."""

    site_id: int  # 0: none
    persons: int
    passages: int = 0
    minus: int = 0
    zero: int = 0
    plus: int = 0


@dataclass(frozen=True)
class Said:
    """Of `base` persons with a coded text, how many speak of a dimension, and how.

    Passages are none for those who may not read the texts.
    """

    base: int
    persons: int
    passages: int | None
    minus: int | None
    zero: int | None
    plus: int | None
    stand: Stand | None

    @property
    def share(self) -> float:
        """The share of persons with a coded text who speak of it."""
        return self.persons / self.base


@dataclass(frozen=True)
class Voice:
    """All that one kind of person said: the lines of each code, and those with any code."""

    whole: Sequence[Line] = ()
    lines: Mapping[str, Sequence[Line]] = field(default_factory=dict)

    def of(self, key: str, sites: Collection[int] | None) -> Said | None:
        """What is said of a dimension at some sites (none: anywhere), in how many passages."""
        here, mine = (
            [one for one in lines if sites is None or one.site_id in sites]
            for lines in (self.whole, self.lines.get(key, ()))
        )
        base = sum(one.persons for one in here)
        if not base:
            return None
        persons, passages, minus, zero, plus = (
            sum(getattr(one, name) for one in mine)
            for name in ("persons", "passages", "minus", "zero", "plus")
        )
        return Said(base, persons, passages, minus, zero, plus, of_valences(minus, plus))
