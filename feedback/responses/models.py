"""One filled instrument, its receipt for ever, its trace for a while, and the tally."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback.db import Public, db, utcnow


class Response(Public, db.Model):
    """A filled instrument: closed answers in one document keyed by question code.

    `day` and `half` are all the time that is kept of a kiosk answer; `week` is the Monday of its
    ISO week, cut at the first of the month. Free texts are documents of the corpus.
    """

    __tablename__ = "response"
    __table_args__ = (
        Index("ix_response_study_id_day", "study_id", "day"),
        Index("ix_response_version_id_site_id_week", "version_id", "site_id", "week"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)  # made by the client, v4
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    mode: Mapped[str] = mapped_column(String(12))  # borne, accompagne, lien, saisie, entretien
    language: Mapped[str] = mapped_column(String(12))
    status: Mapped[str] = mapped_column(String(12))  # complete, incomplete
    last_step: Mapped[str] = mapped_column(String(60), default="")  # where an incomplete one stopped
    day: Mapped[dt.date]
    half: Mapped[str] = mapped_column(String(2))  # am, pm
    week: Mapped[dt.date]
    day_uncertain: Mapped[bool] = mapped_column(default=False)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    outcome: Mapped[str] = mapped_column(String(20), default="")  # answer to the outcome question
    flags: Mapped[list[Any]] = mapped_column(default=list)  # too_fast, just_after, straight, suspect
    counted: Mapped[bool] = mapped_column(default=True)  # doubtful ones are not, until put back
    withdrawn_at: Mapped[dt.datetime | None]


class Receipt(db.Model):
    """Proof for ever that a uuid was handed in: a keyed hash of its content, no time, no place."""

    __tablename__ = "receipt"
    uuid: Mapped[str] = mapped_column(String(36), primary_key=True)
    content_mac: Mapped[str] = mapped_column(String(64))


class ReceiptTrace(db.Model):
    """Device and exact time of a receipt, kept apart and purged after some days."""

    __tablename__ = "receipt_trace"
    uuid: Mapped[str] = mapped_column(String(36), primary_key=True)
    source: Mapped[str] = mapped_column(String(60), index=True)  # device:…, link:…, account:…
    at: Mapped[dt.datetime] = mapped_column(default=utcnow, index=True)


class SourceCount(db.Model):
    """How many receipts each source has handed in, so that reconciliation outlives the traces."""

    __tablename__ = "source_count"
    source: Mapped[str] = mapped_column(String(60), primary_key=True)
    stored: Mapped[int] = mapped_column(default=0)
    again: Mapped[int] = mapped_column(default=0)
    conflicts: Mapped[int] = mapped_column(default=0)


class Conflict(Public, db.Model):
    """The same uuid handed in with another content: kept aside for a human, never overwritten."""

    __tablename__ = "conflict"
    __table_args__ = (UniqueConstraint("uuid", "content_mac"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    uuid: Mapped[str] = mapped_column(String(36), index=True)
    content_mac: Mapped[str] = mapped_column(String(64))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    settled: Mapped[str] = mapped_column(String(20), default="")  # kept_first, kept_both
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    note: Mapped[str] = mapped_column(Text, default="")


class Tally(db.Model):
    """Counts of answers, moved in the transaction that moves the response.

    One row per version × question × option × site × cut week × mode × language × outcome ×
    counted or not; question `""` counts responses, its options are their statuses.
    """

    __tablename__ = "tally"
    version_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_version.id", ondelete="CASCADE"), primary_key=True
    )
    site_id: Mapped[int] = mapped_column(primary_key=True)  # 0: none
    week: Mapped[dt.date] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    option: Mapped[str] = mapped_column(String(60), primary_key=True)
    mode: Mapped[str] = mapped_column(String(12), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    counted: Mapped[bool] = mapped_column(primary_key=True)
    n: Mapped[int]
