"""What a room declares as work, and what its function is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class Stopped(Exception):
    """The job was cancelled, or somebody else has taken it up: leave everything as it is."""


@dataclass(frozen=True)
class Work:
    """A job as its function sees it.

    The function writes its file at `path` (aside, put in place only at the end) and calls `say`
    with a percentage and a step; `say` raises `Stopped` when the work must end.
    """

    public_id: str
    account_id: int | None
    study_id: int | None
    params: Mapping[str, Any]
    path: Path
    say: Callable[[int, str], None]


@dataclass(frozen=True)
class Kind:
    """A kind of work.

    `run` names a function of one `Work` as `module:function`: only the process that does the
    work imports it, and it should import little. `done` and `failed` are called with the job's
    account and public id, in the transaction that ends the job.
    """

    run: str
    done: Callable[[int | None, str], None]
    failed: Callable[[int | None, str], None]
    suffix: str = ".xlsx"
