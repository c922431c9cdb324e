"""States of a text: what each lets people do."""

from __future__ import annotations

import datetime as dt

TO_READ, READ, VALIDATED = "to_read", "read", "validated"
SUPERSEDED, WITHDRAWN = "superseded", "withdrawn"
READABLE = (READ, VALIDATED)
IMPORTED = "texts"  # room of origin of what was brought in from elsewhere
ELSEWHERE = "text"  # kind of such a text, and the name of them all in a filter


def codable(two_readers: bool) -> tuple[str, ...]:
    """States in which a text may be coded: read, or validated where the house wants two readers."""
    return (VALIDATED,) if two_readers else READABLE


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day some months later (or earlier), or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    first = dt.date(day.year + years, month + 1, 1)
    last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
