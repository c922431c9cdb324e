"""Reads about interviews: the interviewer's own; the study lead's, those of the study."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from feedback.accounts.models import Account
from feedback.corpus.models import Document
from feedback.corpus.states import months_after
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.instruments.models import Version
from feedback.instruments.queries import instruments, published
from feedback.journeys.models import Interview, InterviewContact, Step, StepFriction
from feedback.studies.models import Study
from feedback.studies.notice import months_unread

ACT = "hold_interviews"
PAGE = 50


def _reachable(account: Account) -> Select[Interview]:
    led = {g.study_id for g in account.grants if g.role == "study_lead"}
    held = {g.study_id for g in account.grants if g.role == "interviewer"}
    own = Interview.study_id.in_(held) & (Interview.interviewer_id == account.id)
    return select(Interview).where(or_(Interview.study_id.in_(led), own))


def interview(account: Account, public_id: str) -> Interview:
    """One interview by its public id, or NotAllowed."""
    found = db.session.scalar(_reachable(account).where(Interview.public_id == public_id))
    if found is None:
        raise NotAllowed
    return found


def interviews(account: Account, study: Study, before: str = "") -> Sequence[Interview]:
    """Interviews of a study within reach, newest first, a page of them (and one more)."""
    query = _reachable(account).where(Interview.study_id == study.id)
    if before:
        last = select(Interview.id).where(Interview.public_id == before).scalar_subquery()
        query = query.where(Interview.id < last)
    seen = joinedload(Interview.interviewer), joinedload(Interview.version)
    found = query.options(*seen).order_by(Interview.id.desc()).limit(PAGE + 1)
    return db.session.scalars(found).unique().all()


def numbers_of_steps(interview_ids: Sequence[int]) -> dict[int, int]:
    """Number of steps of each interview."""
    query = (
        select(Step.interview_id, func.count())
        .where(Step.interview_id.in_(interview_ids), Step.removed_at.is_(None))
        .group_by(Step.interview_id)
    )
    return defaultdict(int, db.session.execute(query).all())


def step(interview: Interview, public_id: str) -> Step:
    """One step of an interview, removed ones too, or NotAllowed."""
    found = next((s for s in interview.steps if s.public_id == public_id), None)
    if found is None:
        raise NotAllowed
    return found


def guides(study: Study) -> list[Version]:
    """The published guides of a study."""
    found = (published(i) for i in instruments(study, "interview"))
    return [version for version in found if version is not None]


def pseudonyms(study: Study) -> set[str]:
    """Pseudonyms given in a study."""
    query = select(Interview.pseudonym).where(Interview.study_id == study.id)
    return set(db.session.scalars(query))


def contact(interview: Interview) -> InterviewContact | None:
    """What would let one call the person back, sealed."""
    return db.session.get(InterviewContact, interview.id)


def by_code_mac(mac: str) -> Interview | None:
    """The interview of a withdrawal code."""
    return db.session.scalar(select(Interview).where(Interview.withdrawal_mac == mac))


def states_of_texts(interview: Interview) -> dict[str, int]:
    """How many of its texts of the corpus are in each state."""
    query = (
        select(Document.state, func.count())
        .where(Document.origin_room == "journeys", Document.origin_id == interview.public_id)
        .group_by(Document.state)
    )
    return dict(db.session.execute(query).all())


def erased_on(draft: Interview, study: Study) -> dt.date:
    """The day a draft is erased if nobody completes it: the study's term of texts not read."""
    return months_after(draft.created_at.date(), months_unread(study.notice))


def drafts(before: dt.date) -> list[tuple[Interview, dt.date]]:
    """Drafts begun before a day, each with the day it is erased."""
    midnight = dt.datetime.combine(before, dt.time(), dt.UTC)
    query = (
        select(Interview, Study)
        .join(Study, Study.id == Interview.study_id)
        .where(Interview.state == "draft", Interview.created_at < midnight)
    )
    return [(draft, erased_on(draft, study)) for draft, study in db.session.execute(query)]


def complete(study: Study) -> Sequence[Interview]:
    """Complete interviews of a study with their steps, for figures and files."""
    query = select(Interview).where(Interview.study_id == study.id, Interview.state == "complete")
    whole = selectinload(Interview.steps)
    return db.session.scalars(query.options(whole).order_by(Interview.public_id)).all()


def frictions(study: Study) -> dict[str, int]:
    """In how many complete journeys each dimension of the codebook stuck."""
    query = (
        select(StepFriction.key, func.count(func.distinct(Interview.id)))
        .join(Step, Step.id == StepFriction.step_id)
        .join(Interview, Interview.id == Step.interview_id)
        .where(
            Interview.study_id == study.id, Interview.state == "complete", Step.removed_at.is_(None)
        )
        .group_by(StepFriction.key)
    )
    return dict(db.session.execute(query).all())
