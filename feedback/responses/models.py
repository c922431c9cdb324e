"""One filled instrument, its receipt for ever, its trace for a while, and the tally."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from feedback.db import Public, db, utcnow

DOUBTED = text("flags != '[]'")  # written the same in queries, so that their index serves


class Response(Public, db.Model):
    """A filled instrument: closed answers in one document keyed by question code.

    `day` and `half` are all the time that is kept of a kiosk answer; `week` is the Monday of its
    ISO week, cut at the first of the month. Free texts are documents of the corpus.
    """

    __tablename__ = "response"
    __table_args__ = (
        Index("ix_response_study_id_day", "study_id", "day"),
        Index(
            "ix_response_of_day",
            "version_id",
            "site_id",
            "day",
            "counted",
            "withdrawn_at",
            "day_uncertain",
        ),
        Index(
            "ix_response_doubted",
            "study_id",
            "day",
            "public_id",
            sqlite_where=DOUBTED,
            postgresql_where=DOUBTED,
        ),
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
    last_step: Mapped[str] = mapped_column(
        String(60), default=""
    )  # where an incomplete one stopped
    day: Mapped[dt.date]
    half: Mapped[str] = mapped_column(String(2))  # am, pm
    week: Mapped[dt.date]
    day_uncertain: Mapped[bool] = mapped_column(default=False)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    outcome: Mapped[str] = mapped_column(String(20), default="")  # answer to the outcome question
    flags: Mapped[list[Any]] = mapped_column(
        default=list
    )  # too_fast, just_after, straight, suspect
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


class TallyLegend(db.Model):
    """What the numbers of a version's lines count, in order; it only grows (see `tallies`)."""

    __tablename__ = "tally_legend"
    version_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_version.id", ondelete="CASCADE"), primary_key=True
    )
    pairs: Mapped[list[Any]] = mapped_column(default=list)


class TallyLine:
    """Mixin: counts of one cell: version, week or month, perhaps one further split, site."""

    version_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_version.id", ondelete="CASCADE"), primary_key=True
    )
    grain: Mapped[str] = mapped_column(String(5), primary_key=True)  # week, month
    split: Mapped[str] = mapped_column(String(8), primary_key=True)  # "", mode, language, outcome
    value: Mapped[str] = mapped_column(String(20), primary_key=True)
    start: Mapped[dt.date] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(primary_key=True)  # 0: none
    counts: Mapped[str] = mapped_column(Text)  # numbers in the order of the legend


class Tally(TallyLine, db.Model):
    """Counts of answers, moved in the transaction that moves the response."""

    __tablename__ = "tally"
    counted: Mapped[bool] = mapped_column(primary_key=True)


class ShownTally(TallyLine, db.Model):
    """Counts of closed months as shown to those who do not hold the rows.

    Copied when the month has closed; copied again only when enough responses have come since
    that the difference says nothing of one person.
    """

    __tablename__ = "shown_tally"


class Shown(db.Model):
    """Up to which month the figures of an instrument are shown; `edition` grows at each change."""

    __tablename__ = "shown"
    instrument_id: Mapped[int] = mapped_column(
        ForeignKey("instrument.id", ondelete="CASCADE"), primary_key=True
    )
    through: Mapped[dt.date]  # first day of the first month not shown
    checked_on: Mapped[dt.date]
    edition: Mapped[int] = mapped_column(default=1)


class ShownMask(db.Model):
    """Questions whose figures stay closed in one cell of the grid of what is shown."""

    __tablename__ = "shown_mask"
    instrument_id: Mapped[int] = mapped_column(
        ForeignKey("instrument.id", ondelete="CASCADE"), primary_key=True
    )
    split: Mapped[str] = mapped_column(String(8), primary_key=True)
    value: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(20), primary_key=True)
    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    questions: Mapped[list[Any]] = mapped_column(default=list)
