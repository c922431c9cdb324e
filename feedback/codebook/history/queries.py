"""Reads about what was done to a codebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.codebook.models import CodebookStep
from feedback.db import db
from feedback.studies.models import Study


class Done(NamedTuple):
    """An act and who did it."""

    step: CodebookStep
    name: str | None


def steps(study: Study, limit: int = 100) -> Sequence[Done]:
    """What was done to a study's book, latest first."""
    query = (
        select(CodebookStep, Account.name)
        .outerjoin(Account, Account.id == CodebookStep.account_id)
        .where(CodebookStep.study_id == study.id)
        .order_by(CodebookStep.id.desc())
        .limit(limit)
    )
    return [Done(*row) for row in db.session.execute(query)]


def last_of(study: Study, account: Account) -> CodebookStep | None:
    """The person's last act on the book that still stands."""
    query = (
        select(CodebookStep)
        .where(
            CodebookStep.study_id == study.id, CodebookStep.account_id == account.id,
            CodebookStep.undone_at.is_(None),
        )
        .order_by(CodebookStep.id.desc())
        .limit(1)
    )  # fmt: skip
    return db.session.scalar(query)
