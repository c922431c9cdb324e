"""A recording of one screen in one language."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback.db import db


class Recording(db.Model):
    """What is heard on a screen: `part` is a question's code, or `start`.

    `token` is its address: unguessable, and another one for each sound, so that it may be kept
    for ever. `said` marks the words it was made for, so that a changed wording is seen.
    """

    __tablename__ = "recording"
    __table_args__ = (UniqueConstraint("instrument_id", "part", "language"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id", ondelete="CASCADE"))
    part: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(12))
    token: Mapped[str] = mapped_column(String(24), unique=True)
    kind: Mapped[str] = mapped_column(String(20))  # media type
    size: Mapped[int]
    said: Mapped[str] = mapped_column(String(16))
    sound: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
