"""Codings, one by one, made into what is said of each code; persons are told apart here.

The database, asked to count persons for each code and once more for all, takes three times as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from feedback.analysis.crossreading.cells import Line, Voice


@dataclass
class _Told:
    """Who spoke, in how many passages of each sign."""

    persons: set[Any] = field(default_factory=set)
    signs: list[int] = field(default_factory=lambda: [0, 0, 0])

    def add(self, other: _Told) -> None:
        """What is said of a code is said of those above it."""
        self.persons |= other.persons
        self.signs = [a + b for a, b in zip(self.signs, other.signs, strict=True)]


def voices(
    rows: Iterable[Sequence[Any]], above: Mapping[int, Sequence[str]]
) -> dict[tuple[Any, ...], Voice]:
    """What is said, apart for each value of some columns.

    Rows: those values, the site (0: none), the code's row id, the room and the id of the person's
    words, the valence. `above`: keys of a code and of those it stands under.
    """
    told: dict[Any, _Told] = defaultdict(_Told)
    for row in rows:
        one = told[row[:-3]]
        one.persons.add(row[-3:-1])
        one.signs[row[-1] + 1] += 1
    whole: dict[Any, set[Any]] = defaultdict(set)
    under: dict[Any, _Told] = defaultdict(_Told)
    for (*of, site, code), mine in told.items():
        whole[*of, site] |= mine.persons
        for key in above[code]:
            under[*of, site, key].add(mine)
    all_of: dict[Any, list[Line]] = defaultdict(list)
    of_code: dict[Any, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for (*of, site), persons in whole.items():
        all_of[tuple(of)].append(Line(site, len(persons)))
    for (*of, site, key), mine in under.items():
        line = Line(site, len(mine.persons), sum(mine.signs), *mine.signs)
        of_code[tuple(of)][key].append(line)
    return {one: Voice(lines, of_code[one]) for one, lines in all_of.items()}
