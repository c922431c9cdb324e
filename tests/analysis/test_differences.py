"""How two figures differ, by hand and against a known example."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.analysis.counting import Valid
from feedback.analysis.differences import difference, overlap
from feedback.analysis.indicators import MEAN, Indicator, share
from feedback.analysis.periods import EVERYTHING, Period
from feedback.analysis.places import Place
from feedback.analysis.results.choice import Choice
from feedback.analysis.thresholds import BASE, Masked

NORTH, SOUTH = (
    Place("n", "s1", "Nord", frozenset({1}), "site"),
    Place("s", "s2", "Sud", frozenset({2}), "site"),
)
ALL = Place("", "all", "Tous", frozenset({1, 2}), "all")
MARCH, APRIL = (Period(f"2026-{m:02}", dt.date(2026, m, 1), dt.date(2026, m, 1)) for m in (3, 4))


def of(good: int, n: int) -> Indicator:
    """A share."""
    return share("q", "Oui", Valid({"oui": good, "non": n - good}, {}, 0), {"oui"})


def test_two_shares_differ_as_in_newcombes_example() -> None:
    # R. G. Newcombe (1998), table II, method 10: 56/70 and 48/80 give 0.2, from 0.0524 to 0.3339
    found = difference(of(48, 80), of(56, 70))
    assert found.by == pytest.approx(0.2)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert found.probable


def test_a_small_difference_of_few_is_uncertain() -> None:
    found = difference(of(5, 10), of(6, 10))
    assert found.probable is False


def test_a_hidden_side_says_nothing() -> None:
    hidden = Indicator("q", "Oui", MEAN, Masked(BASE), Masked(BASE), 0, Masked(BASE), Masked(BASE))
    for pair in ((hidden, of(5, 10)), (of(5, 10), hidden)):
        found = difference(*pair)
        assert (found.by, found.interval, found.probable) == (None, None, None)


@given(st.integers(5, 300), st.integers(5, 300), st.data())
def test_the_interval_holds_the_difference_and_turns_with_the_sides(
    n: int, m: int, draw: st.DataObject
) -> None:
    good, other = draw.draw(st.integers(0, n)), draw.draw(st.integers(0, m))
    one, two = difference(of(good, n), of(other, m)), difference(of(other, m), of(good, n))
    assert one.interval is not None
    assert two.interval is not None
    assert one.interval.low <= (one.by or 0) <= one.interval.high
    assert one.interval.low == pytest.approx(-two.interval.high)
    assert one.probable == two.probable


def test_sides_that_may_share_persons_are_known() -> None:
    assert overlap(Choice(ALL, MARCH), Choice(NORTH, MARCH))
    assert overlap(Choice(NORTH, EVERYTHING), Choice(NORTH, APRIL))
    assert not overlap(Choice(NORTH, MARCH), Choice(SOUTH, MARCH))
    assert not overlap(Choice(NORTH, MARCH), Choice(NORTH, APRIL))
    assert not overlap(Choice(ALL, MARCH, "mode", "borne"), Choice(ALL, MARCH, "mode", "lien"))
    assert overlap(Choice(ALL, MARCH, "mode", "borne"), Choice(ALL, MARCH))
