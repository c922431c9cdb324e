"""The attacker: what can be worked out of a table with holes, by exact linear programming.

Written apart from the suppression it attacks: a simplex in fractions, no flows.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from feedback.analysis.thresholds import Cross, Masked

Row = list[Fraction]


def hidden_ranges(
    shown: Cross, least: Sequence[int] | None = None
) -> dict[tuple[str, int, int], tuple[Fraction, Fraction | None]]:
    """For each hidden figure, the least and the most it can be (None: no end).

    `least` gives what the attacker knows each cell to hold at least, row by row; by default 0.
    """
    width = len(shown.columns)
    names = [("cell", r, c) for r in range(len(shown.rows)) for c in range(width)]
    floor = dict(zip(names, least or [0] * len(names), strict=True))
    system = [({("cell", r, c)}, shown.cells[r][c]) for _, r, c in names]
    for r in range(len(shown.rows)):
        system.append(({("cell", r, c) for c in range(width)}, shown.rows[r]))
    for c in range(width):
        system.append(({("cell", r, c) for r in range(len(shown.rows))}, shown.columns[c]))
    system.append((set(names), shown.total))
    known = [
        ([Fraction(name in group) for name in names], Fraction(value - sum(map(floor.get, group))))
        for group, value in system
        if not isinstance(value, Masked)
    ]
    found = {}
    for group, value in system:
        if isinstance(value, Masked):
            goal = [Fraction(name in group) for name in names]
            base = sum(floor[name] for name in group)
            low, high = _least(known, goal), _least(known, [-part for part in goal])
            assert low is not None
            key = next(iter(group)) if len(group) == 1 else ("sum", len(found), 0)
            found[key] = (low + base, None if high is None else base - high)
    return found


def _least(known: list[tuple[Row, Fraction]], goal: Row) -> Fraction | None:
    """The least of goal·x where known holds and x ≥ 0; None when there is no least."""
    table = [[*row, value] if value >= 0 else [-a for a in (*row, value)] for row, value in known]
    size, extra = len(goal), len(table)
    for at, row in enumerate(table):
        row[size:size] = [Fraction(at == other) for other in range(extra)]
    basis = list(range(size, size + extra))
    first = [Fraction(0)] * size + [Fraction(1)] * extra
    assert _descend(table, basis, first, size + extra) == 0, "the true table is always possible"
    _drive_out(table, basis, size)
    return _descend(table, basis, [*goal, *[Fraction(0)] * extra], size)


def _drive_out(table: list[Row], basis: list[int], size: int) -> None:
    """Takes the helper variables out of the basis; rows that say nothing new go."""
    for at in reversed(range(len(table))):
        if basis[at] >= size:
            column = next((c for c in range(size) if table[at][c] != 0), None)
            if column is None:
                del table[at], basis[at]
            else:
                _pivot(table, basis, at, column)


def _descend(table: list[Row], basis: list[int], costs: Row, columns: int) -> Fraction | None:
    """Simplex with Bland's rule, over the first `columns` variables."""
    while True:
        prices = [costs[b] for b in basis]
        reduced = (
            column
            for column in range(columns)
            if column not in basis
            and costs[column] - sum(p * row[column] for p, row in zip(prices, table, strict=True))
            < 0
        )
        entering = next(reduced, None)
        if entering is None:
            return sum((p * row[-1] for p, row in zip(prices, table, strict=True)), Fraction(0))
        able = [at for at, row in enumerate(table) if row[entering] > 0]
        if not able:
            return None
        leaving = min(able, key=lambda at: (table[at][-1] / table[at][entering], basis[at]))
        _pivot(table, basis, leaving, entering)


def _pivot(table: list[Row], basis: list[int], at: int, column: int) -> None:
    scale = table[at][column]
    table[at] = [part / scale for part in table[at]]
    for other, row in enumerate(table):
        if other != at and row[column] != 0:
            by = row[column]
            table[other] = [a - by * b for a, b in zip(row, table[at], strict=True)]
    basis[at] = column
