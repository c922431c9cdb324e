"""Territories, sites, studies."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Column, ForeignKey, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.db import Public, db, utcnow

study_site = Table(
    "study_site",
    db.metadata,
    Column("study_id", ForeignKey("study.id", ondelete="CASCADE"), primary_key=True),
    Column("site_id", ForeignKey("site.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Territory(db.Model):
    """A group of sites."""

    __tablename__ = "territory"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)


class Site(Public, db.Model):
    """A place of reception."""

    __tablename__ = "site"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"), index=True)
    active: Mapped[bool] = mapped_column(default=True)
    territory: Mapped[Territory | None] = relationship(lazy="joined")


class Study(Public, db.Model):
    """A purpose with a period, sites, a team, instruments, one codebook, one corpus.

    `notice` holds what the notice at collection must say (organisation, service, contact, dpo,
    retention); publishing is refused while one is empty.
    """

    __tablename__ = "study"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    purpose: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    notice: Mapped[dict[str, Any]] = mapped_column(default=dict)
    languages: Mapped[list[Any]] = mapped_column(default=lambda: ["fr"])
    archived_at: Mapped[dt.datetime | None]
    demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    sites: Mapped[list[Site]] = relationship(secondary=study_site, order_by=Site.name)
