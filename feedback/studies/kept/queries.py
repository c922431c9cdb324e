"""Reads about kept views."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from feedback.accounts.models import Account
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.studies.kept.models import KeptView
from feedback.studies.models import Study


def views(account: Account, study: Study, pages: Sequence[str], of: str) -> Sequence[KeptView]:
    """The person's own and those shared with the team, of some pages about one thing, by name."""
    query = select(KeptView).where(
        KeptView.study_id == study.id, KeptView.page.in_(pages), KeptView.of == of,
        or_(KeptView.account_id == account.id, KeptView.shared.is_(True)),
    )  # fmt: skip
    return db.session.scalars(query.order_by(KeptView.name, KeptView.id)).all()


def own(account: Account, public_id: str) -> KeptView:
    """One of the person's own, or NotAllowed."""
    query = select(KeptView).where(
        KeptView.public_id == public_id, KeptView.account_id == account.id
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotAllowed
    return found
