"""The work of the rooms, apart from their pages: the worker imports nothing else of them."""

from __future__ import annotations

from collections.abc import Callable

from feedback.accounts import jobs as accounts
from feedback.analysis import jobs as analysis
from feedback.app import chores
from feedback.exports import jobs as exports
from feedback.instruments.versions import jobs as versions
from feedback.jobs.work import Kind
from feedback.kiosk.drafts import jobs as drafts

JOBS: dict[str, Kind] = {**exports.JOBS}
CHORES: tuple[Callable[[], None], ...] = (  # each minute, by the worker
    chores.forget,
    *accounts.CHORES,
    *exports.CHORES,
    *analysis.CHORES,
    *drafts.CHORES,
    *versions.CHORES,
)
