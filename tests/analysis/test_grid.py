"""Nobody is found by taking one shown figure from another, over the whole grid."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.analysis.grid import ALL, Cell, Grid, Sum, add_up, closed

PLACES = {ALL: ["t1", "t2"], "t1": ["s1", "s2", "s3"], "t2": ["s4", "s5"]}
PERIODS = {ALL: ["2026-01", "2026-02", "2026-03"]}
VALUES = ("fr", "ar", "en")
SITES = ("s1", "s2", "s3", "s4", "s5")


def grid_of(seed: int, values: tuple[str, ...], most: int) -> tuple[Grid, dict[Cell, int]]:
    """A grid with small and large bases, many of them none."""
    chance = random.Random(seed)
    grid = Grid(PLACES, PERIODS, values)
    atoms: dict[Cell, int] = {}
    for site in SITES:
        for month in PERIODS[ALL]:
            parts = {v: chance.choice([0, 1, 2, 6, 9, most]) for v in values or ("",)}
            for value, base in parts.items():
                atoms[Cell(site, month, value)] = base
            if values:
                atoms[Cell(site, month)] = sum(parts.values())
    return grid, add_up(atoms, grid)


def found_out(bases: Mapping[Cell, int], sums: Iterable[Sum], hidden: set[Cell]) -> set[Cell]:
    """Hidden cells whose base is settled by the sums and the cells that are shown (Gauss)."""
    unknown = sorted(hidden, key=repr)
    at = {cell: index for index, cell in enumerate(unknown)}
    rows: list[dict[int, Fraction]] = []
    for one in sums:
        row = {at[cell]: Fraction(1) for cell in one.parts if cell in at}
        if one.whole in at:
            row[at[one.whole]] = row.get(at[one.whole], Fraction(0)) - 1
        if row:
            rows.append(row)
    reduced: dict[int, dict[int, Fraction]] = {}
    for row in rows:
        _reduce(row, reduced)
        if row:
            lead = min(row)
            scale = row[lead]
            row = {k: v / scale for k, v in row.items()}
            for other in reduced.values():
                if lead in other:
                    _take(other, row, other[lead])
            reduced[lead] = row
    return {unknown[lead] for lead, row in reduced.items() if set(row) == {lead}}


def _reduce(row: dict[int, Fraction], reduced: Mapping[int, Mapping[int, Fraction]]) -> None:
    for lead in list(row):
        if lead in row and lead in reduced:
            _take(row, reduced[lead], row[lead])


def _take(row: dict[int, Fraction], other: Mapping[int, Fraction], times: Fraction) -> None:
    for key, value in list(other.items()):
        left = row.get(key, Fraction(0)) - times * value
        if left:
            row[key] = left
        else:
            row.pop(key, None)


def small(bases: Mapping[Cell, int]) -> set[Cell]:
    """Cells nobody must learn."""
    return {cell for cell, base in bases.items() if 0 < base < 5}


def test_the_attacker_finds_a_single_closed_part() -> None:
    grid, bases = grid_of(1, (), 20)
    lonely = Cell("s1", "2026-01")
    assert found_out(bases, grid.sums(), {lonely}) == {lonely}


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([7, 40, 300]))
def test_no_small_base_is_found_out_on_the_grid_without_filter(seed: int, most: int) -> None:
    grid, bases = grid_of(seed, (), most)
    hidden = closed(bases, [*grid.sums()], 5)
    assert small(bases) <= hidden
    assert not found_out(bases, grid.sums(), hidden) & small(bases)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([7, 40, 300]))
def test_no_small_base_is_found_out_with_one_further_filter(seed: int, most: int) -> None:
    grid, bases = grid_of(seed, VALUES, most)
    hidden = closed(bases, [*grid.sums()], 5)
    assert not found_out(bases, grid.sums(), hidden) & small(bases)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9))
def test_closed_parts_together_are_as_many_as_the_threshold_asks(seed: int) -> None:
    grid, bases = grid_of(seed, VALUES, 30)
    hidden = closed(bases, [*grid.sums()], 5)
    for one in grid.sums():
        inside = [bases[cell] for cell in one.parts if cell in hidden and bases.get(cell)]
        if inside and one.whole not in hidden:
            assert sum(inside) >= 5
            assert len(inside) >= 2


def test_large_bases_stay_open() -> None:
    grid = Grid(PLACES, PERIODS)
    atoms = {Cell(site, month): 30 for site in SITES for month in PERIODS[ALL]}
    bases = add_up(atoms, grid)
    assert closed(bases, [*grid.sums()], 5) == set()
    assert bases[Cell(ALL, ALL)] == 30 * 5 * 3


def test_nobody_is_not_a_small_number() -> None:
    grid = Grid(PLACES, PERIODS)
    bases = add_up({Cell("s1", "2026-01"): 40, Cell("s2", "2026-01"): 0}, grid)
    assert closed(bases, [*grid.sums()], 5) == set()
