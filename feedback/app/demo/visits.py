"""Invented visitors: each place has its size, its quiet Wednesdays, and days nobody counted."""

from __future__ import annotations

import datetime as dt
from random import Random

DAYS = 120
FRIDAY, WEDNESDAY = 4, 2
FORGOTTEN = 0.06


def visitors(place: int, last: dt.date) -> dict[dt.date, int | None]:
    """Visitors of the place of that number, over some months up to a day, weekdays only."""
    random = Random(20260102 + place)
    usual = random.randint(14, 38)
    found: dict[dt.date, int | None] = {}
    for ago in range(DAYS):
        day = last - dt.timedelta(days=ago)
        if day.weekday() > FRIDAY or random.random() < FORGOTTEN:
            continue
        quiet = 0.7 if day.weekday() == WEDNESDAY else 1.0
        found[day] = max(3, round(random.gauss(usual * quiet, usual / 6)))
    return found
