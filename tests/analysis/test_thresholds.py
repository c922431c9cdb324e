"""Small numbers stay hidden, and cannot be worked out."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.analysis.thresholds import BASE, CELL, Cross, Masked, by_base, cross, is_small, split
from tests.analysis.attack import hidden_ranges

HIDDEN = Masked(CELL)


@st.composite
def tables(draw: st.DrawFn, most: int = 4) -> list[list[int]]:
    width = draw(st.integers(1, most))
    cell = st.one_of(st.integers(0, 6), st.integers(0, 30), st.just(0))
    return draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=most))


def test_a_figure_on_too_few_answers_is_hidden() -> None:
    assert by_base(0.5, 4, 5) == Masked(BASE)
    assert by_base(0.5, 5, 5) == 0.5


def test_nobody_is_not_a_small_number() -> None:
    assert [is_small(count, 5) for count in (0, 1, 4, 5)] == [False, True, True, False]


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    assert cross([[5, 0], [7, 9]], 5) == Cross(((5, 0), (7, 9)), (5, 16), (12, 9), 21)


def test_one_small_cell_takes_three_others_with_it() -> None:
    shown = cross([[2, 20, 30], [40, 50, 60], [70, 80, 90]], 5)
    assert shown.cells[0][:2] == (HIDDEN, HIDDEN)
    assert shown.cells[1][:2] == (HIDDEN, HIDDEN)
    assert shown.cells[2] == (70, 80, 90)
    assert (shown.rows, shown.columns, shown.total) == ((52, 150, 240), (112, 150, 180), 442)


def test_a_small_row_total_is_hidden_as_its_cells_are() -> None:
    shown = cross([[1, 1], [40, 50]], 5)
    assert shown.cells[0] == (HIDDEN, HIDDEN)
    assert shown.rows[0] == HIDDEN


def test_a_table_of_one_cell_hides_its_totals() -> None:
    assert cross([[3]], 5) == Cross(((HIDDEN,),), (HIDDEN,), (HIDDEN,), HIDDEN)


def test_an_empty_table_is_shown() -> None:
    assert cross([], 5) == Cross((), (), (), 0)


def test_a_row_where_all_answer_alike_is_hidden_when_asked() -> None:
    counts = [[12, 0], [30, 40], [20, 25]]
    assert cross(counts, 11).cells[0] == (12, 0)
    shown = cross(counts, 11, hide_alike=True)
    assert shown.cells[0] == (HIDDEN, HIDDEN)
    ranges = hidden_ranges(shown)
    assert ranges["cell", 0, 1][1] is None or ranges["cell", 0, 1][1] >= 11


def test_a_share_is_hidden_with_its_count() -> None:
    shown = cross([[2, 20, 30], [40, 50, 60], [70, 80, 90]], 5)
    assert shown.share(0, 0) == HIDDEN
    assert shown.share(2, 0) == pytest.approx(70 / 240)


@settings(max_examples=150, deadline=None)
@given(tables(), st.sampled_from([3, 5, 11]))
def test_no_hidden_number_can_be_worked_out(counts: list[list[int]], threshold: int) -> None:
    shown = cross(counts, threshold)
    for low, high in hidden_ranges(shown).values():
        assert high is None or high > low


@settings(max_examples=150, deadline=None)
@given(tables(), st.sampled_from([3, 5, 11]))
def test_a_small_number_could_be_as_large_as_the_threshold(
    counts: list[list[int]], threshold: int
) -> None:
    shown = cross(counts, threshold)
    least = [min(count, 1) for line in counts for count in line]
    ranges = hidden_ranges(shown, least)
    for r, line in enumerate(counts):
        for c, count in enumerate(line):
            if is_small(count, threshold):
                high = ranges["cell", r, c][1]
                assert high is None or high >= threshold


@given(tables(), st.sampled_from([5, 11]))
def test_every_small_number_is_hidden_and_every_shown_one_is_true(
    counts: list[list[int]], threshold: int
) -> None:
    shown = cross(counts, threshold)
    sums = [sum(line) for line in counts], [sum(line) for line in zip(*counts, strict=True)]
    pairs = [*zip(chain(*counts), chain(*shown.cells), strict=True)]
    pairs += [*zip(sums[0], shown.rows, strict=True), *zip(sums[1], shown.columns, strict=True)]
    for true, seen in [*pairs, (sum(sums[0]), shown.total)]:
        assert seen in (HIDDEN, true)
        assert seen == HIDDEN or not is_small(true, threshold)


@settings(max_examples=100, deadline=None)
@given(tables(3))
def test_answers_all_alike_cannot_be_worked_out(counts: list[list[int]]) -> None:
    shown = cross(counts, 11, hide_alike=True)
    ranges = hidden_ranges(shown)
    for r, line in enumerate(counts):
        if len(line) > 1 and 0 < sum(line) == max(line):
            assert all(seen == HIDDEN for seen in shown.cells[r])
            spans = [ranges["cell", r, c] for c in range(len(line))]
            assert all(high is None or high > low for low, high in spans)


def test_the_attacker_finds_a_number_badly_hidden() -> None:
    naive = Cross(((HIDDEN, 20), (40, 50)), (22, 90), (42, 70), 112)
    assert hidden_ranges(naive) == {("cell", 0, 0): (2, 2)}


def test_the_attacker_knows_that_nobody_is_less_than_nobody() -> None:
    shown = Cross(((HIDDEN, HIDDEN), (HIDDEN, HIDDEN)), (3, 50), (40, 13), 53)
    assert hidden_ranges(shown)["cell", 0, 0] == (0, 3)


def test_a_mode_of_few_persons_hides_a_second_one() -> None:
    assert split({"borne": 40, "lien": 2, "saisie": 12}, 5) == {
        "borne": 40,
        "lien": HIDDEN,
        "saisie": HIDDEN,
    }


def test_parts_that_cannot_cover_each_other_are_all_hidden() -> None:
    assert split({"borne": 3, "lien": 3}, 5) == {"borne": HIDDEN, "lien": HIDDEN}


def test_parts_without_small_numbers_are_shown() -> None:
    assert split({"borne": 40, "lien": 0, "saisie": 12}, 5) == {
        "borne": 40,
        "lien": 0,
        "saisie": 12,
    }
