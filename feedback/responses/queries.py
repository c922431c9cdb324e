"""Reads about responses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import bindparam, func, select

from feedback.accounts.models import Account
from feedback.db import Direct, db, utcnow
from feedback.errors import NotAllowed
from feedback.responses.models import Conflict, Receipt, ReceiptTrace, Response, SourceCount
from feedback.studies.models import Study
from feedback.studies.queries import reachable


def by_uuid(uuid: str) -> Response | None:
    """The response of a client's uuid."""
    return db.session.scalar(select(Response).where(Response.uuid == uuid))


def is_handed_in(uuid: str) -> bool:
    """True when this uuid was acknowledged."""
    return db.session.get(Receipt, uuid) is not None


def conflicts(account: Account, act: str, settled: bool = False) -> Sequence[Conflict]:
    """Responses kept aside in the studies within reach."""
    mine = reachable(account, act).with_only_columns(Study.id)
    state = Conflict.settled != "" if settled else Conflict.settled == ""
    query = select(Conflict).where(Conflict.study_id.in_(mine), state)
    return db.session.scalars(query.order_by(Conflict.id.desc()).limit(100)).all()


def conflict(account: Account, act: str, public_id: str) -> Conflict:
    """One of them, or NotAllowed."""
    mine = reachable(account, act).with_only_columns(Study.id)
    found = db.session.scalar(
        select(Conflict).where(Conflict.public_id == public_id, Conflict.study_id.in_(mine))
    )
    if found is None:
        raise NotAllowed
    return found


def counts(source: str) -> SourceCount:
    """What a device, link or person has handed in since the beginning."""
    return db.session.get(SourceCount, source) or SourceCount(
        source=source, stored=0, again=0, conflicts=0
    )


def number_of(study: Study) -> int:
    """Responses of a study that were not withdrawn."""
    query = select(func.count()).select_from(Response)
    return (
        db.session.scalar(
            query.where(Response.study_id == study.id, Response.withdrawn_at.is_(None))
        )
        or 0
    )


_RECENT = Direct(
    select(func.count())
    .select_from(ReceiptTrace)
    .where(ReceiptTrace.source == bindparam("source"), ReceiptTrace.at > bindparam("after"))
)


def recent_receipts(source: str, since: dt.timedelta) -> int:
    """How many answers a source handed in lately."""
    found = _RECENT.look(source=source, after=utcnow() - since)
    return int(found[0]) if found else 0
