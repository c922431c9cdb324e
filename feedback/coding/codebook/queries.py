"""Reads of the codebook at work: counts and examples of its codes, what a merge would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding.codebook.models import CodeExample
from feedback.coding.double.queries import counted, shown_to
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.db import db
from feedback.studies.models import Study

PAGE = 40


class Used(NamedTuple):
    """How often a code was put, and in how many texts."""

    codings: int = 0
    documents: int = 0


def used(study: Study, reader: Account | None = None) -> dict[int, Used]:
    """How much each code of a study is used, by row id: by all, or by what a person may see."""
    query = (
        select(Coding.code_id, func.count(), func.count(func.distinct(Passage.document_id)))
        .join(Passage, Passage.id == Coding.passage_id)
        .join(Code, Code.id == Coding.code_id)
        .where(Code.study_id == study.id)
        .group_by(Coding.code_id)
    )
    if reader is not None:
        query = query.where(counted(reader.id))
    return {number: Used(codings, texts) for number, codings, texts in db.session.execute(query)}


class Example(NamedTuple):
    """A passage shown as an example of its code."""

    coding: str
    document: str
    words: str
    language: str


def _words() -> Any:
    return func.substr(Document.text, Passage.start + 1, Passage.end - Passage.start)


def examples(
    study: Study, states: tuple[str, ...], reader: Account, code: Code | None = None
) -> dict[int, list[Example]]:
    """The examples of a study's codes (or of one) that a person may see, by row id, of texts in
    these states.
    """
    query = (
        select(Coding.code_id, Coding.public_id, Document.public_id, _words(), Document.language)
        .join(CodeExample, CodeExample.coding_id == Coding.id)
        .join(Passage, Passage.id == Coding.passage_id)
        .join(Document, Document.id == Passage.document_id)
        .where(Document.study_id == study.id, Document.state.in_(states), shown_to(reader.id))
        .order_by(CodeExample.at, CodeExample.coding_id)
    )
    found: dict[int, list[Example]] = defaultdict(list)
    for number, *rest in db.session.execute(
        query.where(Coding.code_id == code.id) if code else query
    ):
        found[number].append(Example(*rest))
    return found


def shown_as_examples(code: Code) -> set[str]:
    """Public ids of the codings of a code that are examples of it."""
    query = (
        select(Coding.public_id)
        .join(CodeExample, CodeExample.coding_id == Coding.id)
        .where(Coding.code_id == code.id)
    )
    return set(db.session.scalars(query))


def alike(one: Any, other: Any) -> ColumnElement[bool]:
    """Two codings of a passage that one person made, or that are of one agreed version."""
    return and_(
        other.passage_id == one.passage_id, other.coder_id == one.coder_id,
        other.settled == one.settled,
    )  # fmt: skip


def shared(source: Code, target: Code) -> int:
    """How many codings of two codes a merge would join: same passage, same person."""
    other = aliased(Coding)
    query = (
        select(func.count())
        .select_from(Coding)
        .join(other, alike(Coding, other))
        .where(Coding.code_id == source.id, other.code_id == target.id)
    )
    return db.session.scalar(query) or 0


class Held(NamedTuple):
    """A passage that has a code, whoever put it there."""

    id: str
    number: int
    words: str
    language: str
    document: str
    codings: int


def passages(
    code: Code, states: tuple[str, ...], reader: Account, after: str = "", limit: int = PAGE + 1
) -> Sequence[Held]:
    """The passages of a code that a person may see, in the order they were made, after one."""
    query = (
        select(
            Passage.public_id, Passage.id, _words(), Document.language, Document.public_id,
            func.count(Coding.id),
        )
        .join(Coding, Coding.passage_id == Passage.id)
        .join(Document, Document.id == Passage.document_id)
        .where(Coding.code_id == code.id, Document.state.in_(states), shown_to(reader.id))
        .group_by(Passage.id, Document.id)
        .order_by(Passage.id)
        .limit(limit)
    )  # fmt: skip
    if after:
        last = select(Passage.id).where(Passage.public_id == after).scalar_subquery()
        query = query.where(Passage.id > last)
    return [Held(*row) for row in db.session.execute(query)]
