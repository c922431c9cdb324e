"""Imports: what was read of files, sealed until it is taken in; which texts came of each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Account
from feedback.db import Public, db, utcnow

SEEN, KEPT, REMOVED = "seen", "kept", "removed"
STATES = (SEEN, KEPT, REMOVED)


class Import(Public, db.Model):
    """Files somebody brought in.

    `seen`: read and shown, no text is in the corpus; `sealed` holds what was read, under the
    house's key, a day at most. `kept`: its texts are in the corpus. `removed`: taken back whole.
    """

    __tablename__ = "text_import"
    __table_args__ = (
        Index("ix_text_import_study_id_id", "study_id", "id"),
        CheckConstraint(f"state IN {STATES}", name="state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    state: Mapped[str] = mapped_column(String(10), default=SEEN)
    sealed: Mapped[str] = mapped_column(Text, default="")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    texts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    account: Mapped[Account] = relationship()


class ImportedText(db.Model):
    """Which import a text came of, and the mark by which the same content is known again."""

    __tablename__ = "imported_text"
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True
    )
    import_id: Mapped[int] = mapped_column(
        ForeignKey("text_import.id", ondelete="CASCADE"), index=True
    )
    mark: Mapped[str] = mapped_column(String(64), index=True)  # keyed hash of study and words
