"""Tablets with their credential, the codes that pair them, and the links of printed posters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.db import Public, db, utcnow
from feedback.instruments.models import Instrument
from feedback.studies.models import Site


def source_of(device: str) -> str:
    """The name of a tablet, by its public id, in the receipts' traces."""
    return f"device:{device}"


class Device(Public, db.Model):
    """A tablet at a site: what it asks, and the hash of the credential it holds.

    `languages` empty: all those of the survey. `hours` by weekday (`"0"` is Monday): opening and
    closing, `["08:30", "17:00"]`; empty: always open. `said` is what the tablet last said of
    itself (see `reconciliation`); `before` counts what came from it before its present memory.
    """

    __tablename__ = "device"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    name: Mapped[str] = mapped_column(String(80))
    mode: Mapped[str] = mapped_column(String(12), default="borne")  # or accompagne
    languages: Mapped[list[Any]] = mapped_column(default=list)
    hours: Mapped[dict[str, Any]] = mapped_column(default=dict)
    pin_salt: Mapped[str] = mapped_column(String(32), default="")
    pin_hash: Mapped[str] = mapped_column(String(64), default="")
    said: Mapped[dict[str, Any]] = mapped_column(default=dict)
    before: Mapped[int] = mapped_column(default=0)
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
        return source_of(self.public_id)


class SurveyLink(Public, db.Model):
    """The address of a survey at a site, printed as a QR code."""

    __tablename__ = "survey_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    token: Mapped[str] = mapped_column(String(24), unique=True)
    asks_code: Mapped[bool] = mapped_column(default=False)  # a single-use printed code
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    closed_at: Mapped[dt.datetime | None]
    instrument: Mapped[Instrument] = relationship()
    site: Mapped[Site] = relationship()

    @property
    def source(self) -> str:
        """Its name in the receipts' traces."""
        return f"link:{self.public_id}"


class SetAside(Public, db.Model):
    """A record handed in that nobody could read: kept as it came, so that nothing is lost.

    `why` is one word: key, form, seal, content, version, study, place, fields, size.
    """

    __tablename__ = "set_aside"
    __table_args__ = (UniqueConstraint("uuid", "digest"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"), index=True)
    uuid: Mapped[str] = mapped_column(String(36))
    digest: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(String(12))
    at: Mapped[dt.datetime] = mapped_column(default=utcnow)
