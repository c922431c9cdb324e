"""Memos about a study, a code, a text or a passage, and how they lead to one another."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, String, Text, delete, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.corpus.models import Document
from feedback.db import Public, db, utcnow

ABOUT = ("study", "code", "document", "passage")


class Memo(Public, db.Model):
    """A memo; those about the study are its journal.

    That of a passage says where in the text it stands (code points, the end excluded) and not
    which row it is: a passage goes with its last coding, a memo stays.
    """

    __tablename__ = "memo"
    __table_args__ = (
        Index("ix_memo_study_id_id", "study_id", "id"),
        CheckConstraint(f"about IN {ABOUT}", name="about"),
        CheckConstraint(
            "(about = 'code') = (code_id IS NOT NULL) "
            "AND (about IN ('document', 'passage')) = (document_id IS NOT NULL) "
            'AND (about = \'passage\') = ("start" IS NOT NULL AND "end" IS NOT NULL)',
            name="target",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    about: Mapped[str] = mapped_column(String(10))
    code_id: Mapped[int | None] = mapped_column(
        ForeignKey("code.id", ondelete="CASCADE"), index=True
    )
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), index=True
    )
    start: Mapped[int | None]
    end: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(120), default="")
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    changed_at: Mapped[dt.datetime | None]
    removed_at: Mapped[dt.datetime | None]
    author: Mapped[Account] = relationship()
    code: Mapped[Code | None] = relationship()
    document: Mapped[Document | None] = relationship()

    @property
    def words(self) -> str:
        """The words of the passage it is about."""
        if self.document is None or self.start is None:
            return ""
        return self.document.text[self.start : self.end]


class MemoLink(db.Model):
    """Two memos that lead to one another; the older one first."""

    __tablename__ = "memo_link"
    memo_id: Mapped[int] = mapped_column(
        ForeignKey("memo.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("memo.id", ondelete="CASCADE"), primary_key=True, index=True
    )


@event.listens_for(Document, "after_update")
def _goes_with_its_text(mapper: Any, connection: Connection, document: Document) -> None:
    """What was written about a withdrawn text goes with it: it may hold its words."""
    if document.state == "withdrawn":
        memos = Memo.__table__
        connection.execute(delete(memos).where(memos.c.document_id == document.id))
