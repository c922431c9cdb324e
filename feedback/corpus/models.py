"""What was said: documents whose text no longer moves once read, and their originals apart."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    DDL,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from feedback.corpus import search_ddl
from feedback.db import Public, db, utcnow

STATES = ("to_read", "read", "validated", "superseded", "withdrawn")


def _some(column: str) -> Index:
    """An index of the few texts that have a value there: no search of the others ever takes it."""
    there = text(f"{column} IS NOT NULL")
    return Index(f"ix_document_{column}", column, sqlite_where=there, postgresql_where=there)


class Document(Public, db.Model):
    """A text of the corpus with its attributes and its origin.

    `to_read`: only moderators see it, masking may change it. `read`: one person has read it,
    its text is frozen, it may be coded. `validated`: another person agreed it may be quoted.
    `superseded` and `withdrawn`: unreadable. Offsets count code points of `text`.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("origin_room", "origin_id", "part", "language", "generation"),
        # Lists walk it in order; what is left to do is counted on it alone
        Index(
            "ix_document_study_state", "study_id", "state", "id", "translation_of_id", "quotable"
        ),
        *(_some("translation_of_id"), _some("supersedes_id")),
        CheckConstraint(f"state IN {STATES}", name="state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    origin_room: Mapped[str] = mapped_column(String(20))  # responses, journeys, paroles
    origin_id: Mapped[str] = mapped_column(String(36))  # public id of the thing there
    part: Mapped[str] = mapped_column(String(60))  # question code, "transcript", "step:3"…
    generation: Mapped[int] = mapped_column(default=1)  # 2 supersedes 1
    kind: Mapped[str] = mapped_column(String(20))  # comment, transcript, step, parole
    speaker: Mapped[str] = mapped_column(String(20))  # user, professional, expert
    language: Mapped[str] = mapped_column(String(12), default="fr")
    mode: Mapped[str] = mapped_column(String(12), default="")
    day: Mapped[dt.date | None] = mapped_column(index=True)
    attributes: Mapped[dict[str, Any]] = mapped_column(default=dict)  # event, job, theme…
    text: Mapped[str] = mapped_column(Text)
    length: Mapped[int]  # code points of text
    state: Mapped[str] = mapped_column(String(12), default="to_read")
    quotable: Mapped[bool] = mapped_column(default=False)  # permission of the author
    attribution: Mapped[str] = mapped_column(String(160), default="")  # job or name, if permitted
    read_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    read_at: Mapped[dt.datetime | None]
    masked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    handlers: Mapped[list[Any]] = mapped_column(
        default=list
    )  # who read or masked: they never validate
    validated_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    validated_at: Mapped[dt.datetime | None]
    danger_at: Mapped[dt.datetime | None]
    coded: Mapped[bool] = mapped_column(default=False)  # once: its offsets are held by others
    translation_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE")
    )
    translator: Mapped[str] = mapped_column(String(120), default="")
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    turns: Mapped[list[Turn]] = relationship(
        order_by="Turn.number", cascade="all, delete-orphan", passive_deletes=True
    )


class Original(db.Model):
    """The text as it came, when masking changed it: read by nobody, purged in time."""

    __tablename__ = "document_original"
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[str] = mapped_column(Text)  # encrypted with the house's key
    purge_on: Mapped[dt.date] = mapped_column(index=True)


class Turn(db.Model):
    """A turn of a transcript: who speaks, from where to where in the text."""

    __tablename__ = "document_turn"
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    speaker: Mapped[str] = mapped_column(String(3))  # E, P, T, or P1, T2 where there are several
    start: Mapped[int]
    end: Mapped[int]


class Withdrawal(db.Model):
    """Words may no longer be shown as they were: files and views older than this are destroyed.

    Taken back by who said them, masked anew, put back in the queue, no longer validated,
    or a danger was seen in them.
    """

    __tablename__ = "withdrawal"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    origin_room: Mapped[str] = mapped_column(String(20))
    origin_id: Mapped[str] = mapped_column(String(36))
    at: Mapped[dt.datetime] = mapped_column(default=utcnow)


class DocumentWords(db.Model):
    """What search sees of a text, in the form of the open database; unreadable texts have none."""

    __tablename__ = "document_words"
    __table_args__ = (
        Index("ix_document_words_words", "words", postgresql_using="gin").ddl_if("postgresql"),
    )
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True
    )
    words: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))


for _statement in search_ddl.SQLITE:
    event.listen(
        DocumentWords.__table__, "after_create", DDL(_statement).execute_if(dialect="sqlite")
    )


@event.listens_for(Document.text, "set", active_history=True)
def _frozen(document: Document, value: str, old: Any, initiator: Any) -> None:
    """Once read, the text of a document never changes (it may only be emptied by erasure)."""
    if object_session(document) is not None and document.state in ("read", "validated") and value:
        raise RuntimeError("the text of a read document never changes")
