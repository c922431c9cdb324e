"""Codes against the values of an attribute, as a table that may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from feedback.analysis.codings.queries import Count, Crossed
from feedback.analysis.thresholds import CELL, Masked, split
from feedback.analysis.thresholds import Count as Shown

NAMES = {"personnes": "persons", "textes": "texts", "codages": "codings"}


@dataclass(frozen=True)
class Row:
    """A code with its counts, one for each column, then in all; `shares` are of the column."""

    branch: Any
    cells: tuple[Shown, ...]
    total: Shown
    shares: tuple[float | None, ...]


@dataclass(frozen=True)
class Table:
    """The columns with what each holds in all, and a row for each code that was put."""

    columns: tuple[str, ...]
    bases: tuple[Shown, ...]
    rows: tuple[Row, ...]

    def narrow(self, most: int) -> Table:
        """The same with its first columns alone."""
        cut = (
            replace(row, cells=row.cells[:most], shares=row.shares[:most]) for row in self.rows
        )  # fmt: skip
        return Table(self.columns[:most], self.bases[:most], tuple(cut))


def told(
    branches: Sequence[Any], found: Crossed, names: Mapping[str, str], measure: str, least: int
) -> Table:
    """Return the table of a measure; with `least`, counts of fewer persons are hidden.

    A person who said several things is in several rows: rows add up to nothing, and the cells of
    each are protected among themselves, as parts of its total.
    """
    field = NAMES[measure]
    bases = _kept({v: getattr(found.whole[v], field) for v in found.values}, least)
    rows = []
    for branch in branches:
        held = found.cells.get(branch.code.id)
        if not held:
            continue
        counts = {v: getattr(held.get(v, Count()), field) for v in found.values}
        shown = _kept(counts, least)
        hidden = bool(least) and all(isinstance(one, Masked) for one in shown.values())
        total: Shown = Masked(CELL) if hidden else sum(counts.values())
        shares = tuple(_share(shown[v], bases[v]) for v in found.values)
        rows.append(Row(branch, tuple(shown[v] for v in found.values), total, shares))
    return Table(
        tuple(names[v] for v in found.values), tuple(bases[v] for v in found.values), tuple(rows)
    )  # fmt: skip


def _kept(counts: Mapping[str, int], least: int) -> Mapping[str, Shown]:
    return split(counts, least) if least else dict(counts)


def _share(part: Shown, whole: Shown) -> float | None:
    if isinstance(part, Masked) or isinstance(whole, Masked) or not whole:
        return None
    return part / whole
