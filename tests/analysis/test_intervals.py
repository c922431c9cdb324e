"""Intervals: against published values, and what they may never do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.analysis.intervals import bounded_mean, difference, wilson

AT_EIGHTY = [
    (10, 49, 94),
    (20, 58, 92),
    (30, 63, 90),
    (50, 67, 89),
    (100, 71, 87),
    (200, 74, 85),
    (400, 76, 84),
]


@pytest.mark.parametrize(("n", "low", "high"), AT_EIGHTY)
def test_eighty_percent_has_the_interval_of_the_table(n: int, low: int, high: int) -> None:
    found = wilson(0.8 * n, n)
    assert (round(found.low * 100), round(found.high * 100)) == (low, high)


def test_all_or_nobody_still_leaves_room_for_doubt() -> None:
    assert wilson(0, 10) == (0.0, pytest.approx(0.27753, abs=1e-5))
    assert wilson(10, 10) == (pytest.approx(0.72247, abs=1e-5), 1.0)


def test_no_answer_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert difference(0, 0, 0) == (-1.0, 1.0)
    assert bounded_mean(0.0, 0, 0, 10) == (0.0, 10.0)


@pytest.mark.parametrize(("good", "n"), [(3, 2), (-1, 2), (1, -1)])
def test_what_is_not_a_share_is_refused(good: int, n: int) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        wilson(good, n)


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_a_share_stands_within_its_interval(good: int, other: int) -> None:
    n = good + other
    low, high = wilson(good, n)
    assert 0 <= low <= (good / n if n else 0) <= high <= 1


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_of_a_share_mirrors_that_of_its_contrary(good: int, other: int) -> None:
    n = good + other
    low, high = wilson(good, n)
    assert wilson(other, n) == (pytest.approx(1 - high), pytest.approx(1 - low))


@given(st.lists(st.integers(0, 300), min_size=3, max_size=3))
def test_a_net_share_stands_within_its_interval(counts: list[int]) -> None:
    good, bad, n = counts[0], counts[1], sum(counts)
    low, high = difference(good, bad, n)
    assert -1 <= low <= high <= 1
    if n:
        assert low - 1e-12 <= (good - bad) / n <= high + 1e-12


def test_a_net_without_middle_is_twice_the_share_less_one() -> None:
    low, high = difference(60, 40, 100)
    share = wilson(60, 100)
    assert low == pytest.approx(2 * share.low - 1)
    assert high == pytest.approx(2 * share.high - 1)


def test_a_mean_of_zeros_and_tens_has_the_interval_of_the_share_of_tens() -> None:
    low, high = wilson(30, 40)
    assert bounded_mean(7.5, 40, 0, 10) == (pytest.approx(10 * low), pytest.approx(10 * high))
