"""Rounds of double coding: who codes which drawn texts, who has finished, what was signed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Account
from feedback.corpus.models import Document
from feedback.db import Public, db, utcnow


class Round(Public, db.Model):
    """Texts drawn to be coded by several people, each blind to the others until all have finished."""

    __tablename__ = "coding_round"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    branch: Mapped[str] = mapped_column(String(20), default="")  # key of a code; empty: all
    seed: Mapped[int]
    strata: Mapped[str] = mapped_column(String(40), default="")  # kind,site,language
    coders_settle: Mapped[bool] = mapped_column(default=False)
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    closed_at: Mapped[dt.datetime | None]
    coders: Mapped[list[Account]] = relationship(
        secondary="coding_round_coder", order_by=Account.name
    )


class RoundCoder(db.Model):
    """One of the coders of a round."""

    __tablename__ = "coding_round_coder"
    round_id: Mapped[int] = mapped_column(
        ForeignKey("coding_round.id", ondelete="CASCADE"), primary_key=True
    )
    coder_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)


class RoundText(db.Model):
    """A text drawn for a round; `signed_at` when one version of its codings was agreed on."""

    __tablename__ = "coding_round_text"
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True
    )
    round_id: Mapped[int] = mapped_column(
        ForeignKey("coding_round.id", ondelete="CASCADE"), index=True
    )
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    signed_at: Mapped[dt.datetime | None]
    document: Mapped[Document] = relationship()


class Finished(db.Model):
    """A coder says that a text is coded: from then on silence is an answer."""

    __tablename__ = "coding_finished"
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True
    )
    coder_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(default=utcnow)
