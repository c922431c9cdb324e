"""What happens to files kept up to date: begun, made again, read through a link, stopped."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.accounts.queries import token_hash
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.exports import operations as exports
from feedback.exports import queries as files
from feedback.exports.catalogue import READ_BY_LINK
from feedback.exports.standing import queries
from feedback.exports.standing.models import EVERY, StandingFile
from feedback.jobs import operations as jobs
from feedback.jobs.models import DONE, FAILED, Job

MOST, USES_AN_HOUR = 10, 30
STEPS = {"day": dt.timedelta(days=1), "week": dt.timedelta(days=7)}


def begin(actor: Account, job: Job, every: str, own: bool = False) -> StandingFile:
    """Make the same file again each day or week; `own` when the first was asked for this only."""
    if every not in EVERY:
        raise Refused(_l("Choisissez chaque jour ou chaque semaine."))
    if queries.count(actor) >= MOST:
        raise Refused(_l("Dix fichiers tenus à jour au plus : arrêtez-en un d'abord."))
    held = StandingFile(
        account_id=actor.id, study_id=job.study_id, kind=job.kind, params=dict(job.params),
        every=every, next_at=utcnow() + STEPS[every], job_id=job.id,
    )  # fmt: skip
    held.params.pop("standing", None)
    db.session.add(held)
    db.session.flush()
    if own:
        job.params = {**job.params, "standing": held.public_id}
    record(actor, "export.standing_begun", f"study:{held.study.public_id}", **_about(held))
    return held


def stop(actor: Account, held: StandingFile) -> None:
    """Make it no more; the last file stays its time."""
    record(actor, "export.standing_stopped", f"study:{held.study.public_id}", **_about(held))
    db.session.delete(held)
    db.session.flush()


def open_link(actor: Account, held: StandingFile) -> str:
    """A new link to the last file; the one before opens no more. Its token is told once."""
    if held.kind not in READ_BY_LINK:
        raise Refused(_l("Une adresse n'ouvre qu'une table : choisissez-en une plus bas."))
    token = secrets.token_urlsafe(24)
    held.token_hash, held.window_uses, held.uses, held.used_at = token_hash(token), 0, 0, None
    db.session.flush()
    record(actor, "export.link_opened", f"study:{held.study.public_id}", **_about(held))
    return token


def _about(held: StandingFile) -> dict[str, str]:
    """What the log says of it."""
    table = held.params.get("table")
    return {"kind": held.kind} | ({"table": table} if table else {})


def close_link(actor: Account, held: StandingFile) -> None:
    """The link opens no more."""
    held.token_hash = None
    db.session.flush()
    record(actor, "export.link_closed", f"study:{held.study.public_id}", **_about(held))


def use_link(held: StandingFile, now: dt.datetime) -> bool:
    """Count one more use; False when there were too many within the hour."""
    if held.window_at is None or now - held.window_at > dt.timedelta(hours=1):
        held.window_at, held.window_uses = now, 0
    held.window_uses += 1
    db.session.flush()
    if held.window_uses > USES_AN_HOUR:
        return False
    held.uses, held.used_at = held.uses + 1, now
    record(
        held.account, "export.taken", f"study:{held.study.public_id}", **_about(held),
        job=held.job.public_id if held.job else "", link=True,
    )  # fmt: skip
    return True


def hasten(now: dt.datetime, destroyed: Collection[int]) -> None:
    """Files destroyed because words were taken back are made afresh at once, without them."""
    query = select(StandingFile).where(
        StandingFile.job_id.in_(destroyed), StandingFile.asked_id.is_(None)
    )
    for held in db.session.scalars(query):
        held.next_at = min(held.next_at, now)
    db.session.flush()


def make_again(now: dt.datetime, threshold: int) -> None:
    """Ask for what is due, of whoever still may have it; the time missed is not made up for."""
    for held in queries.due(now):
        while held.next_at <= now:
            held.next_at += STEPS[held.every]
        wanted = Job(kind=held.kind, study_id=held.study_id, params=held.params)
        if not held.account.active or not files.within_reach(held.account, wanted):
            continue
        asked = exports.under(threshold, held.params)
        job = jobs.ask(held.kind, held.account_id, held.study_id, **asked, standing=held.public_id)
        held.asked_id = job.id
        record(held.account, "export.asked", f"study:{held.study.public_id}", **exports.about(job))
    db.session.flush()


def put_in_place() -> list[str]:
    """What was made takes the place of what was there; returns the names of files to unlink."""
    names = []
    for held in queries.made():
        assert held.asked is not None
        old = held.job
        if held.asked.state == DONE:
            if old is not None and old.file and old.params.get("standing") == held.public_id:
                names.append(exports.destroy(None, old, "expired"))
            held.job_id = held.asked_id
        held.failed_at = held.asked.finished_at if held.asked.state == FAILED else None
        held.asked_id = None
    db.session.flush()
    return names
