"""After a commit that asked for work, the worker is woken; a call lost is made up by its sweep."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import event

from feedback.db import ReadFirstSession
from feedback.jobs.operations import ASKED
from feedback.jobs.queue import declare, make_queue

log = logging.getLogger("feedback.jobs")


def _nothing() -> None:
    """The web server only calls; the worker does the work."""


def wake(app: Flask) -> None:
    """Call the worker; the job is already stored, so a queue out of order harms nobody."""
    try:
        call = app.extensions.get("wake")
        if call is None:
            queue = make_queue(Path(app.instance_path), app.config["REDIS_URL"])
            call = app.extensions["wake"] = declare(queue, _nothing, _nothing)
        call()
    except Exception as error:  # whatever the queue's driver raises
        log.warning("queue", extra={"reason": type(error).__name__})


@event.listens_for(ReadFirstSession, "after_commit")
def _after_commit(session: Any) -> None:
    if session.info.pop(ASKED, False) and not current_app.testing:
        wake(current_app._get_current_object())  # type: ignore[attr-defined]


@event.listens_for(ReadFirstSession, "after_rollback")
def _after_rollback(session: Any) -> None:
    session.info.pop(ASKED, None)
