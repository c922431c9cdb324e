"""The sheet of memos: the journal, and what was written about codes, texts and passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select

from feedback.coding.memos import queries as memos
from feedback.coding.memos.models import Memo
from feedback.corpus.models import Document
from feedback.db import db
from feedback.exports.research.queries import documents_within
from feedback.exports.scope import Scope
from feedback.formats.columns import Column

ABOUT = {"study": "étude (journal)", "code": "code", "document": "texte", "passage": "passage"}
COLUMNS = (
    Column("memo", "Mémo", width=13), Column("sur", "Sur", width=14, shared=True),
    Column("code", "Code", width=9, shared=True), Column("verbatim", "Verbatim", width=13),
    Column("debut", "Début", "integer", width=8), Column("fin", "Fin", "integer", width=8),
    Column("passage", "Passage", width=50, wrap=True), Column("titre", "Titre", width=30, wrap=True),
    Column("texte", "Texte", width=70, wrap=True), Column("auteur", "Écrit par", width=20, shared=True),
    Column("ecrit_le", "Écrit le", "date", width=12), Column("lies", "Mémos liés", width=26),
)  # fmt: skip


def within(scope: Scope) -> list[Memo]:
    """Memos of a study that may be in a working file: those about a text go where it goes."""
    ids = set(db.session.scalars(select(Document.id).where(*documents_within(scope))))
    found = memos.all_of(scope.study_id, scope.reader)
    return [one for one in found if one.document_id is None or one.document_id in ids]


def rows(scope: Scope) -> Iterator[tuple[Any, ...]]:
    """One row per memo, oldest first."""
    found = within(scope)
    known, links = {one.public_id for one in found}, defaultdict(list)
    for one, two in memos.links(scope.study_id):
        if one in known and two in known:
            links[one].append(two)
            links[two].append(one)
    for memo in found:
        yield (
            memo.public_id, ABOUT[memo.about], memo.code.key if memo.code else None,
            memo.document.public_id if memo.document else None, memo.start, memo.end,
            memo.words or None, memo.title or None, memo.text, memo.author.name,
            memo.created_at.date(), ", ".join(links[memo.public_id]) or None,
        )  # fmt: skip


def by_target(found: Iterable[Memo]) -> dict[str, list[Memo]]:
    """Memos by the public id of the code or text they are about; the journal is under none."""
    held: dict[str, list[Memo]] = defaultdict(list)
    for memo in found:
        target = memo.code or memo.document
        if target is not None:
            held[target.public_id].append(memo)
    return held
