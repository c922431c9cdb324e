"""Reads about recordings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from feedback.db import db
from feedback.instruments.models import Instrument
from feedback.instruments.recordings.models import Recording


def recordings(instrument: Instrument) -> dict[tuple[str, str], Recording]:
    """Those of an instrument by screen and language, without their sound."""
    query = select(Recording).where(Recording.instrument_id == instrument.id)
    return {(one.part, one.language): one for one in db.session.scalars(query)}


def recording(instrument: Instrument, part: str, language: str) -> Recording | None:
    """One of them."""
    return db.session.scalar(
        select(Recording).where(
            Recording.instrument_id == instrument.id, Recording.part == part,
            Recording.language == language,
        )
    )  # fmt: skip


def taken(instrument: Instrument) -> int:
    """Bytes of all the recordings of an instrument."""
    query = select(func.sum(Recording.size)).where(Recording.instrument_id == instrument.id)
    return db.session.scalar(query) or 0


def by_token(token: str) -> Recording | None:
    """The recording of an address."""
    return db.session.scalar(select(Recording).where(Recording.token == token))


def tokens(instrument_id: int, languages: Sequence[str]) -> dict[tuple[str, str], str]:
    """Addresses' tokens by screen and language, for those who answer."""
    query = select(Recording.part, Recording.language, Recording.token).where(
        Recording.instrument_id == instrument_id, Recording.language.in_(languages)
    )
    found = db.session.execute(query.order_by(Recording.id))
    return {(part, language): token for part, language, token in found}
