"""When a sheet of paper may be from."""

from __future__ import annotations

import datetime as dt

import pytest

from feedback.reception.lot import misdated

NOW = (dt.date(2026, 5, 6), "am")


@pytest.mark.parametrize(
    ("day", "half", "wrong"),
    [
        (dt.date(2026, 5, 6), "am", ""),
        (dt.date(2026, 5, 6), "pm", "future"),
        (dt.date(2026, 5, 7), "am", "future"),
        (dt.date(2026, 5, 5), "pm", ""),
        (dt.date(2026, 1, 5), "am", ""),
        (dt.date(2026, 1, 4), "pm", "before"),
    ],
)
def test_a_sheet_is_neither_of_the_future_nor_of_before_the_study(
    day: dt.date, half: str, wrong: str
) -> None:
    assert misdated(day, half, NOW, dt.date(2026, 1, 5)) == wrong


def test_a_study_without_a_beginning_takes_any_past_day() -> None:
    assert misdated(dt.date(1999, 1, 1), "pm", NOW, None) == ""
