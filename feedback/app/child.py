"""The process that does one job: nice, small, gone when its worker is gone.

`python -m feedback.app.child JOB ATTEMPT FUNCTION`, started by the worker, which holds its
standard input and reads on its standard output why the work failed, in one word.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import pkgutil
import sys
import threading
import time

from sqlalchemy import select

from feedback.app.lean import create_lean_app
from feedback.config import files_folder
from feedback.db import db, utcnow
from feedback.jobs import operations
from feedback.jobs.models import Job
from feedback.jobs.work import Stopped, Work

NICE = 10
DONE, ORPHAN, STOPPED, FAILED = 0, 3, 4, 5  # exit codes
SAY_EVERY = 0.5  # seconds between two words of progress
SMALL = {"SQLITE_CACHE_MIB": 1, "SQLITE_MMAP_MIB": 0}
log = logging.getLogger("feedback.jobs")


def part_name(public_id: str, attempt: int) -> str:
    """Name of the file while it is written; each attempt has its own."""
    return f"{public_id}.{attempt}.part"


class Progress:
    """Says how far a job is, on a connection of its own so that the reading is not disturbed."""

    def __init__(self, job_id: int, attempt: int) -> None:
        self._job, self._attempt, self._last = job_id, attempt, 0.0

    def __call__(self, progress: int, step: str) -> None:
        """Store it, not too often; `Stopped` when the job is no longer this attempt's."""
        now = time.monotonic()
        if now - self._last < SAY_EVERY:
            return
        self._last = now
        beat = operations.heartbeat(self._job, self._attempt, utcnow(), progress, step)
        with db.engine.begin() as connection:
            if not connection.execute(beat).rowcount:
                raise Stopped


def read(job_id: int, attempt: int, folder: str) -> Work | None:
    """The work of a job, if this attempt still holds it."""
    query = select(Job).where(Job.id == job_id, Job.attempts == attempt)
    job = db.session.scalar(query)
    if job is None:
        return None
    path = files_folder(folder) / part_name(job.public_id, attempt)
    work = Work(
        job.public_id, job.account_id, job.study_id, dict(job.params), path,
        Progress(job_id, attempt),
    )  # fmt: skip
    db.session.rollback()
    return work


def do(work: Work, function: str) -> tuple[int, str]:
    """Do the work; returns the exit code and, in one word, what went wrong."""
    try:
        pkgutil.resolve_name(function)(work)
        return DONE, ""
    except Stopped:
        return STOPPED, ""
    except Exception as error:
        log.error("job", exc_info=error)
        return FAILED, type(error).__name__


def die_with_the_worker() -> None:
    """End at once when the worker's end of the pipe closes: its next attempt must be alone."""

    def watch() -> None:
        while os.read(0, 1):
            pass
        os._exit(ORPHAN)

    threading.Thread(target=watch, daemon=True).start()


def seldom_collect() -> None:
    """Rows make no circles: looking for them as often as usual is a tenth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def step_back() -> None:
    """Take only what respondents leave of the processors; be nice at least, where the system has
    no class for that."""
    os.nice(NICE)
    if hasattr(os, "SCHED_IDLE"):
        with contextlib.suppress(OSError):  # a container may forbid it
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def main(job_id: int, attempt: int, function: str) -> int:
    """The whole life of the process."""
    step_back()
    die_with_the_worker()
    seldom_collect()
    app = create_lean_app(SMALL)
    with app.app_context():
        work = read(job_id, attempt, app.instance_path)
        code, word = do(work, function) if work else (STOPPED, "")
    if word:
        print(word, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
