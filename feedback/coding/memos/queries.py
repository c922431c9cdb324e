"""Reads of memos, within what a person may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding.double.queries import unseen_texts
from feedback.coding.memos.models import Memo, MemoLink
from feedback.corpus import asking
from feedback.corpus.models import Document
from feedback.corpus.states import READABLE
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.studies.models import Study
from feedback.studies.queries import reachable

PAGE = 50


@dataclass(frozen=True)
class Filters:
    """What the list is filtered by, as the address holds it."""

    sur: str = ""  # one of `ABOUT`
    qui: str = ""  # public id of the author
    q: str = ""


def _shown(study_id: int, reader: int | None) -> Select[Any]:
    """Memos of a study in force; about a text coded blind, one's own alone."""
    texts = select(Document.id).where(
        Document.study_id == study_id, Document.state.in_(READABLE)
    )  # fmt: skip
    about: ColumnElement[bool] = Memo.document_id.in_(texts)
    if reader is not None:
        blind = Memo.document_id.in_(unseen_texts(reader))
        about = and_(about, or_(Memo.author_id == reader, ~blind))
    return select(Memo).where(
        Memo.study_id == study_id, Memo.removed_at.is_(None),
        or_(Memo.document_id.is_(None), about),
    )  # fmt: skip


def memos(
    study: Study, reader: Account, filters: Filters, before: str = "", limit: int = PAGE + 1
) -> list[Memo]:
    """Memos, latest first, before one of them; words are searched as in texts."""
    query = _shown(study.id, reader.id).order_by(Memo.id.desc())
    if filters.sur:
        query = query.where(Memo.about == filters.sur)
    if filters.qui:
        query = query.join(Account, Account.id == Memo.author_id).where(
            Account.public_id == filters.qui
        )
    if before:
        last = select(Memo.id).where(Memo.public_id == before).scalar_subquery()
        query = query.where(Memo.id < last)
    terms = asking.parse(filters.q)
    if not terms:
        return list(db.session.scalars(query.limit(limit)))
    found = (one for one in db.session.scalars(query) if _holds(one, terms))
    return list(islice(found, limit))


def _holds(memo: Memo, terms: Sequence[asking.Term]) -> bool:
    """Every word wanted is there, none that is not."""
    said = f"{memo.title}\n{memo.text}"
    alone = [replace(term, excluded=False, near=False) for term in terms]
    there = [bool(asking.hits(said, [a])) != t.excluded for a, t in zip(alone, terms, strict=True)]
    return all(there) and asking.holds_near(said, terms)


def of_code(code: Code, reader: Account) -> list[Memo]:
    """Memos about a code."""
    query = _shown(code.study_id, reader.id).where(Memo.code_id == code.id)
    return list(db.session.scalars(query.order_by(Memo.id.desc())))


def of_text(document: Document, reader: Account) -> list[Memo]:
    """Memos about a text and its passages, in the order of the text."""
    query = _shown(document.study_id, reader.id).where(Memo.document_id == document.id)
    order = func.coalesce(Memo.start, -1), Memo.id
    return list(db.session.scalars(query.order_by(*order)))


def all_of(study_id: int, reader: int | None) -> list[Memo]:
    """Every memo of a study that a person may see, by row id (or anybody), oldest first."""
    return list(db.session.scalars(_shown(study_id, reader).order_by(Memo.id)))


def memo(reader: Account, public_id: str, removed: bool = False) -> Memo:
    """A memo within reach, or NotAllowed; one taken away only for its author."""
    found = db.session.scalar(select(Memo).where(Memo.public_id == public_id))
    mine = reachable(reader, "code").with_only_columns(Study.id)
    if found is None or found.study_id not in set(db.session.scalars(mine)):
        raise NotAllowed
    if found.removed_at is not None:
        if removed and found.author_id == reader.id:
            return found
        raise NotAllowed
    shown = _shown(found.study_id, reader.id).where(Memo.id == found.id)
    if db.session.scalar(shown) is None:
        raise NotAllowed
    return found


def linked(found: Memo, reader: Account) -> list[Memo]:
    """The memos that one leads to, and that lead to it."""
    ways = (
        select(MemoLink.other_id)
        .where(MemoLink.memo_id == found.id)
        .union(select(MemoLink.memo_id).where(MemoLink.other_id == found.id))
    )
    query = _shown(found.study_id, reader.id).where(Memo.id.in_(ways))
    return list(db.session.scalars(query.order_by(Memo.id)))


def links(study_id: int) -> list[tuple[str, str]]:
    """Every link of a study, as pairs of public ids."""
    one, two = Memo.__table__.alias("one"), Memo.__table__.alias("two")
    query = (
        select(one.c.public_id, two.c.public_id)
        .join(MemoLink, MemoLink.memo_id == one.c.id)
        .join(two, two.c.id == MemoLink.other_id)
        .where(one.c.study_id == study_id)
        .order_by(one.c.id, two.c.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def authors(study: Study) -> list[Account]:
    """Who wrote memos in a study, by name."""
    wrote = select(Memo.author_id).where(Memo.study_id == study.id, Memo.removed_at.is_(None))
    return list(db.session.scalars(select(Account).where(Account.id.in_(wrote)).order_by(Account.name)))  # fmt: skip
