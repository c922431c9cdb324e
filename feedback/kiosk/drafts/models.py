"""An answer begun by link: apart from the answers, replaceable, gone when sent or too old."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from feedback.db import db, utcnow


class LinkDraft(db.Model):
    """What one page has answered so far; only the browser that holds the cookie gets it back.

    `sealed` is the content (see `content`), closed with a key of the house. `suspect` is judged
    at the first save, when the address is being flooded.
    """

    __tablename__ = "link_draft"
    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(
        ForeignKey("survey_link.id", ondelete="CASCADE"), index=True
    )
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    cookie_hash: Mapped[str] = mapped_column(String(64), index=True)
    sealed: Mapped[str] = mapped_column(Text)
    suspect: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[dt.datetime] = mapped_column(default=utcnow, index=True)
