"""From counts per option to valid answers: what is left out is counted, never forgotten."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

VALID = "valid"


@dataclass(frozen=True)
class Option:
    """One possible answer: its stable value, its score if it has one, its role."""

    value: str
    score: float | None = None
    role: str = VALID
    label: str = ""


@dataclass(frozen=True)
class Valid:
    """The valid answers to one question, and how many were left out.

    Left out: blank (counted under `""`), roles other than `valid`, and values the definition
    does not know.
    """

    counts: Mapping[str, int]
    scores: Mapping[str, float]
    excluded: int

    @property
    def n(self) -> int:
        """Valid answers, the base of every figure."""
        return sum(self.counts.values())

    def of(self, values: Collection[str]) -> int:
        """Valid answers among `values`."""
        return sum(count for value, count in self.counts.items() if value in values)


def valid_answers(counts: Mapping[str, int], options: Sequence[Option]) -> Valid:
    """The counts of the valid options of a question, in their order."""
    kept = {o.value: counts.get(o.value, 0) for o in options if o.role == VALID}
    scores = {o.value: o.score for o in options if o.role == VALID and o.score is not None}
    return Valid(kept, scores, sum(counts.values()) - sum(kept.values()))


@dataclass(frozen=True)
class Sides:
    """The values of a scored question above, at and below the middle of its scale."""

    good: frozenset[str]
    neutral: frozenset[str]
    bad: frozenset[str]


def sides(valid: Valid) -> Sides:
    """Three faces: good, middle, bad; five levels: the two best, the middle, the two worst."""
    if not valid.scores:
        raise ValueError("a question without scores has no good or bad side")
    middle = (min(valid.scores.values()) + max(valid.scores.values())) / 2
    good = frozenset(value for value, score in valid.scores.items() if score > middle)
    bad = frozenset(value for value, score in valid.scores.items() if score < middle)
    return Sides(good, frozenset(valid.scores) - good - bad, bad)
