"""Reads about imports, through reach."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from feedback.accounts.models import Account
from feedback.corpus.intake.models import KEPT, SEEN, Import, ImportedText
from feedback.corpus.models import Document
from feedback.corpus.states import IMPORTED, WITHDRAWN
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.studies.models import Study
from feedback.studies.queries import reachable

PAGE, LATEST, AT_ONCE = 50, 50, 500


def imports(account: Account, study: Study) -> Sequence[Import]:
    """The imports of a study, latest first; those only seen are their author's."""
    shown = or_(Import.state != SEEN, Import.account_id == account.id)
    query = select(Import).where(Import.study_id == study.id, shown)
    return db.session.scalars(query.order_by(Import.id.desc()).limit(LATEST)).all()


def the_import(account: Account, public_id: str, *states: str) -> Import:
    """One import within reach, in one of some states, or NotAllowed."""
    mine = reachable(account, "moderate").with_only_columns(Study.id)
    found = db.session.scalar(
        select(Import).where(Import.public_id == public_id, Import.study_id.in_(mine))
    )
    hidden = found is None or (found.state == SEEN and found.account_id != account.id)
    if found is None or hidden or (states and found.state not in states):
        raise NotAllowed
    return found


def known_marks(marks: Sequence[str]) -> set[str]:
    """Those of the marks that a text of the house has already."""
    found: set[str] = set()
    for at in range(0, len(marks), AT_ONCE):
        some = ImportedText.mark.in_(marks[at : at + AT_ONCE])
        found |= set(db.session.scalars(select(ImportedText.mark).where(some)))
    return found


def texts(found: Import, after: int | None = None) -> Sequence[Document]:
    """A page of the texts of an import, in order."""
    query = select(Document).where(
        Document.origin_room == IMPORTED, Document.origin_id == found.public_id
    )
    if after is not None:
        query = query.where(Document.id > after)
    return db.session.scalars(query.order_by(Document.id).limit(PAGE + 1)).all()


def a_text(found: Import, public_id: str) -> Document:
    """A text of an import that still holds words, or NotAllowed."""
    document = db.session.scalar(
        select(Document).where(
            Document.origin_room == IMPORTED, Document.origin_id == found.public_id,
            Document.public_id == public_id, Document.state != WITHDRAWN,
        )
    )  # fmt: skip
    if document is None or found.state != KEPT:
        raise NotAllowed
    return document


def states(found: Import) -> dict[str, int]:
    """How many texts of an import in each state."""
    query = (
        select(Document.state, func.count())
        .where(Document.origin_room == IMPORTED, Document.origin_id == found.public_id)
        .group_by(Document.state)
    )
    return dict(db.session.execute(query).all())


def untouched(found: Import) -> bool:
    """True while nobody has coded one of the texts, nor put another in its place."""
    touched = select(Document.id).where(
        Document.origin_room == IMPORTED, Document.origin_id == found.public_id,
        or_(Document.coded.is_(True), Document.generation > 1),
    )  # fmt: skip
    return db.session.scalar(touched.limit(1)) is None
