"""Reads of the sentences that may be quoted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from feedback.codebook.models import Code
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.corpus.states import VALIDATED
from feedback.db import db
from feedback.instruments.languages import direction, html_lang

ALERT = "Z1"  # texts with this code leave in no file


@dataclass(frozen=True)
class Quote:
    """A sentence as it may be quoted; `translated_from` names the language it was said in."""

    text: str
    speaker: str
    kind: str
    language: str
    day: dt.date | None
    attribution: str
    site_id: int | None
    translated_from: str = ""
    origin_room: str = ""

    @property
    def lang(self) -> str:
        """The `lang` attribute of the text."""
        return html_lang(self.language)

    @property
    def dir(self) -> str:
        """The direction of the text."""
        return direction(self.language)


def _alerted() -> Any:
    """Ids of the texts with the code of alert, whoever put it there."""
    return (
        select(Passage.document_id)
        .join(Coding, Coding.passage_id == Passage.id)
        .join(Code, Code.id == Coding.code_id)
        .where(Code.key == ALERT)
    )


def kept_from_files(document: Any) -> ColumnElement[bool]:
    """A text with the code of alert, or whose original or translation has it.

    Lists of ids, read once, rather than a look at each text's neighbours.
    """
    linked = aliased(Document)
    originals = select(linked.translation_of_id).where(
        linked.translation_of_id.is_not(None), linked.id.in_(_alerted())
    )
    return or_(
        document.id.in_(_alerted()),
        func.coalesce(document.translation_of_id, 0).in_(_alerted()),
        document.id.in_(originals),
    )


def quotable(study_id: int) -> list[ColumnElement[bool]]:
    """What must be true of a text that leaves as a quote; of a translation, of both texts."""
    original = aliased(Document)
    permitted = select(original.id).where(
        original.id == Document.translation_of_id,
        original.quotable,
        original.state == VALIDATED,
        original.danger_at.is_(None),
    )
    return [
        Document.study_id == study_id,
        Document.state == VALIDATED,
        Document.kind != "transcript",
        Document.quotable.is_(True),
        Document.danger_at.is_(None),
        ~kept_from_files(Document),
        or_(Document.translation_of_id.is_(None), permitted.correlate(Document).exists()),
    ]


def quotes(study_id: int, sites: Collection[int] | None, limit: int | None = None) -> list[Quote]:
    """Sentences that may be quoted, latest validated first; of some sites, or of any."""
    other = aliased(Document)
    query = (
        select(Document, other.language)
        .outerjoin(other, other.id == Document.translation_of_id)
        .where(*_said(study_id, sites))
        .order_by(Document.validated_at.desc(), Document.id.desc())
    )
    rows = db.session.execute(query.limit(limit) if limit else query)
    return [quote_of(document, source) for document, source in rows]


def quote_of(document: Document, source: str | None) -> Quote:
    """A text as a quote; `source` is the language it was translated from, if it was."""
    return Quote(
        document.text, document.speaker, document.kind, document.language, document.day,
        document.attribution, document.site_id, source or "", document.origin_room,
    )  # fmt: skip


def number_of_quotes(study_id: int, sites: Collection[int] | None) -> int:
    """How many sentences `quotes` gives."""
    query = select(func.count()).select_from(Document).where(*_said(study_id, sites))
    return db.session.scalar(query) or 0


def _said(study_id: int, sites: Collection[int] | None) -> list[ColumnElement[bool]]:
    """Where a French translation may be quoted, it stands for the foreign text."""
    french = aliased(Document)
    translated = (
        select(french.id)
        .where(french.translation_of_id == Document.id, french.state == VALIDATED, french.quotable)
        .correlate(Document)
        .exists()
    )
    found = [*quotable(study_id), ~translated]
    if sites is not None:
        found.append(or_(Document.site_id.in_(sites), Document.site_id.is_(None)))
    return found
