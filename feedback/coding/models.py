"""Passages and codings: a code put on a stretch of text by a coder."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    delete,
    event,
    false,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.codebook.models import Code
from feedback.corpus.models import Document
from feedback.db import Public, db, utcnow


class Passage(Public, db.Model):
    """A stretch of a document: offsets in Unicode code points, the end excluded."""

    __tablename__ = "passage"
    __table_args__ = (
        UniqueConstraint("document_id", "start", "end"),
        CheckConstraint('start >= 0 AND "end" > start', name="span"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    start: Mapped[int]
    end: Mapped[int]
    document: Mapped[Document] = relationship()
    codings: Mapped[list[Coding]] = relationship(
        back_populates="passage", cascade="all, delete-orphan", passive_deletes=True
    )


class Coding(Public, db.Model):
    """A code on a passage by a coder, with valence (−1, 0, 1) and memo."""

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint("passage_id", "code_id", "coder_id", "settled"),
        Index("ix_coding_code_id_id", "code_id", "id"),
        Index("ix_coding_coder_id_passage_id", "coder_id", "passage_id"),  # what somebody coded
        CheckConstraint("valence IN (-1, 0, 1)", name="valence"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id", ondelete="CASCADE"))
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id", ondelete="RESTRICT"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    valence: Mapped[int] = mapped_column(default=0)
    memo: Mapped[str] = mapped_column(Text, default="")
    to_review: Mapped[bool] = mapped_column(default=False)  # a later mask touched the passage
    # Coded by several, then agreed on: the agreed version is apart from what its author coded,
    # and once it is signed it alone counts
    settled: Mapped[bool] = mapped_column(default=False, server_default=false())
    counts: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    passage: Mapped[Passage] = relationship(back_populates="codings")
    code: Mapped[Code] = relationship()


class RemovedCoding(db.Model):
    """A coding its coder took away: so that one may take the removal back."""

    __tablename__ = "removed_coding"
    public_id: Mapped[str] = mapped_column(String(10), primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), index=True
    )
    start: Mapped[int]
    end: Mapped[int]
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id", ondelete="CASCADE"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    valence: Mapped[int]
    memo: Mapped[str] = mapped_column(Text)
    removed_at: Mapped[dt.datetime] = mapped_column(default=utcnow)


@event.listens_for(Document, "after_update")
def _goes_with_its_text(mapper: Any, connection: Connection, document: Document) -> None:
    """What was coded in a withdrawn text goes with it."""
    if document.state == "withdrawn":
        for table in (Passage.__table__, RemovedCoding.__table__):
            connection.execute(delete(table).where(table.c.document_id == document.id))
