"""What professionals and experts said: context, permission and withdrawal; the words are
documents of the corpus."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.corpus.models import Document
from feedback.db import Public, db, utcnow
from feedback.instruments.models import Instrument, Version

KINDS = ("professional", "expert")
PERMISSIONS = ("internal", "anonymous", "with_job", "named")


class ParoleLink(Public, db.Model):
    """The address where paroles of a study are left."""

    __tablename__ = "parole_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    token: Mapped[str] = mapped_column(String(24), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    closed_at: Mapped[dt.datetime | None]
    instrument: Mapped[Instrument] = relationship()

    @property
    def source(self) -> str:
        """Its name in the receipts' traces."""
        return f"parole:{self.public_id}"


class Parole(Public, db.Model):
    """One parole: who speaks (never by name unless permitted), where, on what, for what use."""

    __tablename__ = "parole"
    __table_args__ = (
        Index("ix_parole_study_id_id", "study_id", "id"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"permission IN {PERMISSIONS}", name="permission"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    response_uuid: Mapped[str] = mapped_column(String(36), unique=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    mode: Mapped[str] = mapped_column(String(12))  # lien, saisie
    received_on: Mapped[dt.date]
    kind: Mapped[str] = mapped_column(String(14))
    job: Mapped[str] = mapped_column(String(60), default="")
    job_other: Mapped[str] = mapped_column(Text, default="")
    service: Mapped[str] = mapped_column(Text, default="")
    context: Mapped[str] = mapped_column(String(60), default="")
    context_date: Mapped[dt.date | None]
    reference: Mapped[str] = mapped_column(Text, default="")
    theme: Mapped[str] = mapped_column(String(60), default="")
    theme_other: Mapped[str] = mapped_column(Text, default="")
    question_opened: Mapped[str] = mapped_column(Text, default="")
    permission: Mapped[str] = mapped_column(String(10))
    named_as: Mapped[str] = mapped_column(Text, default="")
    review_wanted: Mapped[bool] = mapped_column(default=False)
    withdrawal_mac: Mapped[str | None] = mapped_column(String(64), unique=True)
    withdrawn_at: Mapped[dt.datetime | None]
    batch: Mapped[str] = mapped_column(String(36), default="", index=True)  # entered together
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[Version] = relationship()
    document: Mapped[Document | None] = relationship()

    @property
    def quotable(self) -> bool:
        """True when its author lets it be quoted, in whatever way."""
        return self.permission != "internal"


class ParoleContact(db.Model):
    """Where to send the parole to be read again by its author: sealed, apart, erased in time."""

    __tablename__ = "parole_contact"
    parole_id: Mapped[int] = mapped_column(
        ForeignKey("parole.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[str] = mapped_column(Text)
    purge_on: Mapped[dt.date] = mapped_column(index=True)
