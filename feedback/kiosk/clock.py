"""When was it answered? The tablet's clock is corrected, then only date and half-day are kept."""

from __future__ import annotations

import datetime as dt

from feedback.responses.weeks import here

LONGEST = dt.timedelta(days=90)  # an outbox older than that has a clock nobody can trust


def placed(
    received: dt.datetime, device_now: dt.datetime | None, answered: dt.datetime | None
) -> tuple[dt.date, str, bool]:
    """Date, half-day and whether the date is uncertain.

    The age of an answer is measured by the device's own clock (its `now` less the answer's time)
    and taken off the server's time. Without both, or with an age that cannot be, the date is
    that of the hand-in and marked uncertain.
    """
    age = device_now - answered if device_now and answered else None
    uncertain = age is None or not dt.timedelta(seconds=-5) <= age <= LONGEST
    moment = received if uncertain or age is None else received - max(age, dt.timedelta(0))
    return *here(moment), uncertain


def instant(text: object) -> dt.datetime | None:
    """An ISO instant with its zone, or None."""
    try:
        at = dt.datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else None
