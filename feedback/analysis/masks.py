"""Which figures of a survey stay closed on the grid, for those who do not hold the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedback.analysis.asked import Asked
from feedback.analysis.grid import ALL, WHOLE, Cell, Grid, add_up, closed
from feedback.analysis.past import Past, known
from feedback.analysis.periods import month_code
from feedback.analysis.places import site_name
from feedback.analysis.reports import ENDS, of_status, rank_counts
from feedback.responses.tally.lines import STATUS, Counts, Lines

NOTHING = Past()
Masks = dict[tuple[Cell, str], list[str]]  # questions closed, by cell and split
Grids = dict[str, tuple[Mapping[Cell, int], Mapping[str, Sequence[str]]]]  # bases, weeks


@dataclass(frozen=True)
class Shape:
    """What the grid of a survey is made of."""

    places: Mapping[str, Sequence[str]]
    threshold: int


def value_name(value: str) -> str:
    """A value of a split on the grid; not to have answered is one too."""
    return value or "-"


def responses(counts: Counts) -> int:
    """How many responses."""
    return sum(counts.get(STATUS, {}).values())


def masks(
    shape: Shape, items: Sequence[Asked], by_week: Lines, by_month: Mapping[str, Lines],
    weekly: str = "", past: Past = NOTHING,
) -> Masks:  # fmt: skip
    """Closed questions of every cell: by month for each split, by week for the question `weekly`.

    `by_month` has the lines of each split, the whole under `""`. A cell closed in one split is
    closed in all: they show the same whole. `past` is what was shown before.
    """
    planes = {split: _bases(lines, items, split != "") for split, lines in by_month.items()}
    weeks = _bases(by_week, items, False, weeks=True).get(weekly, {})
    found: Masks = {}
    for code, whole in planes[""].items():
        grids: Grids = {"": (whole, {})}
        if code == weekly:
            grids[""] = (weeks, _weeks(weeks))
        for split, bases in planes.items():
            if split and code in bases:
                grids[split] = ({**whole, **bases[code]}, {})
        for split, cells in _closed_everywhere(shape, grids, past, code).items():
            for cell in cells:
                found.setdefault((cell, split), []).append(code)
    return found


def _weeks(cells: Iterable[Cell]) -> dict[str, list[str]]:
    """The weeks of each month."""
    found: dict[str, set[str]] = {}
    for cell in cells:
        found.setdefault(cell.period[:7], set()).add(cell.period)
    return {month: sorted(weeks) for month, weeks in found.items()}


def _closed_everywhere(
    shape: Shape, grids: Grids, past: Past, code: str
) -> dict[str, set[Cell]]:  # fmt: skip
    """Closed cells of each split, until they agree on the cells they share; those of all months
    with what was last shown of them."""
    shared: set[Cell] = set()
    moved = past.moved(shape.places)
    while True:
        found: dict[str, set[Cell]] = {}
        for split, (bases, weeks) in grids.items():
            months = sorted({cell.period[:7] for cell in bases})
            values = sorted({cell.value for cell in bases if cell.value})
            grid = Grid(shape.places, {ALL: months, **weeks}, values)
            sums, every = [*grid.sums()], add_up(bases, grid)
            read = known(past, (code, split), every, months, moved, shape.places)
            found[split] = closed(
                every | read.bases, [*sums, *read.sums], shape.threshold, shared | read.closed,
                frozenset(read.shown),
            )  # fmt: skip
            found[split] |= {read.last[cell] for cell in found[split] if cell in read.last}
        wholes = {cell for cells in found.values() for cell in cells if not cell.value}
        # Weeks are of one grid only
        wholes = {c for c in wholes if len(c.period) < 10 and not c.period.startswith("<")}
        if wholes <= shared:
            return found
        shared |= wholes


def _bases(
    lines: Lines, items: Sequence[Asked], with_value: bool, weeks: bool = False
) -> dict[str, dict[Cell, int]]:
    """The base of each question in each single cell: site × week or month × value."""
    found: dict[str, dict[Cell, int]] = {}

    def cell(site_id: int, start: dt.date, value: str) -> Cell:
        period = start.isoformat() if weeks else month_code(start)
        return Cell(site_name(site_id), period, value)

    sums = lines.by(
        lambda one: cell(one.site_id, one.start, value_name(one.value) if with_value else WHOLE)
    )
    for place, counts in sums.items():
        for code, base in bases_of(counts, items):
            found.setdefault(code, {})[place] = base
    return found


def bases_of(counts: Counts, items: Sequence[Asked]) -> Iterator[tuple[str, int]]:
    """The base of each question, and of the responses themselves; then of what is counted apart
    among them: complete ones or not, those who gave a rank to an option."""
    yield STATUS, responses(counts)
    for status in ENDS:
        yield of_status(status), counts.get(STATUS, {}).get(status, 0)
    for item in items:
        if item.code in counts:
            yield item.code, item.base(counts[item.code])
            for option in item.options if item.kind == "ranking" else ():
                ranked = sum(rank_counts(item, option, counts[item.code]).values())
                yield f"{item.code}.{option.value}", ranked
