"""The rule of the cross-reading, at its edges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from feedback.analysis.crossing import (
    BETWEEN,
    FAVOURABLE,
    UNFAVOURABLE,
    Stand,
    disagreement,
    of_mean,
    of_trouble,
    of_valences,
)

pytestmark = pytest.mark.once
GOOD, MIDDLE, BAD = (Stand(side, side * 0.9) for side in (FAVOURABLE, BETWEEN, UNFAVOURABLE))
THIRDS = {UNFAVOURABLE: (-1, -1 / 3), BETWEEN: (-1 / 3, 1 / 3), FAVOURABLE: (1 / 3, 1)}


@pytest.mark.parametrize(
    ("mean", "side"),
    [(0, -1), (4.9, -1), (4.94, -1), (4.96, 0), (5, 0), (6.94, 0), (6.96, 1), (7, 1), (10, 1)],
)
def test_a_mean_is_unfavourable_under_5_and_favourable_from_7(mean: float, side: int) -> None:
    found = of_mean(mean, 5)
    assert found is not None
    assert found.side == side


@pytest.mark.parametrize(
    ("met", "of", "side"), [(4, 12, -1), (3, 12, 0), (1, 10, 0), (1, 11, 1), (0, 10, 1), (12, 12, -1)]
)  # fmt: skip
def test_a_trouble_is_often_from_a_third_and_seldom_under_a_tenth(
    met: int, of: int, side: int
) -> None:
    found = of_trouble(met / of, of)
    assert found is not None
    assert found.side == side


def test_nobody_among_few_is_not_seldom() -> None:
    assert of_trouble(0, 9) is None
    assert of_trouble(4 / 9, 9) is not None


@pytest.mark.parametrize(
    ("minus", "plus", "side"), [(4, 2, -1), (3, 2, 0), (2, 3, 0), (2, 4, 1), (0, 5, 1), (5, 0, -1)]
)
def test_passages_take_a_side_from_twice_as_many(minus: int, plus: int, side: int) -> None:
    found = of_valences(minus, plus)
    assert found is not None
    assert found.side == side


def test_too_few_voices_have_no_side() -> None:
    assert of_mean(9, 4) is None
    assert of_trouble(1, 4) is None
    assert of_valences(4, 0) is None


@given(some.floats(0, 10), some.integers(0, 300), some.integers(0, 300), some.integers(10, 99))
def test_the_place_on_the_line_is_in_the_third_of_its_side(
    mean: float, minus: int, plus: int, n: int
) -> None:
    for found in (of_mean(mean, n), of_trouble(min(minus, n) / n, n), of_valences(minus, plus)):
        if found is not None:
            low, high = THIRDS[found.side]
            assert low - 1e-9 <= found.place <= high + 1e-9


def test_ways_disagree_when_they_stand_on_opposite_sides() -> None:
    found = disagreement({"answered": GOOD, "lived": BAD, "users": MIDDLE, "professionals": None})
    assert found is not None
    assert (found.favourable, found.unfavourable) == (("answered",), ("lived",))
    assert found.unseen
    assert not found.users_and_professionals


def test_in_between_is_no_disagreement() -> None:
    assert disagreement({"answered": GOOD, "lived": MIDDLE, "users": GOOD}) is None
    assert disagreement({"answered": None, "users": BAD, "professionals": BAD}) is None
    assert disagreement({}) is None


def test_users_and_professionals_may_disagree_whatever_was_answered() -> None:
    found = disagreement({"answered": BAD, "users": BAD, "professionals": GOOD})
    assert found is not None
    assert found.users_and_professionals
    assert not found.unseen
