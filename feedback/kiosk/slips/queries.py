"""Reads about printed codes."""

from __future__ import annotations

from sqlalchemy import func, select

from feedback.db import db
from feedback.kiosk.models import SurveyLink
from feedback.kiosk.slips.models import CANCELLED, SPENT, UNUSED, Slip


def counts(link: SurveyLink) -> dict[str, int]:
    """How many codes of a link are unused, spent and cancelled."""
    query = select(Slip.state, func.count()).where(Slip.link_id == link.id).group_by(Slip.state)
    return {UNUSED: 0, SPENT: 0, CANCELLED: 0, **dict(db.session.execute(query).all())}
