"""Reads about files kept up to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select

from feedback.accounts.models import Account
from feedback.accounts.queries import token_hash
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.exports import queries as files
from feedback.exports.standing.models import StandingFile
from feedback.jobs.models import CANCELLED, DONE, FAILED, Job
from feedback.studies.models import Study


def mine(account: Account, study: Study) -> Sequence[StandingFile]:
    """Those of a person in a study, latest first."""
    query = select(StandingFile).where(
        StandingFile.account_id == account.id, StandingFile.study_id == study.id
    )
    return db.session.scalars(query.order_by(StandingFile.id.desc())).all()


def one(account: Account, public_id: str) -> StandingFile:
    """One of the person's own, or NotAllowed."""
    query = select(StandingFile).where(
        StandingFile.public_id == public_id, StandingFile.account_id == account.id
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotAllowed
    return found


def count(account: Account) -> int:
    """How many a person has."""
    query = select(func.count()).where(StandingFile.account_id == account.id)
    return db.session.scalar(query) or 0


def by_token(token: str) -> StandingFile | None:
    """That of a link, as long as its owner could ask for the file today."""
    query = select(StandingFile).where(StandingFile.token_hash == token_hash(token))
    found = db.session.scalar(query)
    if found is None or found.job is None or not found.account.active:
        return None
    return found if files.within_reach(found.account, found.job) else None


def due(now: dt.datetime) -> Sequence[StandingFile]:
    """Those to be made again."""
    query = select(StandingFile).where(StandingFile.next_at <= now, StandingFile.asked_id.is_(None))
    return db.session.scalars(query.order_by(StandingFile.id)).all()


def made() -> Sequence[StandingFile]:
    """Those whose new file is ready, or could not be made."""
    query = (
        select(StandingFile)
        .join(Job, Job.id == StandingFile.asked_id)
        .where(Job.state.in_((DONE, FAILED, CANCELLED)))
    )
    return db.session.scalars(query.order_by(StandingFile.id)).all()
