"""Reads for suggestions: what the team has coded, and the passages that are reasons."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import func, select

from feedback.accounts.models import Account
from feedback.codebook.conventions import ALERT
from feedback.codebook.models import Code
from feedback.coding.double.queries import shown_to, unseen_texts
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.corpus.states import READABLE
from feedback.db import db

MOST = 5_000  # passages learnt from, the latest
LONGEST = 400  # signs of each
_WORDS = func.substr(Document.text, Passage.start + 1, Passage.end - Passage.start)


class Row(NamedTuple):
    """A coded passage with one of its codes."""

    passage: int
    document: int
    words: str
    code: int


def stamp(study_id: int) -> tuple[int, int]:
    """What changes when something is coded or taken away."""
    query = (
        select(func.count(), func.coalesce(func.max(Coding.id), 0))
        .join(Code, Code.id == Coding.code_id)
        .where(Code.study_id == study_id, Coding.counts)
    )
    return tuple(db.session.execute(query).one())  # type: ignore[return-value]


def coded(study_id: int) -> list[Row]:
    """The latest passages coded, each with each of its codes that may still be put."""
    latest = (
        select(Passage.id)
        .join(Document, Document.id == Passage.document_id)
        .where(Document.study_id == study_id, Document.state.in_(READABLE))
        .order_by(Passage.id.desc())
        .limit(MOST)
    )
    query = (
        select(Passage.id, Document.id, func.substr(_WORDS, 1, LONGEST), Coding.code_id)
        .distinct()
        .join(Document, Document.id == Passage.document_id)
        .join(Coding, Coding.passage_id == Passage.id)
        .join(Code, Code.id == Coding.code_id)
        .where(
            Passage.id.in_(latest), Coding.counts, Code.archived_at.is_(None), Code.codable,
            Code.key != ALERT,
        )
        .order_by(Passage.id)
    )  # fmt: skip
    return [Row(*row) for row in db.session.execute(query)]


def unseen(reader: Account) -> set[int]:
    """Texts of which a reader may not see what others coded."""
    return set(db.session.scalars(unseen_texts(reader.id)))


class Reason(NamedTuple):
    """A coded passage that a suggestion comes from."""

    passage: int
    code: int
    words: str
    document: str


def reasons(
    passages: Collection[int], reader: Account, states: tuple[str, ...]
) -> dict[tuple[int, int], Reason]:
    """Passages with their codes, of those that a reader may see, by passage and code."""
    query = (
        select(Passage.id, Coding.code_id, func.substr(_WORDS, 1, 160), Document.public_id)
        .join(Coding, Coding.passage_id == Passage.id)
        .join(Document, Document.id == Passage.document_id)
        .where(Passage.id.in_(passages), Document.state.in_(states), shown_to(reader.id))
    )
    return {(row[0], row[1]): Reason(*row) for row in db.session.execute(query)}


def codes(numbers: Collection[int]) -> dict[int, Any]:
    """Codes by row id, those archived left out."""
    query = select(Code).where(Code.id.in_(numbers), Code.archived_at.is_(None))
    return {one.id: one for one in db.session.scalars(query)}
