"""Closed periods: whole months, their cut weeks, and all of them together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel.dates import format_date, format_skeleton

from feedback.analysis.grid import ALL
from feedback.responses.tally.lines import MONTH, UNDATED, WEEK
from feedback.responses.weeks import PARIS

__all__ = ["PARIS", "Period", "months"]


@dataclass(frozen=True)
class Period:
    """A period of the grid; `first` and `last` are its first and last month, none for all."""

    code: str
    first: dt.date | None = None
    last: dt.date | None = None
    open: bool = False  # it has not ended yet

    @property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """The starts of its lines, whatever their grain."""
        if self.first is None or self.last is None:
            return None
        return self.first, next_month(self.last) - dt.timedelta(days=1)

    @property
    def is_earlier(self) -> bool:
        """All months, as they were last shown."""
        return self.code.startswith("<")

    @property
    def trend_grain(self) -> str:
        """By what a trend over it goes."""
        return WEEK if self.first is not None and self.first == self.last else MONTH


EVERYTHING = Period(ALL)


def earlier(code: str) -> Period:
    """All months that ended before a month, by its code."""
    month = dt.date.fromisoformat(f"{code}-01")
    return Period(f"<{code}", UNDATED, (month - dt.timedelta(days=1)).replace(day=1))


def month_code(start: dt.date) -> str:
    """The code of a month."""
    return f"{start:%Y-%m}"


def next_month(month: dt.date) -> dt.date:
    """First day of the month after."""
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def closed_before(today: dt.date) -> dt.date:
    """First day of the first month that has not ended."""
    return today.replace(day=1)


def last_day(period: Period, today: dt.date) -> dt.date:
    """The last day of all months, as they are shown."""
    if period.is_earlier and period.last is not None:
        return next_month(period.last) - dt.timedelta(days=1)
    return closed_before(today) - dt.timedelta(days=1)


def months(starts: Iterable[dt.date], today: dt.date) -> list[Period]:
    """The months of these starts, latest first; one that has not ended says so."""
    first_open = closed_before(today)
    dated = sorted({s.replace(day=1) for s in starts if s != UNDATED}, reverse=True)
    return [Period(month_code(m), m, m, m >= first_open) for m in dated]


def chosen(code: str | None, offered: Sequence[Period]) -> Period:
    """The period of a code, everything when it is unknown."""
    return next((period for period in offered if period.code == code), EVERYTHING)


def label(period: Period, locale: str = "fr") -> str:
    """A month in words: « octobre 2026 »."""
    return "" if period.first is None else month_label(period.first, locale)


def month_label(month: dt.date, locale: str = "fr") -> str:
    """A month in words."""
    return str(format_skeleton("yMMMM", month, locale=locale))


def start_label(start: dt.date, grain: str, locale: str = "fr") -> str:
    """The start of a line of a trend, in few words."""
    if grain == MONTH:
        return str(format_skeleton("yMMM", start, locale=locale))
    return str(format_date(start, "d MMM", locale=locale))
