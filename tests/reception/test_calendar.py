"""The last days of a site: which are missing, how a number is read."""

from __future__ import annotations

import datetime as dt

import pytest

from feedback.reception.calendar import last_days, lines, number

TODAY = dt.date(2026, 5, 6)  # a Wednesday


def test_weekdays_and_days_with_answers_are_missing_until_counted() -> None:
    days = last_days(TODAY)
    assert (days[0], days[-1], len(days)) == (TODAY, dt.date(2026, 4, 23), 14)
    saturday, friday, monday = dt.date(2026, 5, 2), dt.date(2026, 5, 1), dt.date(2026, 5, 4)
    shown = {one.day: one for one in lines(days, {friday: 0, monday: 34}, {saturday})}
    missing = {day for day, one in shown.items() if one.missing}
    assert saturday in missing
    assert dt.date(2026, 5, 5) in missing
    assert not {friday, monday, dt.date(2026, 5, 3), TODAY} & missing
    assert (shown[friday].typed, shown[monday].typed, shown[saturday].typed) == ("0", "34", "")


@pytest.mark.parametrize(
    ("typed", "count"), [("", None), ("  ", None), ("0", 0), ("1 234", 1234), ("1\u202f234", 1234)]
)
def test_a_number_is_read_as_people_write_it(typed: str, count: int | None) -> None:
    assert number(typed) == count


@pytest.mark.parametrize("typed", ["-1", "12,5", "douze", "100001", "9" * 400, "٣"])
def test_what_is_no_count_of_people_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        number(typed)
