"""The queue that wakes the worker: Huey on a SQLite file or on Redis. Losing a call loses nothing.

Nothing but "wake up" ever goes through it, so it holds no data and may be emptied at any time.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from huey import Huey, RedisHuey, SqliteHuey, crontab

NAME = "vivevoix"


def make_queue(folder: Path, redis_url: str = "") -> Huey:
    """The house's queue, the same for those who wake and the one who is woken."""
    if redis_url:
        return RedisHuey(NAME, url=redis_url, results=False)
    return SqliteHuey(NAME, filename=str(folder / "queue.sqlite"), results=False, cache_mb=1)


def declare(
    queue: Huey, work: Callable[[], None], every_minute: Callable[[], None]
) -> Callable[[], object]:
    """Say what a call does and what each minute does; returns the call that wakes the worker."""

    def wake() -> None:  # named by this module, so that caller and worker mean the same task
        work()

    def sweep() -> None:
        every_minute()

    call = queue.task()(wake)
    queue.periodic_task(crontab(minute="*"))(sweep)
    return call
