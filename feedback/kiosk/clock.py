"""When was it answered? The tablet's clocks are compared, then only date and half-day are kept."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from feedback.responses.weeks import here

LONGEST = dt.timedelta(days=90)  # an outbox older than that has a clock nobody can trust
SLACK = dt.timedelta(seconds=5)


@dataclass(frozen=True)
class Tick:
    """A moment as a tablet knows it: its settable clock, and the time since it started.

    `boot` is drawn at each start: two ticks of one boot can be compared, others cannot.
    """

    at: dt.datetime
    boot: str
    since: dt.timedelta


def tick(told: Mapping[str, Any]) -> Tick | None:
    """A tick as a tablet tells it (`at`, `boot`, `mono` in milliseconds); None when it is none."""
    try:
        at = dt.datetime.fromisoformat(str(told.get("at")))
        mono = float(told.get("mono"))  # type: ignore[arg-type]
        since = dt.timedelta(milliseconds=mono)
    except (ValueError, TypeError, OverflowError):
        return None
    if at.tzinfo is None or not math.isfinite(mono):
        return None
    return Tick(at, str(told.get("boot", "")), since)


def placed(
    received: dt.datetime, sent: Tick | None, answered: Tick | None
) -> tuple[dt.date, str, bool]:
    """Date, half-day and whether the date is uncertain.

    The age of an answer is measured by the tablet's own clock and taken off the server's time,
    so a clock wrong by years does no harm. It is checked by the time since the start, which
    nobody can set (a sleeping tablet does not count, so that time may only be shorter). When the
    tablet restarted in between, or the age cannot be, the date is that of the hand-in and marked
    uncertain.
    """
    age = sent.at - answered.at if sent and answered and sent.boot == answered.boot else None
    awake = sent.since - answered.since if sent and answered else dt.timedelta(0)
    uncertain = age is None or age > LONGEST or awake < -SLACK or age < awake - SLACK
    moment = received if uncertain or age is None else received - max(age, dt.timedelta(0))
    return *here(moment), uncertain
