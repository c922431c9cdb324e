"""What a page does first: settle, once a day, what those who hold no row are shown."""

from __future__ import annotations

from flask import current_app

from feedback.accounts.access import account
from feedback.analysis import desk, operations, queries
from feedback.analysis.heard import queries as heard
from feedback.analysis.showing.queries import plan
from feedback.coding.desk import states
from feedback.db import writing
from feedback.instruments.models import Instrument
from feedback.studies.models import Study
from feedback.studies.shown.operations import put
from feedback.studies.shown.queries import looked_at


def keep_shown(instrument: Instrument, public_id: str) -> Instrument:
    """Show the months that have closed since the last look, once a day."""
    if queries.shown_today(instrument.id, desk.today()):
        return instrument
    ready = plan(instrument, desk.today(), current_app.config["MASK_INSIDE"])
    with writing():
        operations.show(ready)
    return queries.survey(account(), "read_results", public_id)


def keep_heard(found: Study) -> None:
    """Show what was heard up to the last closed month, once a day."""
    if looked_at(found.id, desk.today()):
        return
    ready = heard.plan(found, desk.today(), current_app.config["MASK_INSIDE"], states())
    with writing():
        put(ready.study_id, ready.units, ready.edition, ready.today)
