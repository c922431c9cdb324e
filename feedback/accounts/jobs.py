"""What this room does each minute."""

from __future__ import annotations

from feedback.accounts import operations, queries
from feedback.db import utcnow, writing


def forget_failures() -> None:
    """Counts of wrong passwords are kept a day, and never more of them than the house can hold."""
    until = queries.failures_to_forget(utcnow())
    if until is None:
        return
    with writing():
        operations.purge_failures(until)


CHORES = (forget_failures,)
