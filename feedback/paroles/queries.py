"""Reads about paroles, through the person's reach."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, and_, func, select

from feedback.accounts.models import Account
from feedback.corpus.models import Document
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.instruments.models import Version
from feedback.instruments.queries import instruments, published
from feedback.paroles.models import Parole, ParoleContact, ParoleLink
from feedback.studies.models import Study
from feedback.studies.queries import reachable

PAGE = 50
STATES = ("to_read", "read", "validated", "withdrawn")


def link_of(token: str) -> ParoleLink | None:
    """The link of a token."""
    return db.session.scalar(select(ParoleLink).where(ParoleLink.token == token))


def links(study: Study) -> Sequence[ParoleLink]:
    """The links of a study, open ones first."""
    query = select(ParoleLink).where(ParoleLink.study_id == study.id)
    return db.session.scalars(
        query.order_by(ParoleLink.closed_at.is_not(None), ParoleLink.id)
    ).all()


def sheets(study: Study) -> list[Version]:
    """The published parole sheets of a study."""
    found = (published(i) for i in instruments(study, "parole"))
    return [version for version in found if version is not None]


def current() -> Select[Parole, Document]:
    """Paroles with their text as it now stands."""
    return select(Parole, Document).join(
        Document,
        and_(
            Document.origin_room == "paroles", Document.origin_id == Parole.public_id,
            Document.state != "superseded", Document.translation_of_id.is_(None),
        ),
    )  # fmt: skip


def paroles(study: Study, state: str = "", before: str = "") -> Sequence[tuple[Parole, Document]]:
    """Paroles of a study, newest first, a page of them (and one more); withdrawn only if asked."""
    query = current().where(Parole.study_id == study.id)
    query = query.where(Document.state == state if state else Document.state != "withdrawn")
    if before:
        last = select(Parole.id).where(Parole.public_id == before).scalar_subquery()
        query = query.where(Parole.id < last)
    found = db.session.execute(query.order_by(Parole.id.desc()).limit(PAGE + 1)).all()
    return [(parole, document) for parole, document in found]


def numbers(study: Study) -> dict[str, int]:
    """How many paroles of a study are in each state."""
    query = (
        current().where(Parole.study_id == study.id)
        .with_only_columns(Document.state, func.count()).group_by(Document.state)
    )  # fmt: skip
    return dict(db.session.execute(query).all())


def parole(account: Account, act: str, public_id: str) -> tuple[Parole, Document]:
    """One parole and its text as it now stands, or NotAllowed."""
    mine = reachable(account, act).with_only_columns(Study.id)
    query = current().where(Parole.public_id == public_id, Parole.study_id.in_(mine))
    found = db.session.execute(query).first()
    if found is None:
        raise NotAllowed
    return found[0], found[1]


def batch(study: Study, batch_id: str) -> Sequence[tuple[Parole, Document]]:
    """Paroles entered together that were not withdrawn."""
    query = current().where(
        Parole.study_id == study.id, Parole.batch == batch_id, Parole.withdrawn_at.is_(None)
    )
    return [(p, d) for p, d in db.session.execute(query).all()]


def contact(parole: Parole) -> ParoleContact | None:
    """Where to send the parole to be read again, sealed."""
    return db.session.get(ParoleContact, parole.id)


def by_code_mac(mac: str) -> Parole | None:
    """The parole of a withdrawal code."""
    return db.session.scalar(select(Parole).where(Parole.withdrawal_mac == mac))
