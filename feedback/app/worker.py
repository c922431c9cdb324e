"""The worker: takes jobs up one at a time, each in a child process, and sweeps each minute.

`python -m feedback.app.worker`. The queue only wakes it: what waits, or was left behind by a
worker that died, is found in the table.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from feedback.app import child
from feedback.app.lean import create_lean_app
from feedback.app.works import CHORES, JOBS
from feedback.config import PREFIX, ROOT, SETTINGS, files_folder
from feedback.db import db, utcnow, writing
from feedback.jobs import operations, queries
from feedback.jobs.models import RUNNING
from feedback.jobs.queue import declare, make_queue
from feedback.jobs.work import Kind

POLL = 0.3  # seconds between two looks at the child
EXTEND = 15  # seconds between two extensions of its lease
STRAY = 24 * 3600  # a half file nobody has touched for a day is nobody's
log = logging.getLogger("feedback.jobs")
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Taken:
    """A job taken up."""

    id: int
    attempt: int
    public_id: str
    account_id: int | None
    kind: Kind | None

    def part(self, app: Flask) -> Path:
        """Its file while it is written."""
        return files_folder(app.instance_path) / child.part_name(self.public_id, self.attempt)


def take(kinds: Mapping[str, Kind]) -> Taken | None:
    """Take up the next job that waits."""
    with writing():
        job = operations.claim(utcnow())
        if job is None:
            return None
        return Taken(job.id, job.attempts, job.public_id, job.account_id, kinds.get(job.kind))


def environment(app: Flask) -> dict[str, str]:
    """The child's environment: the settings of this very house."""
    told = {PREFIX + s.name: str(app.config[s.name]) for s in SETTINGS if s.name in app.config}
    return {**os.environ, **told, PREFIX + "INSTANCE": str(app.instance_path)}


def take_up(
    app: Flask, kinds: Mapping[str, Kind] = JOBS, stopping: Callable[[], bool] = lambda: False
) -> bool:
    """Do one job that waits, in a child process; False when there is none.

    When `stopping` turns true the child is stopped and the job given back at once.
    """
    with app.app_context():
        taken = take(kinds)
    if taken is None:
        return False
    if taken.kind is None:
        end(app, taken, child.FAILED, "unknown")
        return True
    program = [sys.executable, "-m", "feedback.app.child"]
    process = subprocess.Popen(
        [*program, str(taken.id), str(taken.attempt), taken.kind.run], env=environment(app),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    code, word = child.ORPHAN, ""
    try:
        _watch(app, process, taken, stopping)
        code, word = _code(process)
    finally:
        end(app, taken, code, word)
    return True


def _watch(
    app: Flask, process: subprocess.Popen[str], taken: Taken, stopping: Callable[[], bool]
) -> None:
    """Keep the job while the child works; stop the child when the job is cancelled or lost."""
    extended = time.monotonic()
    while process.poll() is None:
        time.sleep(POLL)
        with app.app_context():
            if stopping() or queries.state_of(taken.id) != (RUNNING, taken.attempt):
                process.kill()
            elif time.monotonic() - extended > EXTEND:
                extended = time.monotonic()
                with db.engine.begin() as connection:
                    connection.execute(operations.alive(taken.id, taken.attempt, utcnow()))


def _code(process: subprocess.Popen[str]) -> tuple[int, str]:
    """How the child ended, and the word it left."""
    said, _nothing = process.communicate()
    return process.returncode, said.strip()


def end(app: Flask, taken: Taken, code: int, word: str) -> None:
    """Store how the work ended; the file is put in place by the transaction that says so."""
    part, kind = taken.part(app), taken.kind
    name = taken.public_id + (kind.suffix if kind else "")
    with app.app_context(), writing():
        if kind and code == child.DONE and part.exists():
            if operations.finish(taken.id, taken.attempt, name, part.stat().st_size):
                kind.done(taken.account_id, taken.public_id)
                os.replace(part, part.with_name(name))
        elif code == child.FAILED:
            if operations.fail(taken.id, taken.attempt, word or "unknown") and kind:
                kind.failed(taken.account_id, taken.public_id)
        elif operations.give_back(taken.id, taken.attempt) == operations.FAILED and kind:
            kind.failed(taken.account_id, taken.public_id)
    for left in part.parent.glob(f"{part.name}*"):  # with what it was being made of
        left.unlink(missing_ok=True)


def work_off(app: Flask, stopping: Callable[[], bool] = lambda: False) -> None:
    """Do everything that waits, one job at a time."""
    if not _one_at_a_time.acquire(blocking=False):
        return
    try:
        while not stopping() and take_up(app, stopping=stopping):
            pass
    except Exception as error:
        log.error("worker", exc_info=error)
    finally:
        _one_at_a_time.release()


def sweep(
    app: Flask, chores: Sequence[Callable[[], None]] = CHORES,
    stopping: Callable[[], bool] = lambda: False,
) -> None:  # fmt: skip
    """What each minute asks for: chores of the rooms, stray half files, jobs left behind."""
    with app.app_context():
        for chore in chores:
            try:
                chore()
            except Exception as error:
                log.error("chore", exc_info=error, extra={"chore": chore.__name__})
            db.session.remove()
    for path in files_folder(app.instance_path).glob("*.part*"):
        if time.time() - path.stat().st_mtime > STRAY:
            path.unlink(missing_ok=True)
    work_off(app, stopping)


def run_here(app: Flask, kinds: Mapping[str, Kind] = JOBS) -> int:
    """Do what waits in this very process (for tests); returns how many jobs that was."""
    done = 0
    while True:
        with app.app_context():
            taken = take(kinds)
            if taken is None:
                return done
            work = child.read(taken.id, taken.attempt, app.instance_path)
            failed = (child.FAILED, "")
            code, word = child.do(work, taken.kind.run) if work and taken.kind else failed
            db.session.remove()
        end(app, taken, code, word)
        done += 1


def main() -> int:
    """Listen until told to stop."""
    app = create_lean_app()
    queue = make_queue(Path(app.instance_path), app.config["REDIS_URL"])
    options: dict[str, Any] = {"workers": 1, "initial_delay": 0.2, "max_delay": 1.0}
    consumer = queue.create_consumer(**options, graceful_signal="TERM", shutdown_timeout=10)
    stopping = consumer.stop_flag.is_set
    declare(queue, lambda: work_off(app, stopping), lambda: sweep(app, stopping=stopping))
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    left_behind = threading.Thread(target=work_off, args=(app, stopping))
    left_behind.start()
    consumer.run()
    left_behind.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())
