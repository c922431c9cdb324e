"""Reads about publications."""

from __future__ import annotations

from sqlalchemy import select

from feedback.db import db
from feedback.errors import NotAllowed
from feedback.exports.publishing.models import Publication
from feedback.instruments.models import Instrument


def of(instrument: Instrument) -> Publication | None:
    """What was published of a survey, open or not."""
    return db.session.scalar(select(Publication).where(Publication.instrument_id == instrument.id))


def opened(public_id: str) -> Publication:
    """A publication anybody may read, or NotAllowed."""
    query = select(Publication).where(Publication.public_id == public_id, Publication.open)
    found = db.session.scalar(query)
    if found is None:
        raise NotAllowed
    return found
