"""A job is done once, by one worker at a time, and never left behind."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from feedback.db import db, utcnow, writing
from feedback.jobs import operations, queries
from feedback.jobs.models import Job

LATER = dt.timedelta(minutes=2)


def asked(kind: str = "slow") -> int:
    """A job that waits."""
    with writing():
        return operations.ask(kind, None, None).id


def claim(now: dt.datetime | None = None) -> tuple[int, int] | None:
    """Who takes what up."""
    with writing():
        job = operations.claim(now or utcnow())
        return (job.id, job.attempts) if job else None


def of(job_id: int) -> Job:
    """The job as stored."""
    db.session.rollback()
    return db.session.get_one(Job, job_id)


def test_the_oldest_job_is_taken_once(app: Flask) -> None:
    first, second = asked(), asked()
    assert [claim(), claim(), claim()] == [(first, 1), (second, 1), None]


def test_a_silent_worker_loses_its_job_to_the_next(app: Flask) -> None:
    job_id = asked()
    claim()
    assert claim(utcnow() + LATER) == (job_id, 2)


def test_a_worker_that_keeps_its_lease_keeps_its_job(app: Flask) -> None:
    job_id = asked()
    claim()
    with writing():
        db.session.execute(operations.alive(job_id, 1, utcnow() + LATER))
    assert claim(utcnow() + LATER) is None


def test_an_older_attempt_can_no_longer_end_the_job(app: Flask) -> None:
    job_id = asked()
    claim()
    claim(utcnow() + LATER)
    with writing():
        assert not operations.finish(job_id, 1, "x.txt", 3)
        assert operations.finish(job_id, 2, "y.txt", 3)
    assert (of(job_id).state, of(job_id).file) == ("done", "y.txt")


def test_a_job_interrupted_three_times_fails(app: Flask) -> None:
    job_id = asked()
    for _attempt in range(3):
        found = claim()
        assert found
        with writing():
            operations.give_back(*found)
    assert (of(job_id).state, of(job_id).error) == ("failed", "interrupted")
    assert claim() is None


def test_a_job_whose_worker_died_three_times_fails(app: Flask) -> None:
    job_id = asked()
    for turn in range(3):
        assert claim(utcnow() + turn * LATER) == (job_id, turn + 1)
    assert claim(utcnow() + 4 * LATER) is None
    assert (of(job_id).state, of(job_id).error) == ("failed", "attempts")


def test_a_cancelled_job_is_not_taken_and_cannot_end(app: Flask) -> None:
    job_id = asked()
    claim()
    with writing():
        assert operations.cancel(of(job_id))
    with writing():
        assert not operations.finish(job_id, 1, "x", 1)
        assert not operations.cancel(of(job_id))
    assert claim(utcnow() + LATER) is None


def test_what_was_asked_and_rolled_back_does_not_exist(app: Flask) -> None:
    try:
        with writing():
            operations.ask("slow", None, None)
            raise RuntimeError
    except RuntimeError:
        pass
    assert not queries.silent(utcnow())
