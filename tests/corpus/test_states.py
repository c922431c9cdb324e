"""Dates and states of texts."""

from __future__ import annotations

import datetime as dt

import pytest

from feedback.corpus.states import codable, months_after


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2026, 11, 30), 3, (2027, 2, 28)),
        ((2026, 5, 4), 12, (2027, 5, 4)),
        ((2026, 8, 31), 4, (2026, 12, 31)),
    ],
)
def test_months_after_a_day_stay_in_their_month(
    day: tuple[int, int, int], months: int, expected: tuple[int, int, int]
) -> None:
    assert months_after(dt.date(*day), months) == dt.date(*expected)


def test_two_readers_make_coding_wait_for_validation() -> None:
    assert codable(False) == ("read", "validated")
    assert codable(True) == ("validated",)
