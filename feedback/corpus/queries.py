"""Reads about texts: lists by keyset, searches, one text within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, select, table, text, union_all
from sqlalchemy.orm import aliased

from feedback.accounts.models import Account
from feedback.corpus import asking
from feedback.corpus.models import Document, DocumentWords, Turn
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import reachable

PAGE = 50
_fts = table("document_fts", column("rowid"))
_MATCH = text("document_fts MATCH :question")
_AT = text("document_words.words @@ CAST(:question AS tsquery)")


@dataclass(frozen=True)
class Wanted:
    """Which texts of a study: their states, and what the person filters by."""

    study_id: int
    states: tuple[str, ...]
    kind: str = ""
    language: str = ""
    site_id: int | None = None
    question: str = ""
    danger: bool = False
    quotable: bool | None = None
    originals_only: bool = False  # no translation
    one_of_two: bool = False  # the translation rather than the foreign text it translates

    @property
    def terms(self) -> tuple[asking.Term, ...]:
        """What is searched, if anything."""
        return asking.parse(self.question)

    @property
    def scopes(self) -> list[str]:
        """The signs, in the search index, of what may be found."""
        return [asking.scope(self.study_id, state) for state in self.states]


def conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The filters but study, state and words, as conditions on `Document`."""
    found: list[ColumnElement[bool]] = []
    for col, value in (
        (Document.kind, wanted.kind),
        (Document.language, wanted.language),
        (Document.site_id, wanted.site_id),
    ):
        if value:
            found.append(col == value)
    if wanted.danger:
        found.append(Document.danger_at.is_not(None))
    if wanted.quotable is not None:
        found.append(Document.quotable.is_(wanted.quotable))
    if wanted.originals_only:
        found.append(Document.translation_of_id.is_(None))
    if wanted.one_of_two:
        found.append(~_translated(wanted.states))
    return found


def _translated(states: tuple[str, ...]) -> ColumnElement[bool]:
    other = aliased(Document)
    return (
        select(other.id)
        .where(other.translation_of_id == Document.id, other.state.in_(states))
        .exists()
    )


def _matching(query: Select[Any], wanted: Wanted) -> Select[Any]:
    """The query joined to the search index of the open database."""
    if db.engine.dialect.name == "sqlite":
        question = asking.fts5(wanted.terms, wanted.scopes)
        joined = query.join(_fts, _fts.c.rowid == Document.id).where(_MATCH)
    else:
        question = asking.tsquery(wanted.terms, wanted.scopes)
        joined = query.join(DocumentWords, DocumentWords.document_id == Document.id).where(_AT)
    return joined.params(question=question)


def ids(
    wanted: Wanted,
    after: int | None = None,
    limit: int = PAGE,
    *more: ColumnElement[bool],
    backwards: bool = False,
) -> list[int]:
    """Row ids of a page of texts, in order, after one of them; `more` are upper rooms' filters."""
    there: list[ColumnElement[bool]] = [*conditions(wanted), *more]
    if after is not None:
        there.append(Document.id < after if backwards else Document.id > after)
    order = Document.id.desc() if backwards else Document.id
    base = select(Document.id).where(*there).order_by(order).limit(limit)
    if wanted.terms:
        return list(db.session.scalars(_matching(base, wanted)))
    # One short walk of the index per state: a sort of all the texts is never needed.
    walks = [
        select(base.where(Document.study_id == wanted.study_id, Document.state == s).subquery())
        for s in wanted.states
    ]
    found = (
        db.session.scalars(union_all(*walks)) if len(walks) > 1 else db.session.scalars(walks[0])
    )
    return sorted(found, reverse=backwards)[:limit]


def page(wanted: Wanted, after: int | None = None, limit: int = PAGE) -> list[Document]:
    """A page of texts, oldest first."""
    return by_ids(ids(wanted, after, limit))


def by_ids(numbers: Sequence[int]) -> list[Document]:
    """Texts by row id, in order."""
    if not numbers:
        return []
    query = select(Document).where(Document.id.in_(numbers)).order_by(Document.id)
    return list(db.session.scalars(query))


def total(wanted: Wanted, *more: ColumnElement[bool]) -> int:
    """How many texts; a search without other filters is counted on its index alone."""
    there = [*conditions(wanted), *more]
    if not wanted.terms:
        query = select(func.count()).select_from(Document).where(
            Document.study_id == wanted.study_id, Document.state.in_(wanted.states), *there
        )  # fmt: skip
    elif there:
        query = _matching(select(func.count()).select_from(Document).where(*there), wanted)
    elif db.engine.dialect.name == "sqlite":
        query = select(func.count()).select_from(_fts).where(_MATCH)
        query = query.params(question=asking.fts5(wanted.terms, wanted.scopes))
    else:
        query = select(func.count()).select_from(DocumentWords).where(_AT)
        query = query.params(question=asking.tsquery(wanted.terms, wanted.scopes))
    return db.session.scalar(query) or 0


def search(
    wanted: Wanted, after: int | None = None, limit: int = PAGE
) -> tuple[list[Document], int]:
    """A page of the texts that hold the words, and how many there are in all."""
    return page(wanted, after, limit), total(wanted)


def document(account: Account, act: str, public_id: str, states: tuple[str, ...]) -> Document:
    """One text by its public id, in one of the states, or NotAllowed."""
    mine = reachable(account, act).with_only_columns(Study.id)
    found = db.session.scalar(
        select(Document).where(
            Document.public_id == public_id, Document.state.in_(states), Document.study_id.in_(mine)
        )
    )
    if found is None:
        raise NotAllowed
    return found


def number_of(study: Study, public_id: str | None) -> int | None:
    """Where a list goes on: the row id behind a text's public id; None to begin."""
    if not public_id:
        return None
    query = select(Document.id).where(
        Document.public_id == normalise(public_id), Document.study_id == study.id
    )
    return db.session.scalar(query)


def translation_of(document: Document) -> Document | None:
    """The foreign text a document translates."""
    number = document.translation_of_id
    return db.session.get(Document, number) if number else None


def turns(document: Document) -> list[Turn]:
    """The turns of a transcript, in order."""
    query = select(Turn).where(Turn.document_id == document.id).order_by(Turn.number)
    return list(db.session.scalars(query))
