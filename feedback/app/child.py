"""The process that does one job: nice, small caches, gone when its worker is gone.

`python -m feedback.app.child JOB ATTEMPT`, started by the worker, which holds its standard input.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, current_app

from feedback.app.factory import create_app
from feedback.app.rooms import JOBS
from feedback.db import db, utcnow, writing
from feedback.jobs import operations
from feedback.jobs.models import Job
from feedback.jobs.work import Kind, Stopped, Work

NICE = 10
SAY_EVERY = 0.5  # seconds between two words of progress
SMALL = {"SQLITE_CACHE_MIB": 4, "SQLITE_MMAP_MIB": 0}
log = logging.getLogger("feedback.jobs")


def files_folder(app: Flask) -> Path:
    """Where produced files are kept, for their owner alone."""
    folder = Path(app.instance_path) / "files"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


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


def run(job: Job, kinds: Mapping[str, Kind]) -> None:
    """Do the work of a job claimed; its file appears only with the transaction that ends it."""
    kind, job_id, attempt = kinds[job.kind], job.id, job.attempts
    folder = files_folder(current_app)  # type: ignore[arg-type]
    work = Work(
        job.public_id, job.account_id, job.study_id, dict(job.params),
        folder / part_name(job.public_id, attempt), Progress(job_id, attempt),
    )  # fmt: skip
    try:
        after = kind.run(work)
        with writing():
            if not operations.finish(job_id, attempt, work.public_id + kind.suffix, _size(work)):
                raise Stopped
            if after:
                after()
            if work.path.exists():
                os.replace(work.path, folder / (work.public_id + kind.suffix))
    except Stopped:
        work.path.unlink(missing_ok=True)
    except Exception as error:
        log.error("job", exc_info=error, extra={"kind": job.kind})
        work.path.unlink(missing_ok=True)
        _failed(kind, work, job_id, attempt, error)


def _size(work: Work) -> int:
    return work.path.stat().st_size if work.path.exists() else 0


def _failed(kind: Kind, work: Work, job_id: int, attempt: int, error: Exception) -> None:
    with writing():
        if operations.fail(job_id, attempt, type(error).__name__):
            kind.failed(work)


def die_with_the_worker() -> None:
    """End at once when the worker's end of the pipe closes: its next attempt must be alone."""

    def watch() -> None:
        while sys.stdin.buffer.read(1):
            pass
        os._exit(3)

    threading.Thread(target=watch, daemon=True).start()


def main(job_id: int, attempt: int, kinds: Mapping[str, Kind] = JOBS) -> None:
    """The whole life of the process."""
    os.nice(NICE)
    die_with_the_worker()
    app = create_app(SMALL)
    with app.app_context():
        job = db.session.get(Job, job_id)
        if job is not None and job.attempts == attempt:
            run(job, kinds)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
