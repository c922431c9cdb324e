"""What is done each minute with drafts nobody came back to."""

from __future__ import annotations

import datetime as dt

from flask import current_app

from feedback.db import utcnow, writing
from feedback.kiosk.drafts import operations, queries
from feedback.web.secrets import DRAFTS, RECEIPTS, house_secret


def give_up_abandoned() -> None:
    """A few of them become incomplete answers, without their text."""
    before = utcnow() - dt.timedelta(hours=current_app.config["DRAFT_HOURS"])
    found = queries.abandoned(before, house_secret(DRAFTS))
    if not found:
        return
    key = house_secret(RECEIPTS)
    with writing():
        for one in found:
            operations.give_up(one, key)


CHORES = (give_up_abandoned,)
