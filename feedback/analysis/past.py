"""What those who hold no row have read before: beside it, a figure shown anew may tell what came
between.

What was shown of a month that stands cannot be closed any more; what was closed stays closed, or
the sums of before would give it away. All months together grow with each that closes: less what
they were when last shown, they are the months since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from feedback.analysis.grid import ALL, Cell, Grid, Sum, add_up

Places = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Past:
    """The masks of before, by question and split; `through` is the first month not shown then.

    A closed cell of all months goes with one of the period `<2026-03`: when it was last shown, it
    ended before that month. `changed` are the sites and months put anew since.
    """

    through: str = ""
    closed: Mapping[tuple[str, str], AbstractSet[Cell]] = field(default_factory=dict)
    changed: AbstractSet[tuple[str, str]] = frozenset()

    def moved(self, places: Places) -> set[tuple[str, str]]:
        """Places and months in which something was put anew."""
        atoms = {Cell(site, month): 1 for site, month in self.changed}
        return {(cell.place, cell.period) for cell in add_up(atoms, Grid(places, {}))}


@dataclass(frozen=True)
class Known:
    """What is known of a question in one split: cells that stay closed, those that cannot be, and
    the sums that all months make with what they were."""

    closed: set[Cell] = field(default_factory=set)
    shown: set[Cell] = field(default_factory=set)
    sums: list[Sum] = field(default_factory=list)
    bases: dict[Cell, int] = field(default_factory=dict)
    last: dict[Cell, Cell] = field(default_factory=dict)  # all months as last shown


def known(
    past: Past, of: tuple[str, str], bases: Mapping[Cell, int], months: Sequence[str],
    moved: AbstractSet[tuple[str, str]], places: Places,
) -> Known:  # fmt: skip
    """What was read before of a question in one split."""
    found, shut = Known(), past.closed.get(of, frozenset())
    last = {(c.place, c.value): c.period[1:] for c in shut if c.period.startswith("<")}
    touched = {place for place, month in moved if month < past.through}
    for cell in bases if past.through else ():
        month = cell.period[:7]
        if cell.period == ALL:
            ended = last.get((cell.place, cell.value)) if cell in shut else past.through
            if ended and cell.place not in touched:
                _all_months(found, cell, ended, bases, months)
        elif month < past.through and (cell.place, month) not in moved:
            if cell in shut:
                found.closed.add(cell)
            elif cell.place == ALL or cell.place not in places:  # sites may change of territory
                found.shown.add(cell)
    return found


def _all_months(
    found: Known, cell: Cell, ended: str, bases: Mapping[Cell, int], months: Sequence[str]
) -> None:
    """All months are those of before and those since."""
    before, since = (
        tuple(cell._replace(period=month) for month in months if (month < ended) == wanted)
        for wanted in (True, False)
    )
    base = sum(bases.get(one, 0) for one in before)
    if base:
        earlier = cell._replace(period=f"<{ended}")
        found.bases[earlier] = base
        found.shown.add(earlier)
        found.sums.extend((Sum(cell, (earlier, *since)), Sum(earlier, before)))
        found.last[cell] = earlier
