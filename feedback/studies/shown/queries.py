"""Reads of what is shown of a study to those who hold no row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select

from feedback.db import db
from feedback.studies.shown.models import ShownDay, ShownUnit
from feedback.studies.shown.units import Unit


def units(
    study_id: int, what: Collection[str] | None = None, place: str | None = None
) -> dict[tuple[str, str], Unit]:
    """What is shown, by way of listening and place; of some ways, at one place, or all."""
    query = select(ShownUnit).where(ShownUnit.study_id == study_id)
    if what is not None:
        query = query.where(ShownUnit.what.in_(what))
    if place is not None:
        query = query.where(ShownUnit.place == place)
    found = (
        Unit(row.what, row.place, row.counts, row.more, tuple(row.closed))
        for row in db.session.scalars(query)
    )
    return {unit.key: unit for unit in found}


def edition(study_id: int) -> int:
    """How many times something was put."""
    day = db.session.get(ShownDay, study_id)
    return day.edition if day else 0


def looked_at(study_id: int, today: dt.date) -> bool:
    """True when what is shown was looked at today."""
    day = db.session.get(ShownDay, study_id)
    return day is not None and day.checked_on == today
