"""The worker: takes jobs up one at a time, each in a child process, and sweeps each minute.

`python -m feedback.app.worker`. The queue only wakes it: what waits or was left behind by a
worker that died is found in the table.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Flask

from feedback.app.child import files_folder, part_name, run
from feedback.app.factory import create_app
from feedback.app.rooms import CHORES, JOBS
from feedback.config import PREFIX, ROOT, SETTINGS
from feedback.db import db, utcnow, writing
from feedback.jobs import operations, queries
from feedback.jobs.models import RUNNING
from feedback.jobs.queue import declare, make_queue
from feedback.jobs.work import Kind

CHILD = (sys.executable, "-m", "feedback.app.child")
POLL = 0.3  # seconds between two looks at the child
EXTEND = 15  # seconds between two extensions of its lease
STRAY = 24 * 3600  # a half file nobody has touched for a day is nobody's
log = logging.getLogger("feedback.jobs")
_one_at_a_time = threading.Lock()


def environment(app: Flask) -> dict[str, str]:
    """The child's environment: the settings of this very house."""
    told = {PREFIX + s.name: str(app.config[s.name]) for s in SETTINGS if s.name in app.config}
    told[PREFIX + "INSTANCE"] = str(app.instance_path)
    return {**os.environ, **told}


def take_up(app: Flask, child: Sequence[str] = CHILD) -> bool:
    """Do one job that waits, in a child process; False when there is none."""
    with app.app_context(), writing():
        job = operations.claim(utcnow())
        found = (job.id, job.attempts, job.public_id) if job else None
    if found is None:
        return False
    job_id, attempt, public_id = found
    process = subprocess.Popen(
        [*child, str(job_id), str(attempt)], stdin=subprocess.PIPE, env=environment(app), cwd=ROOT
    )
    try:
        _watch(app, process, job_id, attempt)
    finally:
        _end(process)
        with app.app_context(), writing():
            operations.give_back(job_id, attempt)
        (files_folder(app) / part_name(public_id, attempt)).unlink(missing_ok=True)
    return True


def _watch(app: Flask, process: subprocess.Popen[bytes], job_id: int, attempt: int) -> None:
    """Keep the job while the child works; stop the child when the job is cancelled or lost."""
    extended = time.monotonic()
    while process.poll() is None:
        time.sleep(POLL)
        with app.app_context():
            if queries.state_of(job_id) != (RUNNING, attempt):
                return
            if time.monotonic() - extended > EXTEND:
                extended = time.monotonic()
                with db.engine.begin() as connection:
                    connection.execute(operations.alive(job_id, attempt, utcnow()))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let a child that has ended its job leave by itself; stop any other."""
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    finally:
        if process.stdin:
            process.stdin.close()


def work_off(app: Flask) -> None:
    """Do everything that waits, one job at a time."""
    if not _one_at_a_time.acquire(blocking=False):
        return
    try:
        while take_up(app):
            pass
    except Exception as error:
        log.error("worker", exc_info=error)
    finally:
        _one_at_a_time.release()


def sweep(app: Flask, chores: Sequence[Callable[[], None]] = CHORES) -> None:
    """What each minute asks for: chores of the rooms, stray half files, jobs left behind."""
    with app.app_context():
        for chore in chores:
            try:
                chore()
            except Exception as error:
                log.error("chore", exc_info=error, extra={"chore": chore.__name__})
            db.session.remove()
    for path in files_folder(app).glob("*.part"):
        if time.time() - path.stat().st_mtime > STRAY:
            path.unlink(missing_ok=True)
    work_off(app)


def run_here(app: Flask, kinds: Mapping[str, Kind] = JOBS) -> int:
    """Do what waits in this very process (tests, and hosts without a worker); returns how many."""
    done = 0
    while True:
        with app.app_context():
            with writing():
                job = operations.claim(utcnow())
            if job is None:
                return done
            run(job, kinds)
        done += 1


def main() -> int:
    """Listen until told to stop."""
    app = create_app()
    queue = make_queue(Path(app.instance_path), app.config["REDIS_URL"])
    declare(queue, lambda: work_off(app), lambda: sweep(app))
    queue.on_startup(name="left-behind")(lambda: work_off(app))
    options: dict[str, Any] = {"workers": 1, "initial_delay": 0.2, "max_delay": 1.0}
    consumer = queue.create_consumer(**options, graceful_signal="TERM", shutdown_timeout=5)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    consumer.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
