"""What happens to jobs: asked, claimed, alive, done, failed, cancelled, their file gone.

Whoever works on a job names the attempt; an older attempt changes nothing any more.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Update, and_, or_, select, update

from feedback.db import db, utcnow
from feedback.jobs.models import CANCELLED, DONE, FAILED, QUEUED, RUNNING, Job

LEASE = dt.timedelta(seconds=60)
MOST_ATTEMPTS = 3
ASKED = "job_asked"  # left in the session for the one who wakes the worker after the commit


def ask(kind: str, account_id: int | None, study_id: int | None, **params: Any) -> Job:
    """Ask for work, in the caller's transaction; `params` must hold no personal text."""
    job = Job(kind=kind, account_id=account_id, study_id=study_id, params=params)
    db.session.add(job)
    db.session.flush()
    db.session().info[ASKED] = True
    return job


def claim(now: dt.datetime) -> Job | None:
    """Take the oldest job that waits, or whose worker has gone silent; its attempt is new."""
    free = or_(Job.state == QUEUED, and_(Job.state == RUNNING, Job.lease_until < now))
    query = select(Job).where(free).order_by(Job.id).limit(1).with_for_update(skip_locked=True)
    while (job := db.session.scalar(query)) is not None:
        if job.attempts < MOST_ATTEMPTS:
            job.state, job.attempts, job.progress = RUNNING, job.attempts + 1, 0
            job.lease_until, job.heartbeat = now + LEASE, now
            job.snapshot_at = now
            db.session.flush()
            return job
        job.state, job.error, job.finished_at = FAILED, "attempts", now
        db.session.flush()
    return None


def _of(job_id: int, attempt: int) -> Update:
    """An update of a job by the attempt that holds it, and by no other."""
    mine = (Job.id == job_id, Job.attempts == attempt, Job.state == RUNNING)
    return update(Job).where(*mine).execution_options(synchronize_session=False)


def alive(job_id: int, attempt: int, now: dt.datetime) -> Update:
    """The statement by which a worker keeps its job."""
    return _of(job_id, attempt).values(lease_until=now + LEASE)


def heartbeat(job_id: int, attempt: int, now: dt.datetime, progress: int, step: str) -> Update:
    """The statement by which the work says how far it is."""
    return _of(job_id, attempt).values(
        heartbeat=now, progress=max(0, min(100, progress)), step=step[:60]
    )


def _changed(statement: Update) -> bool:
    return bool(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]


def finish(job_id: int, attempt: int, file: str, size: int) -> bool:
    """The work is done; False when the job is no longer this attempt's."""
    values = {"state": DONE, "progress": 100, "file": file, "size": size, "finished_at": utcnow()}
    return _changed(_of(job_id, attempt).values(values))


def fail(job_id: int, attempt: int, error: str) -> bool:
    """The work cannot be done; `error` is one word."""
    return _changed(
        _of(job_id, attempt).values(state=FAILED, error=error[:60], finished_at=utcnow())
    )


def give_back(job_id: int, attempt: int) -> str:
    """The work was interrupted: it waits again, or fails after too many attempts.

    Returns its new state, or nothing when the job was no longer this attempt's.
    """
    if attempt >= MOST_ATTEMPTS:
        return FAILED if fail(job_id, attempt, "interrupted") else ""
    mine = _changed(_of(job_id, attempt).values(state=QUEUED, lease_until=None))
    return QUEUED if mine else ""


def cancel(job: Job) -> bool:
    """Stop a job that has not ended; False when it has."""
    if job.ended:
        return False
    job.state, job.finished_at = CANCELLED, utcnow()
    db.session.flush()
    return True


def forget_file(job: Job, why: str) -> str:
    """The job's file is to be destroyed: returns its name, to be unlinked after the commit."""
    name, job.file, job.gone = job.file, "", why
    db.session.flush()
    return name
