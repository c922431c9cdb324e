"""Work goes on in a process of its own, and a killed worker leaves neither half file nor job."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from feedback.app import waking, worker
from feedback.app.worker import environment, run_here, take_up
from feedback.config import ROOT, files_folder
from feedback.db import db, utcnow, writing
from feedback.jobs import operations
from feedback.jobs.models import Job
from tests.jobs.slow_work import KINDS, told


def asked(kind: str) -> int:
    """A job that waits."""
    with writing():
        return operations.ask(kind, None, None).id


def of(job_id: int) -> Job:
    """The job as stored."""
    db.session.rollback()
    return db.session.get_one(Job, job_id)


def until(true: Callable[[], bool]) -> None:
    """Wait for something another process does."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def folder(app: Flask) -> Iterator[Path]:
    """The folder of files, emptied."""
    found = files_folder(app.instance_path)
    told.clear()
    yield found
    for path in found.iterdir():
        path.unlink()


def files(folder: Path) -> dict[str, str]:
    """Whole files and their content."""
    return {p.suffix: p.read_text() for p in folder.iterdir() if p.name != "begun"}


def test_the_work_is_done_in_a_process_that_lets_others_go_first(app: Flask, folder: Path) -> None:
    job_id = asked("quick")
    assert take_up(app, KINDS)
    job = of(job_id)
    assert (job.state, job.progress, job.size) == ("done", 100, 7)
    nice, turn = (folder / job.file).read_text().split()
    assert int(nice) >= 10
    assert turn == ("last" if hasattr(os, "SCHED_IDLE") else "nice")
    assert not take_up(app, KINDS)


def test_a_broken_job_fails_with_one_word_and_no_half_file(app: Flask, folder: Path) -> None:
    job_id = asked("broken")
    take_up(app, KINDS)
    job = of(job_id)
    assert (job.state, job.error) == ("failed", "ValueError")
    assert files(folder) == {}
    assert told == [("failed", job.public_id)]


def test_a_killed_worker_leaves_no_half_file_and_its_job_is_taken_up_again(
    app: Flask, folder: Path
) -> None:
    job_id = asked("slow")
    killed = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.slow_work"], env=environment(app), cwd=ROOT
    )
    until((folder / "begun").exists)
    until(lambda: of(job_id).progress == 50)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    assert of(job_id).state == "running"
    with writing():  # the lease runs out
        of(job_id).lease_until = utcnow()
    assert take_up(app, KINDS)
    assert told == [("done", of(job_id).public_id)]
    assert (of(job_id).state, of(job_id).attempts) == ("done", 2)
    assert files(folder)[".txt"] == "whole"
    worker.sweep(app, ())
    os.utime(next(folder.glob("*.part")), (0, 0))
    worker.sweep(app, ())
    assert files(folder) == {".txt": "whole"}


def test_a_killed_child_is_replaced(app: Flask, folder: Path) -> None:
    job_id = asked("slow")
    (folder / "begun").unlink(missing_ok=True)
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.slow_work"], env=environment(app), cwd=ROOT
    )
    until((folder / "begun").exists)
    for child in children_of(running.pid):
        os.kill(child, signal.SIGKILL)
    assert running.wait(60) == 0
    assert (of(job_id).state, of(job_id).attempts) == ("done", 2)
    assert files(folder) == {".txt": "whole"}


def test_a_worker_told_to_stop_gives_its_job_back_at_once(app: Flask, folder: Path) -> None:
    job_id = asked("slow")
    assert take_up(app, KINDS, (folder / "begun").exists)
    assert (of(job_id).state, of(job_id).lease_until) == ("queued", None)
    assert files(folder) == {}


def children_of(pid: int) -> list[int]:
    """Children of a process."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    if not found.exists():
        pytest.skip("this system does not tell children")
    return [int(one) for one in found.read_text().split()]


def test_a_cancelled_job_ends_its_process(app: Flask, folder: Path) -> None:
    job_id = asked("slow")
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.slow_work"], env=environment(app), cwd=ROOT
    )
    until((folder / "begun").exists)
    with writing():
        operations.cancel(of(job_id))
    assert running.wait(60) == 0
    assert of(job_id).state == "cancelled"
    assert files(folder) == {}


def test_in_tests_the_same_work_is_done_here(app: Flask, folder: Path) -> None:
    good, bad, strange = asked("quick"), asked("broken"), asked("strange")
    assert run_here(app, KINDS) == 3
    assert [of(job).state for job in (good, bad, strange)] == ["done", "failed", "failed"]
    assert told == [("done", of(good).public_id), ("failed", of(bad).public_id)]


def test_a_queue_out_of_order_loses_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError

    monkeypatch.setitem(app.extensions, "wake", broken)
    waking.wake(app)
    job_id = asked("quick")
    run_here(app, KINDS)
    assert of(job_id).state == "done"


def test_the_call_of_the_web_server_is_the_one_the_worker_knows(app: Flask) -> None:
    app.extensions.pop("wake", None)
    waking.wake(app)
    told: list[str] = []
    queue = waking.make_queue(Path(app.instance_path))
    waking.declare(queue, lambda: told.append("woken"), lambda: None)
    task = queue.dequeue()
    assert task is not None
    queue.execute(task)
    assert told == ["woken"]
