"""Reads about jobs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from feedback.db import db
from feedback.jobs.models import DONE, QUEUED, RUNNING, Job


def one(account_id: int, public_id: str) -> Job | None:
    """A job of a person."""
    mine = (Job.public_id == public_id, Job.account_id == account_id)
    return db.session.scalar(select(Job).where(*mine))


def state_of(job_id: int) -> tuple[str, int] | None:
    """State and attempt of a job."""
    row = db.session.execute(select(Job.state, Job.attempts).where(Job.id == job_id)).first()
    return (row.state, row.attempts) if row else None


def with_files(kinds: Sequence[str]) -> Sequence[Job]:
    """Jobs whose file is kept."""
    query = select(Job).where(Job.state == DONE, Job.file != "", Job.kind.in_(kinds))
    return db.session.scalars(query.order_by(Job.id)).all()


def unfinished(account_id: int, kinds: Sequence[str]) -> int:
    """How many jobs of a person wait or run."""
    query = select(Job.id).where(
        Job.account_id == account_id, Job.kind.in_(kinds), Job.state.in_((QUEUED, RUNNING))
    )
    return len(db.session.scalars(query).all())


def file_names() -> set[str]:
    """Names of all files that jobs keep, and beginnings of those being written."""
    query = select(Job.file).where(Job.file != "")
    return set(db.session.scalars(query))


def silent(now: dt.datetime) -> bool:
    """True when some job waits, or its worker has gone silent."""
    free = (Job.state == QUEUED) | ((Job.state == RUNNING) & (Job.lease_until < now))
    return db.session.scalar(select(Job.id).where(free).limit(1)) is not None
