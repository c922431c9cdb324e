"""Whole months, said in words."""

from __future__ import annotations

import datetime as dt

from feedback.analysis.periods import EVERYTHING, chosen, label, months, next_month, start_label
from feedback.responses.tally.lines import UNDATED

TODAY = dt.date(2026, 11, 23)
STARTS = [dt.date(2026, 9, 1), dt.date(2026, 11, 1), dt.date(2026, 9, 1), UNDATED]


def test_months_come_latest_first_and_the_current_one_is_open() -> None:
    found = months(STARTS, TODAY)
    assert [(p.code, p.open) for p in found] == [("2026-11", True), ("2026-09", False)]


def test_the_lines_of_a_month_start_between_its_first_and_last_day() -> None:
    assert months(STARTS, TODAY)[1].span == (dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    assert EVERYTHING.span is None


def test_an_unknown_period_is_everything() -> None:
    assert chosen("2031-01", months(STARTS, TODAY)) == EVERYTHING
    assert chosen("2026-09", months(STARTS, TODAY)).code == "2026-09"


def test_a_month_is_trended_by_week_and_everything_by_month() -> None:
    assert (months(STARTS, TODAY)[0].trend_grain, EVERYTHING.trend_grain) == ("week", "month")


def test_months_and_weeks_are_said_in_the_language_of_the_page() -> None:
    month = months(STARTS, TODAY)[0]
    assert (label(month), label(month, "en")) == ("novembre 2026", "November 2026")
    assert start_label(dt.date(2026, 11, 9), "week") == "9 nov."


def test_december_is_followed_by_january() -> None:
    assert next_month(dt.date(2026, 12, 1)) == dt.date(2027, 1, 1)
