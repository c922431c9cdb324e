"""Weeks of the tally: ISO weeks cut at the first of the month, so that months are sums."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def cut_week(day: dt.date) -> dt.date:
    """The Monday of the day's ISO week, or the first of its month when that is later."""
    monday = day - dt.timedelta(days=day.weekday())
    return max(monday, day.replace(day=1))


def half_day(at: dt.datetime) -> str:
    """`am` before one o'clock, `pm` after: all that is kept of the hour."""
    return "am" if at.hour < 13 else "pm"


def here(moment: dt.datetime) -> tuple[dt.date, str]:
    """Date and half-day in France of an instant."""
    local = moment.astimezone(PARIS)
    return local.date(), half_day(local)
