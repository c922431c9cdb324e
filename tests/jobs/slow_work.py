"""Kinds of work made for tests: slow, quick, broken.

The slow one writes a half file, says so by a mark beside it, then waits to be killed; taken up
again it ends. `python -m tests.jobs.slow_work` is a worker that does what waits, then leaves.
"""

from __future__ import annotations

import os
import time

from feedback.app.factory import create_app
from feedback.app.worker import take_up
from feedback.jobs.work import Kind, Work

told: list[tuple[str, str]] = []


def slow(work: Work) -> None:
    """Half a file, then nothing until the second attempt."""
    work.path.write_text("half")
    if ".1.part" in work.path.name:
        work.path.with_name("begun").touch()
        while True:
            time.sleep(0.05)
            work.say(50, "half")
    work.path.write_text("whole")


def quick(work: Work) -> None:
    """A file at once, which tells how its process is scheduled."""
    last = hasattr(os, "SCHED_IDLE") and os.sched_getscheduler(0) == os.SCHED_IDLE
    work.path.write_text(f"{os.nice(0):02d} {'last' if last else 'nice'}")


def broken(work: Work) -> None:
    """A fault after half a file."""
    work.path.write_text("half")
    raise ValueError("secret words that must not be kept")


def kind(name: str) -> Kind:
    """The kind of that name, which tells how its jobs end."""
    return Kind(
        f"tests.jobs.slow_work:{name}",
        lambda account_id, public_id: told.append(("done", public_id)),
        lambda account_id, public_id: told.append(("failed", public_id)),
        ".txt",
    )


KINDS = {name: kind(name) for name in ("slow", "quick", "broken")}

if __name__ == "__main__":
    app = create_app()
    while take_up(app, KINDS):
        pass
