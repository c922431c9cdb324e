"""What happens to what is shown: units are put in place of those before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import insert, tuple_

from feedback.db import db
from feedback.studies.shown.models import ShownDay, ShownUnit
from feedback.studies.shown.units import Unit


def put(study_id: int, units: Sequence[Unit], edition: int, today: dt.date) -> bool:
    """Put units in place; nothing when something was put since `edition` was read."""
    day = db.session.get(ShownDay, study_id)
    if (day.edition if day else 0) != edition:
        return False
    if day is None:
        day = ShownDay(study_id=study_id, checked_on=today, edition=0)
        db.session.add(day)
    day.checked_on = today
    if units:
        day.edition += 1
        _replace(study_id, units)
    db.session.flush()
    return bool(units)


def _replace(study_id: int, units: Sequence[Unit]) -> None:
    keys = tuple_(ShownUnit.what, ShownUnit.place).in_([unit.key for unit in units])
    db.session.execute(ShownUnit.__table__.delete().where(ShownUnit.study_id == study_id, keys))
    rows = [
        {
            "study_id": study_id, "what": unit.what, "place": unit.place,
            "counts": dict(unit.counts), "more": dict(unit.more), "closed": list(unit.closed),
        }
        for unit in units if unit.counts
    ]  # fmt: skip
    if rows:
        db.session.connection().execute(insert(ShownUnit.__table__), rows)
