"""What happens to files: asked for, made, taken, destroyed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from feedback.accounts.models import Account
from feedback.accounts.operations import notify, record
from feedback.db import db
from feedback.errors import Refused
from feedback.exports import queries
from feedback.exports.catalogue import DATA, FIGURES, IRAMUTEQ, MANAGER, QDPX, RESEARCH, TABLE
from feedback.exports.scope import Scope
from feedback.jobs import operations as jobs
from feedback.jobs.models import Job
from feedback.studies.models import Study

MOST_AT_ONCE = 3


def ask_manager(
    actor: Account, study: Study, *, place: str, period: str, sites: set[int] | None,
    threshold: int,
) -> Job:  # fmt: skip
    """Ask for the managers' workbook of a place and a period; `sites` is the person's reach."""
    params = {"place": place, "period": period, "threshold": threshold,
              "sites": sorted(sites) if sites is not None else None}  # fmt: skip
    return _ask(actor, study, MANAGER, params)


def ask_research(actor: Account, study: Study, scope: Scope, threshold: int) -> Job:
    """Ask for the researchers' workbook."""
    if scope.first and scope.last and scope.last < scope.first:
        raise Refused(_l("La fin vient avant le début."), "last")
    return _ask(actor, study, RESEARCH, {**scope.as_params(), "threshold": threshold})


def ask_for_tools(actor: Account, study: Study, scope: Scope, what: str) -> Job:
    """Ask for a file for another tool: a corpus for IRaMuTeQ, or a project by text, person or question."""
    if what == "iramuteq":
        return _ask(actor, study, IRAMUTEQ, scope.as_params())
    return _ask(actor, study, QDPX, {**scope.as_params(), "by": what})


def ask_data(actor: Account, study: Study, scope: Scope, what: str, threshold: int) -> Job:
    """Ask for all tables in a format."""
    return _ask(actor, study, DATA, {**scope.as_params(), "format": what, "threshold": threshold})


def ask_table(actor: Account, study: Study, scope: Scope, table: str, threshold: int) -> Job:
    """Ask for one table of rows."""
    return _ask(actor, study, TABLE, {**scope.as_params(), "table": table, "threshold": threshold})


def ask_figures(
    actor: Account, study: Study, *, table: str, place: str, sites: set[int] | None,
    threshold: int,
) -> Job:  # fmt: skip
    """Ask for one table of figures of a place, over all closed months."""
    params = {"table": table, "place": place, "period": "all", "threshold": threshold,
              "sites": sorted(sites) if sites is not None else None}  # fmt: skip
    return _ask(actor, study, FIGURES, params)


def ask_again(actor: Account, job: Job, threshold: int) -> Job:
    """Ask for the same file, read afresh."""
    study = db.session.get_one(Study, job.study_id)
    asked = {name: value for name, value in job.params.items() if name != "standing"}
    return _ask(actor, study, job.kind, under(threshold, asked))


def under(threshold: int, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked for, under the threshold that the house has today."""
    return {**asked, **({"threshold": threshold} if "threshold" in asked else {})}


def _ask(actor: Account, study: Study, kind: str, params: dict[str, Any]) -> Job:
    if queries.unfinished(actor) >= MOST_AT_ONCE:
        raise Refused(_l("Trois fichiers se préparent déjà. Attendez qu'un soit prêt."))
    job = jobs.ask(kind, actor.id, study.id, **params)
    record(actor, "export.asked", f"study:{study.public_id}", **about(job))
    return job


def about(job: Job) -> dict[str, str]:
    """What the log says of a file: its kind, its table if it is of one, its job."""
    table = job.params.get("table")
    return {"kind": job.kind, "job": job.public_id} | ({"table": table} if table else {})


def cancel(actor: Account, job: Job) -> None:
    """Stop a file that is being made."""
    if not jobs.cancel(job):
        raise Refused(_l("C'est déjà fini."))
    record(actor, "export.cancelled", f"job:{job.public_id}")


def taken(actor: Account, job: Job) -> None:
    """Somebody takes a file: the log says who took what."""
    study = db.session.get_one(Study, job.study_id)
    record(actor, "export.taken", f"study:{study.public_id}", **about(job))


def destroy(actor: Account | None, job: Job, why: str) -> str:
    """Destroy a file; returns its name, to be unlinked once this is stored."""
    if not job.file:
        raise Refused(_l("Ce fichier n'existe plus."))
    record(actor, "export.destroyed", f"job:{job.public_id}", why=why)
    return jobs.forget_file(job, why)


def destroy_what_must_go(now: dt.datetime, days: int) -> list[str]:
    """Destroy files past their time, or older than a withdrawal; returns their names."""
    names = []
    for job in queries.kept():
        why = queries.must_go(job, now, days)
        if why:
            names.append(destroy(None, job, why))
    return names


def tell_ready(account_id: int | None, public_id: str) -> None:
    """The file is ready: say so to whoever asked."""
    _tell(account_id, public_id, "export_ready")


def tell_failed(account_id: int | None, public_id: str) -> None:
    """The file could not be made: say so to whoever asked."""
    _tell(account_id, public_id, "export_failed")


def _tell(account_id: int | None, public_id: str, kind: str) -> None:
    if account_id is None:
        return
    job = db.session.query(Job).filter_by(public_id=public_id).one()
    if job.params.get("standing") and kind == "export_ready":
        return  # nobody asked just now
    study = db.session.get_one(Study, job.study_id)
    notify({account_id}, kind, f"/etudes/{study.public_id}/exports#mes-fichiers")
