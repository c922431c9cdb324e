"""How counts of answers are kept and added up.

A line holds the counts of one cell (version, site, week or month, and perhaps one further split)
as numbers in the order of the version's legend, a list of pairs (question, option) that only
grows. A response moves eight lines: week and month, each whole and by mode, language, outcome.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import add
from typing import NamedTuple, TypeVar

WEEK, MONTH = "week", "month"
WHOLE = ""
SPLITS = (WHOLE, "mode", "language", "outcome")
UNDATED = dt.date(1900, 1, 1)  # answers whose date is uncertain: in totals, never in a trend
STATUS = ""  # the pseudo-question that counts responses by status
LAST_STEP = "@last_step"  # where incomplete responses stopped
FLAG = "@flag"  # why responses are not counted

Pair = tuple[str, str]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Spot:
    """Where a response is counted."""

    version_id: int
    site_id: int
    week: dt.date
    mode: str
    language: str
    outcome: str
    counted: bool

    @property
    def month(self) -> dt.date:
        """First day of the month: a cut week lies in one month only."""
        return self.week if self.week == UNDATED else self.week.replace(day=1)


@dataclass(frozen=True)
class Place:
    """One line to move."""

    grain: str
    start: dt.date
    split: str
    value: str


def places(spot: Spot) -> tuple[Place, ...]:
    """The eight lines a response moves."""
    values = (WHOLE, spot.mode, spot.language, spot.outcome)
    return tuple(
        Place(grain, start, split, value)
        for grain, start in ((WEEK, spot.week), (MONTH, spot.month))
        for split, value in zip(SPLITS, values, strict=True)
    )


class Legend:
    """The pairs of a version, in the order of its lines; `grown` when one was added."""

    def __init__(self, pairs: Iterable[Sequence[str]] = ()) -> None:
        self.pairs: list[Pair] = [(question, option) for question, option in pairs]
        self._at = {pair: index for index, pair in enumerate(self.pairs)}
        self.grown = False

    def at(self, pair: Pair) -> int:
        """The place of a pair, given one when it is new."""
        found = self._at.get(pair)
        if found is None:
            found = self._at[pair] = len(self.pairs)
            self.pairs.append(pair)
            self.grown = True
        return found

    def vector(self, counts: Mapping[Pair, int], sign: int = 1) -> list[int]:
        """Counts as the numbers of a line."""
        ranked = [(self.at(pair), sign * n) for pair, n in counts.items()]
        numbers = [0] * len(self.pairs)
        for index, n in ranked:
            numbers[index] = n
        return numbers


def plus(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """Two lines added; the shorter one is older, its missing numbers are zero."""
    if len(one) < len(other):
        one, other = other, one
    return [*map(add, one, other), *one[len(other) :]]


def written(numbers: Sequence[int]) -> str:
    """A line as stored."""
    return json.dumps(numbers, separators=(",", ":"))


def read(text: str) -> list[int]:
    """A line as it was stored."""
    numbers: list[int] = json.loads(text)
    return numbers


def some(legend: Legend, questions: Collection[str]) -> tuple[list[int], Legend]:
    """Where the numbers of some questions stand, and a legend of those alone."""
    wanted = [at for at, (question, _) in enumerate(legend.pairs) if question in questions]
    return wanted, Legend([legend.pairs[at] for at in wanted])


def read_some(text: str, wanted: Sequence[int]) -> list[int]:
    """Some numbers of a stored line, without reading the others."""
    if not wanted:
        return []
    parts = text[1:-1].split(",", wanted[-1] + 1)
    return [int(parts[at]) if at < len(parts) and parts[at] else 0 for at in wanted]


class Line(NamedTuple):
    """A stored line, read."""

    version_id: int
    site_id: int
    start: dt.date
    value: str
    numbers: list[int]


Counts = dict[str, dict[str, int]]  # option counts by question


@dataclass(frozen=True)
class Lines:
    """Lines of a survey with the legends of their versions: added up by whatever is asked."""

    lines: Sequence[Line]
    legends: Mapping[int, Legend]

    def total(self) -> Counts:
        """Everything added up."""
        return self.by(lambda line: None).get(None, {})

    def by(self, key: Callable[[Line], Key]) -> dict[Key, Counts]:
        """Added up by a key of the lines."""
        sums: dict[tuple[int, Key], list[int]] = {}
        for line in self.lines:
            place = (line.version_id, key(line))
            found = sums.get(place)
            sums[place] = plus(found, line.numbers) if found else line.numbers
        return self._named(sums)

    def _named(self, sums: Mapping[tuple[int, Key], Sequence[int]]) -> dict[Key, Counts]:
        named: dict[Key, Counts] = {}
        for (version_id, key), numbers in sums.items():
            counts = named.setdefault(key, {})
            for (question, option), n in zip(self.legends[version_id].pairs, numbers, strict=False):
                if n:
                    options = counts.setdefault(question, {})
                    options[option] = options.get(option, 0) + n
        return named

    def where(self, keep: Callable[[Line], bool]) -> Lines:
        """Some of the lines."""
        return Lines([line for line in self.lines if keep(line)], self.legends)


class Recount:
    """A tally of one version counted again from nothing."""

    def __init__(self) -> None:
        self.legend = Legend()
        self.sums: dict[tuple[Spot, Place], list[int]] = {}

    def add(self, spot: Spot, counts: Mapping[Pair, int]) -> None:
        """One response more."""
        numbers = self.legend.vector(counts)
        for place in places(spot):
            # Of the spot, a line knows only the site and whether it counts
            key = (replace(spot, week=UNDATED, mode="", language="", outcome=""), place)
            self.sums[key] = plus(self.sums.get(key, ()), numbers)
