"""The last days of a site, as its visitors are typed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

DAYS = 14
SATURDAY = 5
MOST_VISITORS = 100_000


@dataclass(frozen=True)
class Day:
    """One line: the day, what is known or was typed, what is wrong with it."""

    day: dt.date
    typed: str
    missing: bool
    wrong: str = ""

    @property
    def name(self) -> str:
        """The name of its field."""
        return field_name(self.day)


def field_name(day: dt.date) -> str:
    """The name of a day's field on the page."""
    return f"jour-{day.isoformat()}"


def last_days(today: dt.date) -> list[dt.date]:
    """The last fourteen days, latest first."""
    return [today - dt.timedelta(days=n) for n in range(DAYS)]


def lines(
    days: Collection[dt.date], known: Mapping[dt.date, int], answered: Collection[dt.date]
) -> list[Day]:
    """One line a day, latest first; today may still be missing without a word.

    An open day without its number is missing: a weekday, or a day with answers.
    """
    today = max(days)
    return [
        Day(
            day,
            str(known.get(day, "")),
            day < today and day not in known and (day.weekday() < SATURDAY or day in answered),
        )
        for day in days
    ]


def number(typed: str) -> int | None:
    """A count of visitors as people write it; none when nothing is written. Raises ValueError."""
    digits = "".join(typed.split())
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()) or int(digits[:7]) > MOST_VISITORS:
        raise ValueError(typed)
    return int(digits)
