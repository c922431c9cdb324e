"""Tablets with their credential, the codes that pair them, and the links of printed posters."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.db import Public, db, utcnow
from feedback.instruments.models import Instrument
from feedback.studies.models import Site


class Device(Public, db.Model):
    """A tablet at a site: what it asks, and the hash of the credential it holds."""

    __tablename__ = "device"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    name: Mapped[str] = mapped_column(String(80))
    mode: Mapped[str] = mapped_column(String(12), default="borne")  # or accompagne
    credential_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_expires_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    paired_at: Mapped[dt.datetime | None]
    seen_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]
    instrument: Mapped[Instrument] = relationship()
    site: Mapped[Site] = relationship()

    @property
    def source(self) -> str:
        """Its name in the receipts' traces."""
        return f"device:{self.public_id}"


class SurveyLink(Public, db.Model):
    """The address of a survey at a site, printed as a QR code."""

    __tablename__ = "survey_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    token: Mapped[str] = mapped_column(String(24), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    closed_at: Mapped[dt.datetime | None]
    instrument: Mapped[Instrument] = relationship()
    site: Mapped[Site] = relationship()

    @property
    def source(self) -> str:
        """Its name in the receipts' traces."""
        return f"link:{self.public_id}"
