"""What is asked: an instrument and its versions. A published version never changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Account
from feedback.db import Public, db, utcnow

LONGEST_TITLE = 200
FROZEN = ("definition", "digest", "number", "instrument_id", "core_id")


class Instrument(Public, db.Model):
    """A survey, an interview guide or a parole sheet of a study."""

    __tablename__ = "instrument"
    __table_args__ = (UniqueConstraint("study_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(41))
    kind: Mapped[str] = mapped_column(String(12))  # survey, interview, parole
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    sounds: Mapped[str] = mapped_column(String(12), default="")  # mark of its recordings, if any
    unread: Mapped[list[Any]] = mapped_column(default=list)  # languages offered without review
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    template_at: Mapped[dt.datetime | None]  # since when it is a template of the house
    versions: Mapped[list[Version]] = relationship(
        back_populates="instrument", order_by="Version.number", cascade="all, delete-orphan"
    )
    plans: Mapped[list[Plan]] = relationship(
        back_populates="instrument", order_by="Plan.act", cascade="all, delete-orphan"
    )


class Version(Public, db.Model):
    """One wording of an instrument: draft, published, superseded or archived."""

    __tablename__ = "instrument_version"
    __table_args__ = (UniqueConstraint("instrument_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id", ondelete="CASCADE"))
    number: Mapped[int]
    status: Mapped[str] = mapped_column(String(12), default="draft")
    definition: Mapped[str] = mapped_column(Text, deferred=True)  # canonical JSON, read once
    digest: Mapped[str] = mapped_column(String(64))
    step: Mapped[int] = mapped_column(default=0)  # of a draft: where its history stands
    published_at: Mapped[dt.datetime | None]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[dt.datetime | None]  # when it stopped being asked
    core_id: Mapped[int | None] = mapped_column(  # of a local one, the version it stands on
        ForeignKey("instrument_version.id"), index=True
    )
    instrument: Mapped[Instrument] = relationship(back_populates="versions", lazy="joined")


class DraftStep(db.Model):
    """A draft as it was after one act, so that the act can be taken back and done again."""

    __tablename__ = "draft_step"
    __table_args__ = (UniqueConstraint("version_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id", ondelete="CASCADE"))
    number: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    act: Mapped[str] = mapped_column(String(12))  # what was done
    code: Mapped[str] = mapped_column(String(90), default="")  # path of the question, if one
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # canonical JSON, zlib


class Plan(db.Model):
    """What is to happen by itself: the draft published on the morning of `day`, or the survey
    closed at the end of it; days are those of the house's clock (Paris).
    """

    __tablename__ = "instrument_plan"
    __table_args__ = (UniqueConstraint("instrument_id", "act"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id", ondelete="CASCADE"))
    act: Mapped[str] = mapped_column(String(7))  # publish, close
    day: Mapped[dt.date]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))  # who asked for it
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    instrument: Mapped[Instrument] = relationship(back_populates="plans")
    account: Mapped[Account] = relationship()


class Picture(db.Model):
    """A picture of a study, shown beside the words of answers; it never changes."""

    __tablename__ = "picture"
    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(22), unique=True)  # its address, which nobody guesses
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    type: Mapped[str] = mapped_column(String(10))  # image/png, image/jpeg, image/webp
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)


@event.listens_for(Version, "before_update")
def _published_never_changes(mapper: Any, connection: Any, version: Version) -> None:
    state: Any = inspect(version)
    was_draft = "draft" in (state.attrs.status.history.deleted or [version.status])
    if not was_draft and any(state.attrs[name].history.has_changes() for name in FROZEN):
        raise RuntimeError("a published version never changes")


@event.listens_for(Version, "before_delete")
def _published_stays(mapper: Any, connection: Any, version: Version) -> None:
    if version.status != "draft":
        raise RuntimeError("a published version is never deleted")
