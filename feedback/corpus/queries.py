"""Reads about texts: lists by keyset, searches, one text within reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, select, table, text, union_all

from feedback.accounts.models import Account
from feedback.corpus import asking
from feedback.corpus.models import Document, DocumentWords, Turn
from feedback.corpus.states import ELSEWHERE, IMPORTED, READABLE, TO_READ
from feedback.db import Direct, db
from feedback.errors import NotAllowed
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import reachable

PAGE = 50
LOOKED_AT = 300  # texts of the index looked at together, where words must be near one another
COUNTED = 1_000  # of those, how many are looked at to say how many there are
_T = Document.__table__.c
LISTED = tuple(
    _T[name]
    for name in (
        "id", "public_id", "kind", "speaker", "language", "mode", "day", "text", "length", "state",
        "generation", "quotable", "danger_at", "read_by", "masked_by", "handlers", "site_id",
    )
)  # fmt: skip
# Made once: putting a statement together costs as much as running it
_ROWS, _IDS, _NEAR = select(*LISTED), select(_T.id), select(_T.id, _T.text)
_fts = table("document_fts", column("rowid"))
_other = Document.__table__.alias("other")
_ONE_STUDY = Direct(select(func.count(Study.id) == 1))
_MATCH = text("document_fts MATCH :question")
_AT = text("document_words.words @@ CAST(:question AS tsquery)")


@dataclass(frozen=True)
class Wanted:
    """Which texts of a study: their states, and what the person filters by."""

    study_id: int
    states: tuple[str, ...]
    kind: str = ""  # "text": all that was brought in from elsewhere, interviews too
    speaker: str = ""
    part: str = ""  # code of the question
    first: dt.date | None = None
    last: dt.date | None = None
    language: str = ""
    site_id: int | None = None
    question: str = ""
    danger: bool = False
    quotable: bool | None = None
    originals_only: bool = False  # no translation
    one_of_two: bool = False  # the translation rather than the foreign text it translates

    @cached_property
    def terms(self) -> tuple[asking.Term, ...]:
        """What is searched, if anything."""
        return asking.parse(self.question)

    @property
    def near(self) -> bool:
        """True when some words must be near one another."""
        return asking.nearness(self.terms)

    @property
    def scopes(self) -> list[str]:
        """The signs, in the search index, of what may be found."""
        return asking.scopes(self.study_id, self.states)


def conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The filters but study, state and words, as conditions on `Document`."""
    found: list[ColumnElement[bool]] = []
    from_elsewhere = wanted.kind == ELSEWHERE
    for col, value in (
        (
            _T.origin_room if from_elsewhere else _T.kind,
            IMPORTED if from_elsewhere else wanted.kind,
        ),
        (_T.language, wanted.language),
        (_T.site_id, wanted.site_id),
        (_T.speaker, wanted.speaker),
        (_T.part, wanted.part),
    ):
        if value:
            found.append(col == value)
    if wanted.first:
        found.append(_T.day >= wanted.first)
    if wanted.last:
        found.append(_T.day <= wanted.last)
    if wanted.danger:
        found.append(_T.danger_at.is_not(None))
    if wanted.quotable is not None:
        found.append(_T.quotable.is_(wanted.quotable))
    if wanted.originals_only:
        found.append(_T.translation_of_id.is_(None))
    if wanted.one_of_two:
        found.append(~_translated(wanted.states))
    return found


def _translated(states: tuple[str, ...]) -> ColumnElement[bool]:
    """The text has a translation one may read; found once, not text by text."""
    # "> 0" lets SQLite seek past the texts that translate nothing; "IS NOT NULL" does not.
    found = select(_other.c.translation_of_id).where(
        _other.c.translation_of_id > 0, _other.c.state.in_(states)
    )
    return _T.id.in_(found)


def _matching(query: Select[Any], wanted: Wanted) -> Select[Any]:
    """The query joined to the search index of the open database."""
    if _on_sqlite():
        question = _fts5(wanted)
        joined = query.join(_fts, _fts.c.rowid == _T.id).where(_MATCH)
    else:
        question = asking.tsquery(wanted.terms, wanted.scopes)
        joined = query.join(DocumentWords, DocumentWords.document_id == _T.id).where(_AT)
    return joined.params(question=question)


def _fts5(wanted: Wanted) -> str:
    """The question for SQLite's index: what is read, or what is not hidden, whichever is quicker."""
    some = any(not term.excluded for term in wanted.terms)
    alone = some and set(wanted.states) == set(READABLE) and (_ONE_STUDY.look() or (False,))[0]
    if not alone:
        return asking.fts5(wanted.terms, wanted.scopes)
    return asking.fts5_but(wanted.terms, asking.scopes(wanted.study_id, (TO_READ,)))


def _on_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def _walk(
    wanted: Wanted,
    base: Select[Any],
    after: int | None,
    limit: int,
    more: Sequence[ColumnElement[bool]],
    backwards: bool = False,
) -> Select[Any]:
    """`base` for a page of texts, in order, after one of them; `more` are upper rooms' filters."""
    # The index of words gives its hits in order: no sort, and no more of them than the page holds.
    at: Any = _fts.c.rowid if wanted.terms and _on_sqlite() else _T.id
    query = base.where(*conditions(wanted), *more).limit(limit)
    query = query.order_by(at.desc() if backwards else at)
    if after is not None:
        query = query.where(at < after if backwards else at > after)
    return _matching(query, wanted) if wanted.terms else query


def ids(
    wanted: Wanted,
    after: int | None = None,
    limit: int = PAGE,
    *more: ColumnElement[bool],
    backwards: bool = False,
) -> list[int]:
    """Row ids of a page of texts, in order, after one of them."""
    if wanted.near:
        return [row.id for row in _near(wanted, _NEAR, after, limit, more, backwards)]
    base = _walk(wanted, _IDS, after, limit, more, backwards)
    if wanted.terms:
        return list(db.session.scalars(base))
    # One short walk of the index per state: a sort of all the texts is never needed.
    walks = [
        select(base.where(_T.study_id == wanted.study_id, _T.state == s).subquery())
        for s in wanted.states
    ]
    found = db.session.scalars(union_all(*walks) if len(walks) > 1 else walks[0])
    return sorted(found, reverse=backwards)[:limit]


def _near(
    wanted: Wanted, base: Select[Any], after: int | None, limit: int,
    more: Sequence[ColumnElement[bool]], backwards: bool = False,
) -> list[Any]:  # fmt: skip
    """A page of the texts whose words are near one another: the index gives, each is looked at."""
    found: list[Any] = []
    while len(found) < limit:
        query = _walk(wanted, base, after, LOOKED_AT, more, backwards)
        rows = db.session.execute(query).all()
        found += [row for row in rows if asking.holds_near(row.text, wanted.terms)]
        if len(rows) < LOOKED_AT:
            break
        after = rows[-1].id
    return found[:limit]


def page(
    wanted: Wanted, after: int | None = None, limit: int = PAGE, *more: ColumnElement[bool]
) -> Sequence[Any]:
    """A page of texts, oldest first: rows of what a list shows, named as in `Document`."""
    if wanted.terms:
        # What is shown is known by its own state, whatever the index says
        own = (_T.study_id == wanted.study_id, _T.state.in_(wanted.states))
        if wanted.near:
            return _near(wanted, _ROWS, after, limit, (*more, *own))
        return db.session.execute(_walk(wanted, _ROWS, after, limit, (*more, *own))).all()
    numbers = ids(wanted, after, limit, *more)
    query = _ROWS.where(_T.id.in_(numbers)).order_by(_T.id)
    return db.session.execute(query).all() if numbers else []


def counted(wanted: Wanted, *more: ColumnElement[bool]) -> tuple[int, bool]:
    """How many texts, and whether that is all of them.

    Where words must be near one another, only the first `COUNTED` the index gives are looked at.
    """
    if not wanted.near:
        return total(wanted, *more), True
    rows = db.session.execute(_walk(wanted, _NEAR, None, COUNTED + 1, more)).all()
    near = sum(asking.holds_near(row.text, wanted.terms) for row in rows[:COUNTED])
    return near, len(rows) <= COUNTED


def total(wanted: Wanted, *more: ColumnElement[bool]) -> int:
    """How many texts; a search without other filters is counted on its index alone.

    Words that must be near one another are not looked at: see `counted`.
    """
    there = [*conditions(wanted), *more]
    if not wanted.terms:
        query = select(func.count()).select_from(Document.__table__).where(
            _T.study_id == wanted.study_id, _T.state.in_(wanted.states), *there
        )  # fmt: skip
    elif there:
        query = _matching(
            select(func.count()).select_from(Document.__table__).where(*there), wanted
        )
    elif _on_sqlite():
        query = select(func.count()).select_from(_fts).where(_MATCH)
        query = query.params(question=_fts5(wanted))
    else:
        query = select(func.count()).select_from(DocumentWords).where(_AT)
        query = query.params(question=asking.tsquery(wanted.terms, wanted.scopes))
    return db.session.scalar(query) or 0


def search(
    wanted: Wanted, after: int | None = None, limit: int = PAGE
) -> tuple[Sequence[Any], int]:
    """A page of the texts that hold the words, and how many there are in all."""
    return page(wanted, after, limit), counted(wanted)[0]


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


def turns(document: Any) -> list[Turn]:
    """The turns of a transcript, in order."""
    query = select(Turn).where(Turn.document_id == document.id).order_by(Turn.number)
    return list(db.session.scalars(query))
