"""What this room does each minute: show the months that have closed."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select

from feedback.analysis import operations, queries
from feedback.analysis.showing.queries import plan
from feedback.db import db, utcnow, writing
from feedback.instruments.models import Instrument
from feedback.responses.weeks import PARIS


def show_closed() -> None:
    """Once a day, the months that have closed are shown, so that no page waits for it."""
    today = utcnow().astimezone(PARIS).date()
    ids = list(db.session.scalars(select(Instrument.id).where(Instrument.kind == "survey")))
    for number in ids:
        if not queries.shown_today(number, today):
            instrument = db.session.get_one(Instrument, number)
            ready = plan(instrument, today, current_app.config["MASK_INSIDE"])
            with writing():
                operations.show(ready)


CHORES = (show_closed,)
