"""The work of this room, and what it does each minute."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from feedback.config import files_folder
from feedback.db import utcnow, writing
from feedback.exports import operations, queries
from feedback.exports.catalogue import (
    DATA,
    FIGURES,
    IRAMUTEQ,
    MANAGER,
    OF_KIND,
    QDPX,
    RESEARCH,
    TABLE,
)
from feedback.exports.standing import operations as standing
from feedback.exports.standing import queries as standing_reads
from feedback.jobs.work import Kind

WRITERS = {
    MANAGER: "feedback.exports.manager.operations:write",
    RESEARCH: "feedback.exports.research.operations:write",
    QDPX: "feedback.exports.qda.operations:write_qdpx",
    IRAMUTEQ: "feedback.exports.qda.operations:write_iramuteq",
    DATA: "feedback.exports.data.operations:write",
    TABLE: "feedback.exports.tables.operations:write_rows",
    FIGURES: "feedback.exports.tables.operations:write_figures",
}
JOBS = {
    kind: Kind(writer, operations.tell_ready, operations.tell_failed, OF_KIND[kind].suffix)
    for kind, writer in WRITERS.items()
}


def destroy_what_must_go() -> None:
    """Files past their time, or older than a withdrawal, are destroyed."""
    days, now = current_app.config["EXPORT_DAYS"], utcnow()
    why = {job.id: queries.must_go(job, now, days) for job in queries.kept()}
    if not any(why.values()):
        return
    with writing():
        names = operations.destroy_what_must_go(now, days)
        standing.hasten(now, [number for number, said in why.items() if said == "withdrawal"])
    for name in names:
        unlink(name)


def unlink(name: str) -> None:
    """Remove a file, once the database no longer tells of it."""
    (files_folder(Path(current_app.instance_path)) / name).unlink(missing_ok=True)


def keep_current() -> None:
    """Files kept up to date are asked for when due, and put in place once made."""
    now = utcnow()
    if not standing_reads.due(now) and not standing_reads.made():
        return
    with writing():
        names = standing.put_in_place()
        standing.make_again(now, current_app.config["MASK_INSIDE"])
    for name in names:
        unlink(name)


CHORES = (destroy_what_must_go, keep_current)
