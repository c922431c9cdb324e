"""What the house forgets in time, once a day: traces, contacts, originals, what nobody read."""

from __future__ import annotations

import datetime as dt

from flask import current_app

from feedback.corpus import operations as corpus
from feedback.corpus.intake import operations as intake
from feedback.db import utcnow, writing
from feedback.journeys import operations as journeys
from feedback.paroles import operations as paroles
from feedback.responses import operations as responses

_done_on: dict[str, dt.date] = {}


def forget() -> None:
    """Erase what has reached its end; called each minute, works once a day."""
    now = utcnow()
    if _done_on.get("forget") == now.date():
        return
    with writing():
        responses.purge_traces(now - dt.timedelta(days=current_app.config["TRACE_DAYS"]))
        journeys.purge_contacts(now.date())
        paroles.purge_contacts(now.date())
        corpus.purge_originals(now.date())
        intake.purge_unkept(now)
        journeys.purge_drafts(now.date())
    while _texts_forgotten(now.date()):
        pass
    _done_on["forget"] = now.date()


def _texts_forgotten(today: dt.date) -> int:
    with writing():
        return corpus.purge_unread(today)
