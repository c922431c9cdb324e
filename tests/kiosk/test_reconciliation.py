"""Both sides of the count, and what a gap is called."""

from __future__ import annotations

import pytest

from feedback.kiosk.reconciliation import Count, nearly_full, told


@pytest.mark.parametrize(
    ("made", "waiting", "received", "state", "gap"),
    [(0, 0, 0, "even", 0), (9, 0, 9, "even", 0), (9, 4, 5, "waiting", 0), (9, 0, 8, "missing", 1),
     (9, 2, 5, "missing", 2), (9, 3, 8, "on_the_way", -2), (9, 0, 12, "more", -3)],
)  # fmt: skip
def test_a_gap_is_named(made: int, waiting: int, received: int, state: str, gap: int) -> None:
    count = Count(True, made, waiting, received)
    assert (count.state, count.gap) == (state, gap)


def test_a_tablet_that_has_said_nothing_is_silent() -> None:
    assert Count(False, 0, 0, 3).state == "silent"


@pytest.mark.parametrize(
    ("used", "quota", "full"), [(0, 0, False), (79, 100, False), (80, 100, True)]
)
def test_a_storage_is_looked_at_before_it_is_full(used: int, quota: int, full: bool) -> None:
    assert nearly_full({"used": used, "quota": quota}) == full


@pytest.mark.parametrize(
    "odd", [None, [], "x", {"made": True}, {"made": float("nan")}, {"made": {}}]
)
def test_whatever_a_tablet_says_becomes_whole_numbers(odd: object) -> None:
    said = told(odd)
    assert (said["made"], said["waiting"], said["memory"]) == (0, 0, "")
