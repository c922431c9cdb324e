"""Interviews, their ordered steps, and apart from them what would let one call the person.

Steps live only here. What the person said (transcript, verbatims, answers in full sentences)
waits here while the interview is a draft, then moves to the corpus and is emptied here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Account
from feedback.db import Public, db, utcnow
from feedback.instruments.models import Version
from feedback.studies.models import Site

PLACES = ("office", "home")
PERMISSIONS = ("record", "quote", "callback")


class Interview(Public, db.Model):
    """A life event told to an interviewer: draft, then complete, perhaps withdrawn.

    A permission is the day it was given; none is a refusal. `response_uuid` is the uuid of the
    response the interview becomes when it is complete.
    """

    __tablename__ = "interview"
    __table_args__ = (
        Index("ix_interview_study_id_id", "study_id", "id"),
        CheckConstraint("state IN ('draft', 'complete', 'withdrawn')", name="state"),
        CheckConstraint(f"place IN {PLACES}", name="place"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    interviewer_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    response_uuid: Mapped[str] = mapped_column(String(36), unique=True)
    event: Mapped[str] = mapped_column(String(41))  # the guide's code: separation, naissance…
    pseudonym: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(String(8))
    day: Mapped[dt.date]
    language: Mapped[str] = mapped_column(String(12), default="fr")
    record_on: Mapped[dt.date | None]  # permissions, each apart
    quote_on: Mapped[dt.date | None]
    callback_on: Mapped[dt.date | None]
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)  # of the guide's own questions
    texts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # emptied when complete
    transcript: Mapped[str] = mapped_column(Text, default="")  # emptied when complete
    state: Mapped[str] = mapped_column(String(10), default="draft")
    withdrawal_mac: Mapped[str | None] = mapped_column(String(64), unique=True)
    notes_read_at: Mapped[dt.datetime | None]  # the interviewer read the steps' words again
    completed_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    version: Mapped[Version] = relationship()
    site: Mapped[Site | None] = relationship()
    interviewer: Mapped[Account] = relationship()
    steps: Mapped[list[Step]] = relationship(
        back_populates="interview", order_by="Step.position", cascade="all, delete-orphan",
        passive_deletes=True,
    )  # fmt: skip

    @property
    def shown_steps(self) -> list[Step]:
        """Steps in order, without those just taken away."""
        return [step for step in self.steps if step.removed_at is None]


class Step(Public, db.Model):
    """One moment of the journey, in order; every field but the title may be unknown.

    The words here are the interviewer's notes; the person's own words (`verbatim`) move to the
    corpus when the interview is complete. `more` keeps what a guide asks besides the usual sheet.
    """

    __tablename__ = "step"
    __table_args__ = (
        Index("ix_step_interview_id_position", "interview_id", "position"),
        CheckConstraint("emotion BETWEEN -2 AND 2", name="emotion"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text, default="")
    moment: Mapped[str] = mapped_column(Text, default="")  # when, and for how long
    action: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[str] = mapped_column(String(60), default="")
    actor: Mapped[str] = mapped_column(String(60), default="")
    actor_other: Mapped[str] = mapped_column(Text, default="")
    procedure: Mapped[str] = mapped_column(Text, default="")
    documents: Mapped[str] = mapped_column(Text, default="")
    waiting_days: Mapped[int | None]
    emotion: Mapped[int | None]
    emotion_word: Mapped[str] = mapped_column(Text, default="")
    friction: Mapped[str] = mapped_column(Text, default="")
    help: Mapped[str] = mapped_column(Text, default="")
    need: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(String(60), default="")
    take_up_form: Mapped[str] = mapped_column(String(60), default="")
    verbatim: Mapped[str] = mapped_column(Text, default="")
    more: Mapped[dict[str, Any]] = mapped_column(default=dict)
    removed_at: Mapped[dt.datetime | None]  # taken away, until the interview is complete
    interview: Mapped[Interview] = relationship(back_populates="steps")
    frictions: Mapped[list[StepFriction]] = relationship(
        order_by="StepFriction.rank", cascade="all, delete-orphan", passive_deletes=True,
        lazy="selectin",
    )  # fmt: skip

    @property
    def friction_keys(self) -> list[str]:
        """Keys of the codes on which it stuck, three at most."""
        return [one.key for one in self.frictions]


class StepFriction(db.Model):
    """One dimension of the codebook on which a step stuck: what the cross-reading counts."""

    __tablename__ = "step_friction"
    step_id: Mapped[int] = mapped_column(
        ForeignKey("step.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(20), primary_key=True, index=True)
    rank: Mapped[int] = mapped_column(default=0)


class InterviewContact(db.Model):
    """How to call the person back: sealed, apart, with its own day of erasure."""

    __tablename__ = "interview_contact"
    interview_id: Mapped[int] = mapped_column(
        ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[str] = mapped_column(Text)
    purge_on: Mapped[dt.date] = mapped_column(index=True)
