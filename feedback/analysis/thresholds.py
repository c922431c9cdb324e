"""Small numbers stay hidden: figures by their base, counts by the persons in their cell.

Reasons are for the page's own words. In a table, a hidden count never says whether it is small
itself or protects another: that would give away that it is small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from feedback.analysis.suppression import Arc, protect

BASE = "base"  # too few valid answers
CELL = "cell"  # few persons, or needed to hide few persons elsewhere
ALIKE = "alike"  # everyone gave the same sensitive answer

Figure = TypeVar("Figure")


@dataclass(frozen=True)
class Masked:
    """What stands in the place of a hidden number: why, never how much."""

    reason: str


Count = int | Masked


def is_small(count: int, threshold: int) -> bool:
    """True for 1 to threshold − 1 persons; none at all is not small."""
    return 0 < count < threshold


def by_base(value: Figure, n: int, threshold: int) -> Figure | Masked:
    """A share, mean or net: hidden when fewer than `threshold` valid answers bear it."""
    return value if n >= threshold else Masked(BASE)


@dataclass(frozen=True)
class Cross:
    """A two-way table as it may be shown; every count that must is `Masked`."""

    cells: tuple[tuple[Count, ...], ...]
    rows: tuple[Count, ...]
    columns: tuple[Count, ...]
    total: Count

    def share(self, row: int, column: int) -> float | Masked:
        """The share of a cell in its row, where both may be shown."""
        cell, base = self.cells[row][column], self.rows[row]
        if isinstance(cell, Masked):
            return cell
        if isinstance(base, Masked) or base == 0:
            return Masked(BASE)
        return cell / base


def cross(counts: Sequence[Sequence[int]], threshold: int, hide_alike: bool = False) -> Cross:
    """The table of persons with its totals, small cells hidden beyond recomputing.

    `hide_alike` (published, sensitive question; one row per group) hides as small the cells of a
    row whose persons all gave one answer.
    """
    arcs = _arcs(counts)
    alike = _alike(counts) if hide_alike else set()
    hidden = protect(arcs, _needs(arcs, threshold, alike))
    width = len(counts[0]) if counts else 0
    shown = [Masked(CELL) if i in hidden else arc.count for i, arc in enumerate(arcs)]
    inside = len(counts) * width
    cells = tuple(tuple(shown[r * width : (r + 1) * width]) for r in range(len(counts)))
    ends = inside + len(counts)
    return Cross(cells, tuple(shown[inside:ends]), tuple(shown[ends:-1]), shown[-1])


def split(counts: Mapping[str, int], threshold: int) -> dict[str, Count]:
    """Parts of a total that is shown (the modes of the answers, say), small ones hidden."""
    arcs = [Arc("whole", "parts", count) for count in counts.values()]
    arcs.append(Arc("parts", "whole", sum(counts.values()), total=True))
    hidden = protect(arcs, _needs(arcs[:-1], threshold, set()))
    if len(arcs) - 1 in hidden:
        hidden = set(range(len(arcs)))
    return {
        name: Masked(CELL) if index in hidden else count
        for index, (name, count) in enumerate(counts.items())
    }


def _arcs(counts: Sequence[Sequence[int]]) -> list[Arc]:
    """Cells row by row, then row totals, column totals, grand total."""
    width = len(counts[0]) if counts else 0
    arcs = [
        Arc(("row", r), ("column", c), count)
        for r, line in enumerate(counts)
        for c, count in enumerate(line)
    ]
    sums = [sum(line) for line in counts]
    arcs += [Arc("start", ("row", r), size, total=True) for r, size in enumerate(sums)]
    for c in range(width):
        arcs.append(Arc(("column", c), "end", sum(line[c] for line in counts), total=True))
    return [*arcs, Arc("end", "start", sum(sums), total=True)]


def _alike(counts: Sequence[Sequence[int]]) -> set[int]:
    """Indices of the cells of rows where one answer has all the persons."""
    found: set[int] = set()
    for r, line in enumerate(counts):
        if len(line) > 1 and sum(line) > 0 and max(line) == sum(line):
            found |= set(range(r * len(line), (r + 1) * len(line)))
    return found


def _needs(arcs: Sequence[Arc], threshold: int, alike: set[int]) -> list[tuple[int, int]]:
    """The figures that must be hidden, and how far each must seem able to grow."""
    return [
        (index, max(1, threshold - arc.count))
        for index, arc in enumerate(arcs)
        if index in alike or is_small(arc.count, threshold)
    ]
