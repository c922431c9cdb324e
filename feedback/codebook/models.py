"""The tree of codes of a study. A code's key never changes: questions and files point to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.db import JSON, Public, db, utcnow


class Code(Public, db.Model):
    """A label with its definition; a heading (`codable` false) only groups others."""

    __tablename__ = "code"
    __table_args__ = (UniqueConstraint("study_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("code.id", ondelete="RESTRICT"), index=True
    )
    key: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    definition: Mapped[str] = mapped_column(Text, default="")
    include: Mapped[str] = mapped_column(Text, default="")
    exclude: Mapped[str] = mapped_column(Text, default="")
    codable: Mapped[bool] = mapped_column(default=True)
    colour: Mapped[str] = mapped_column(String(7), default="#0f5560")
    position: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(String(10), default="validated")  # or proposed
    archived_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    parent: Mapped[Code | None] = relationship(remote_side=[id])


class CodebookStep(Public, db.Model):
    """One act on a codebook, so that it can be taken back."""

    __tablename__ = "codebook_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    act: Mapped[str] = mapped_column(String(12))  # a word of history.ACTS
    keys: Mapped[str] = mapped_column(String(120), default="")  # of the codes concerned, in short
    body: Mapped[bytes] = mapped_column(LargeBinary, default=b"", deferred=True)  # JSON, zlib
    undone_at: Mapped[dt.datetime | None]


class CodeSuccession(db.Model):
    """A merge or split, key to key: analysis resolves it when reading."""

    __tablename__ = "code_succession"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    old_key: Mapped[str] = mapped_column(String(20))
    new_key: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(5), default="merge")  # or split
    step_id: Mapped[int | None] = mapped_column(
        ForeignKey("codebook_step.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[dt.datetime] = mapped_column(default=utcnow)


class CodebookVersion(Public, db.Model):
    """The whole book as it stood one day: the codes in their order, under stable names."""

    __tablename__ = "codebook_version"
    __table_args__ = (UniqueConstraint("study_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    number: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    note: Mapped[str] = mapped_column(Text, default="")
    codes: Mapped[list[Any]] = mapped_column(JSON)
