"""The fixed grid on which figures are shown, and which of its cells stay closed.

A cell is a place (site, territory, all) × a period (week, month, all) × perhaps one further
value (a mode, a language, an outcome). Its *base* is how many valid answers bear the figures of
one question. Cells add up along each axis; whoever sees a sum and all of its parts but one
knows that one. So with a small base also close others: in every sum that is shown, the closed
parts are two at least, and together as many persons as the threshold asks.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from feedback.analysis.settling import settled

ALL = "all"
WHOLE = ""
EXACT = 600  # closed cells up to which the whole system is solved


class Cell(NamedTuple):
    """One cell; places and periods by their codes, `value` empty for no further filter."""

    place: str
    period: str
    value: str = WHOLE


class Sum(NamedTuple):
    """A cell that is the sum of others."""

    whole: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """The axes: what each place and each period is made of, and the values of one split."""

    places: Mapping[str, Sequence[str]]
    periods: Mapping[str, Sequence[str]]
    values: Sequence[str] = ()
    _place_names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_place_names", tuple(_names(self.places)))

    def sums(self) -> Iterator[Sum]:
        """Every sum along each axis."""
        periods = tuple(_names(self.periods))
        planes = (WHOLE, *self.values)
        for whole, parts in self.places.items():
            for period in periods:
                for value in planes:
                    inside = tuple(Cell(part, period, value) for part in parts)
                    yield Sum(Cell(whole, period, value), inside)
        for place in self._place_names:
            for whole, parts in self.periods.items():
                for value in planes:
                    inside = tuple(Cell(place, part, value) for part in parts)
                    yield Sum(Cell(place, whole, value), inside)
            for period in periods if self.values else ():
                inside = tuple(Cell(place, period, value) for value in self.values)
                yield Sum(Cell(place, period), inside)


def _names(axis: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Wholes and parts of an axis, each once."""
    seen: set[str] = set()
    for whole, parts in axis.items():
        for name in (whole, *parts):
            if name not in seen:
                seen.add(name)
                yield name


def closed(
    bases: Mapping[Cell, int], sums: Sequence[Sum], threshold: int,
    already: Iterable[Cell] = (), fixed: frozenset[Cell] = frozenset(),
) -> set[Cell]:  # fmt: skip
    """Cells to close, so that no shown sum gives a small base away.

    `already` are closed for other reasons; `fixed` are shown elsewhere and cannot be closed.
    Up to `EXACT` closed cells the whole system of sums is solved as an attacker would, and more
    is closed until no small base follows from it; beyond, sum by sum only.
    """
    small = {cell for cell, base in bases.items() if 0 < base < threshold and cell not in fixed}
    # Of a sum, only parts with somebody in them matter
    sums = [Sum(one.whole, tuple(p for p in one.parts if bases.get(p))) for one in sums]
    using: dict[Cell, list[Sum]] = {}
    for one in sums:
        for cell in (one.whole, *one.parts) if one.parts else ():
            using.setdefault(cell, []).append(one)
    hidden: set[Cell] = set()
    waiting = small | set(already)
    while waiting:
        _close(waiting, hidden, using, bases, threshold, fixed)
        waiting = _leaking(small, hidden, sums, using, bases, fixed)
    return hidden


def _close(
    more: Iterable[Cell], hidden: set[Cell], using: Mapping[Cell, Sequence[Sum]],
    bases: Mapping[Cell, int], threshold: int, fixed: frozenset[Cell],
) -> None:  # fmt: skip
    """Close cells and, sum by sum, all that would give them away.

    Sums of one part leave no choice and come first; then the smallest sums, so that what is
    closed in a small one serves the larger ones it is part of.
    """
    waiting: list[tuple[bool, int, Cell, int, Sum]] = []
    count = itertools.count()

    def touch(cell: Cell) -> None:
        hidden.add(cell)
        for one in using.get(cell, ()):
            place = (len(one.parts) > 1, bases.get(one.whole, 0), one.whole, next(count), one)
            heapq.heappush(waiting, place)

    for cell in sorted(more):
        touch(cell)
    while waiting:
        *_, one = heapq.heappop(waiting)
        for cell in _missing(one, bases, hidden, threshold, fixed):
            touch(cell)


def _leaking(
    small: set[Cell], hidden: set[Cell], sums: Sequence[Sum],
    using: Mapping[Cell, Sequence[Sum]], bases: Mapping[Cell, int], fixed: frozenset[Cell],
) -> set[Cell]:  # fmt: skip
    """What to close next to small bases that several sums together would give away."""
    if len(hidden) > EXACT:
        return set()
    known = {cell for cell in hidden if bases.get(cell)}
    more: set[Cell] = set()
    for cell in settled([one for one in sums if one.parts], known) & small:
        more |= set(_nearest(cell, hidden, using, bases, fixed))
    return more


def _nearest(
    cell: Cell, hidden: set[Cell], using: Mapping[Cell, Sequence[Sum]],
    bases: Mapping[Cell, int], fixed: frozenset[Cell],
) -> list[Cell]:  # fmt: skip
    """The smallest open cell in the sums of a cell, or in the sums of their cells, and so on."""
    seen, wave = {cell}, [cell]
    while wave:
        around = {c for one in wave for s in using[one] for c in (*s.parts, s.whole)} - seen
        wave = [c for c in around if bases.get(c)]
        seen.update(wave)
        open_ = [c for c in wave if c not in hidden and c not in fixed]
        if open_:
            return [min(open_, key=lambda c: (bases[c], c))]
    return []


def _missing(
    one: Sum, bases: Mapping[Cell, int], hidden: set[Cell], threshold: int, fixed: frozenset[Cell]
) -> list[Cell]:
    """What else must be closed in a sum: its smallest parts first, then the sum itself."""
    inside = [cell for cell in one.parts if cell in hidden]
    if not inside and one.whole not in hidden:
        return []
    if inside and one.whole in hidden:
        return []
    open_ = sorted(
        (cell for cell in one.parts if cell not in hidden and cell not in fixed),
        key=lambda cell: (bases[cell], cell),
    )
    if one.whole in hidden:
        return open_[:1]
    closing: list[Cell] = []
    together = sum(bases[cell] for cell in inside)
    while open_ and (together < threshold or len(inside) + len(closing) < 2):
        closing.append(open_.pop(0))
        together += bases[closing[-1]]
    short = together < threshold or len(inside) + len(closing) < 2
    return [*closing, one.whole] if short and one.whole not in fixed else closing


def add_up(atoms: Mapping[Cell, int], grid: Grid) -> dict[Cell, int]:
    """Bases of every cell, given those of single sites in the finest periods."""
    above_place, above_period = _above(grid.places), _above(grid.periods)
    bases: dict[Cell, int] = {}
    for cell, base in atoms.items():
        for place in (cell.place, *above_place.get(cell.place, ())):
            for period in (cell.period, *above_period.get(cell.period, ())):
                whole = Cell(place, period, cell.value)
                bases[whole] = bases.get(whole, 0) + base
    return bases


def _above(axis: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """What each name of an axis is part of, near and far."""
    near: dict[str, set[str]] = {}
    for whole, parts in axis.items():
        for part in parts:
            near.setdefault(part, set()).add(whole)
    found: dict[str, tuple[str, ...]] = {}
    for name in near:
        wholes, todo = set(), list(near[name])
        while todo:
            one = todo.pop()
            if one not in wholes:
                wholes.add(one)
                todo.extend(near.get(one, ()))
        found[name] = tuple(sorted(wholes))
    return found
