"""Reads about translations."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from feedback.accounts.models import AuditEntry
from feedback.accounts.queries import names_of
from feedback.db import db
from feedback.instruments.models import Instrument


def reviewers(instrument: Instrument) -> dict[str, tuple[str, dt.datetime]]:
    """Who last said of each language that it was read, and when."""
    query = select(AuditEntry).where(
        AuditEntry.object == f"instrument:{instrument.public_id}",
        AuditEntry.act == "language.reviewed",
    )
    last = {
        str(one.detail["language"]): one
        for one in db.session.scalars(query.order_by(AuditEntry.id))
    }
    names = names_of({one.actor for one in last.values()})
    return {tag: (names.get(one.actor, ""), one.at) for tag, one in last.items()}
