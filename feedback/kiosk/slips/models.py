"""A printed code: whether it has served, never when nor for which answer."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback.db import db

UNUSED, SPENT, CANCELLED = "unused", "spent", "cancelled"


class Slip(db.Model):
    """A code of a link, as a keyed hash."""

    __tablename__ = "slip"
    __table_args__ = (UniqueConstraint("link_id", "code_mac"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("survey_link.id", ondelete="CASCADE"))
    code_mac: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(9), default=UNUSED)
