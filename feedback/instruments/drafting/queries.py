"""Reads of the workshop: where a draft stands in its history, and who else writes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.db import db, utcnow
from feedback.instruments.models import DraftStep, Version

RECENT = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Standing:
    """What can be taken back and done again, and the other person who wrote a moment ago."""

    step: int
    last: DraftStep | None  # the act that would be taken back
    next: DraftStep | None  # the one that would be done again
    other: Account | None


def standing(version: Version, me: Account) -> Standing:
    """Where a draft stands, for one of those who write it."""
    query = select(DraftStep).where(DraftStep.version_id == version.id)
    last = db.session.scalar(query.where(DraftStep.number == version.step))
    first = db.session.scalar(query.order_by(DraftStep.number).limit(1))
    after = query.where(DraftStep.number > version.step).order_by(DraftStep.number).limit(1)
    theirs = select(Account).join(DraftStep, DraftStep.account_id == Account.id).where(
        DraftStep.version_id == version.id, DraftStep.account_id != me.id,
        DraftStep.at > utcnow() - RECENT,
    )  # fmt: skip
    return Standing(
        version.step,
        last if last and first and last.id != first.id else None,
        db.session.scalar(after),
        db.session.scalar(theirs.order_by(DraftStep.number.desc()).limit(1)),
    )


def other_hand(version: Version, path: str, me: Account) -> int | None:
    """Another account that changed a question last; else whoever else changed the draft last."""
    theirs = select(DraftStep.account_id).where(
        DraftStep.version_id == version.id, DraftStep.account_id != me.id
    )
    there = (DraftStep.code == path).desc()
    return db.session.scalar(theirs.order_by(there, DraftStep.number.desc()).limit(1))


def name_of(account_id: int | None) -> str:
    """The name of whoever did something; empty when the account is gone."""
    found = db.session.get(Account, account_id) if account_id else None
    return found.name if found else ""
