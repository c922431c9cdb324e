"""What happens to figures: those of closed months are shown, with their masks."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, insert

from feedback.analysis.periods import closed_before
from feedback.analysis.showing.queries import Plan, plan
from feedback.db import db
from feedback.instruments.models import Instrument
from feedback.responses.models import Shown, ShownMask
from feedback.responses.tally.operations import put_shown


def show(ready: Plan) -> bool:
    """Put in place what was prepared; nothing when something else has been shown since."""
    shown = db.session.get(Shown, ready.instrument_id)
    if (shown.edition if shown else 0) != ready.edition:
        return False
    before = closed_before(ready.today)
    if shown is None:
        shown = Shown(
            instrument_id=ready.instrument_id, through=before, checked_on=ready.today, edition=0
        )
        db.session.add(shown)
    shown.through, shown.checked_on = before, ready.today
    if ready.changes:
        shown.edition += 1
        put_shown(ready.instead, ready.rows)
        _put_masks(ready)
    db.session.flush()
    return ready.changes


def _put_masks(ready: Plan) -> None:
    db.session.execute(delete(ShownMask).where(ShownMask.instrument_id == ready.instrument_id))
    if ready.masks:
        db.session.connection().execute(insert(ShownMask.__table__), list(ready.masks))


def show_closed(instrument: Instrument, today: dt.date, threshold: int) -> bool:
    """Prepare and show at once, for a small house or a test."""
    return show(plan(instrument, today, threshold))
