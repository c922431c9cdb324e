"""What a file is about: a study, some sites or all, a span of weeks or all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Scope:
    """The rows of a file; `sites` none means all, and what has no site too.

    `first` and `last` are the first and last days of answers, both included. `viewer` is the row
    id of who asked: what is hidden from them is not in it.
    """

    study_id: int
    sites: frozenset[int] | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    viewer: int | None = None

    def as_params(self) -> dict[str, Any]:
        """The scope as a job keeps it."""
        return {
            "sites": sorted(self.sites) if self.sites is not None else None,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
        }


def from_params(study_id: int, params: Mapping[str, Any]) -> Scope:
    """The scope a job kept."""

    def day(name: str) -> dt.date | None:
        return dt.date.fromisoformat(params[name]) if params.get(name) else None

    sites = params.get("sites")
    return Scope(study_id, None if sites is None else frozenset(sites), day("first"), day("last"))
