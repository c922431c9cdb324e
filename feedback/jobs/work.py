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


After = Callable[[], None]  # run in the transaction that ends the job


@dataclass(frozen=True)
class Kind:
    """A kind of work: `run` does it and returns what to do at its end, `failed` what otherwise."""

    run: Callable[[Work], After | None]
    failed: Callable[[Work], None]
    suffix: str = ".xlsx"
