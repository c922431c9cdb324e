"""What is done each minute: drafts published and surveys closed on their day."""

from __future__ import annotations

from feedback.db import writing
from feedback.instruments.versions import operations, queries


def carry_out_plans() -> None:
    """Each in a transaction of its own: one that is refused keeps no other back."""
    for number in queries.due(queries.today()):
        with writing():
            plan = queries.held(number)
            if plan is not None:
                operations.carry_out(plan)


CHORES = (carry_out_plans,)
