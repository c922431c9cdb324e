"""What this room does each minute: show the months that have closed, and what was heard."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select

from feedback.analysis import operations, queries
from feedback.analysis.heard import queries as heard
from feedback.analysis.showing.queries import plan
from feedback.corpus.states import codable
from feedback.db import db, utcnow, writing
from feedback.instruments.models import Instrument
from feedback.responses.weeks import PARIS
from feedback.studies.models import Study
from feedback.studies.shown.operations import put
from feedback.studies.shown.queries import looked_at


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


def show_heard() -> None:
    """Once a day, what was heard up to the last closed month is shown."""
    today = utcnow().astimezone(PARIS).date()
    config = current_app.config
    for number in list(db.session.scalars(select(Study.id))):
        if not looked_at(number, today):
            study = db.session.get_one(Study, number)
            ready = heard.plan(study, today, config["MASK_INSIDE"], codable(config["TWO_READERS"]))
            with writing():
                put(ready.study_id, ready.units, ready.edition, ready.today)


CHORES = (show_closed, show_heard)
