"""Reads about what is to happen by itself."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select

from feedback.db import db, utcnow
from feedback.instruments.models import Instrument, Plan, Version
from feedback.instruments.operations import CLOSE, PUBLISH

HOUSE_CLOCK = ZoneInfo("Europe/Paris")


def today(now: dt.datetime | None = None) -> dt.date:
    """The day it is by the house's clock."""
    return (now or utcnow()).astimezone(HOUSE_CLOCK).date()


def due(day: dt.date) -> list[int]:
    """Ids of what is to be done: published that morning, closed once the day is over."""
    ripe = or_(and_(Plan.act == PUBLISH, Plan.day <= day), and_(Plan.act == CLOSE, Plan.day < day))
    return list(db.session.scalars(select(Plan.id).where(ripe).order_by(Plan.day, Plan.id)))


def held(plan_id: int) -> Plan | None:
    """One plan, kept from other workers; none when it is done or cancelled."""
    query = select(Plan).where(Plan.id == plan_id).with_for_update(skip_locked=True)
    return db.session.scalar(query)


def before(version: Version) -> Version | None:
    """The version asked just before this one."""
    asked = [v for v in version.instrument.versions if v.status != "draft"]
    older = [v for v in asked if v.number < version.number]
    return older[-1] if older else None


def plan_of(instrument: Instrument, act: str) -> Plan | None:
    """What is to happen, if anything is."""
    return next((one for one in instrument.plans if one.act == act), None)
