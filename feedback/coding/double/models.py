"""Rounds of blind coding: who codes, the texts drawn, what is finished, what is signed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.corpus.models import Document
from feedback.db import Public, db, utcnow


class Round(Public, db.Model):
    """A sample that several persons code each on their own, until it is closed.

    `whole`: every code counts, those made later too; else only those of `codes`. `drawing` tells
    how texts were drawn. `settler_id`: a coder who may settle beside the study lead.
    """

    __tablename__ = "coding_round"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    seed: Mapped[str] = mapped_column(String(20))
    drawing: Mapped[dict[str, Any]] = mapped_column(default=dict)
    whole: Mapped[bool] = mapped_column(default=True)
    branch: Mapped[str] = mapped_column(String(20), default="")  # key of the heading chosen
    settler_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    closed_at: Mapped[dt.datetime | None]
    coders: Mapped[list[Account]] = relationship(
        secondary="coding_round_coder", order_by=Account.name
    )
    codes: Mapped[list[Code]] = relationship(secondary="coding_round_code")


class RoundCoder(db.Model):
    """One of the coders of a round."""

    __tablename__ = "coding_round_coder"
    __table_args__ = (Index("ix_coding_round_coder_coder_id", "coder_id"),)
    round_id: Mapped[int] = mapped_column(
        ForeignKey("coding_round.id", ondelete="CASCADE"), primary_key=True
    )
    coder_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)


class RoundCode(db.Model):
    """A code that counts, in a round about some of them."""

    __tablename__ = "coding_round_code"
    round_id: Mapped[int] = mapped_column(
        ForeignKey("coding_round.id", ondelete="CASCADE"), primary_key=True
    )
    code_id: Mapped[int] = mapped_column(
        ForeignKey("code.id", ondelete="CASCADE"), primary_key=True
    )


class RoundText(Public, db.Model):
    """A text drawn for a round: of one round at most.

    Where a newer text took its place, it is followed (nobody sees more for that) but counts no
    more: `replaced`. Once `signed_at`, its signed codings stand for everybody's.
    """

    __tablename__ = "coding_round_text"
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(
        ForeignKey("coding_round.id", ondelete="CASCADE"), index=True
    )
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), unique=True
    )
    position: Mapped[int]
    stratum: Mapped[str] = mapped_column(String(200), default="")
    replaced: Mapped[bool] = mapped_column(default=False)
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    signed_at: Mapped[dt.datetime | None]
    round: Mapped[Round] = relationship()
    document: Mapped[Document] = relationship()


class Finished(db.Model):
    """A coder has finished a text; without this line its value is missing, never 0."""

    __tablename__ = "coding_finished"
    text_id: Mapped[int] = mapped_column(
        ForeignKey("coding_round_text.id", ondelete="CASCADE"), primary_key=True
    )
    coder_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(default=utcnow)
