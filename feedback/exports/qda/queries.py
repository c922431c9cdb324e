"""Reads of the files for other tools: who said what, and what was coded in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding.double.queries import shown_to
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.db import db
from feedback.exports.research.queries import documents_within, in_batches, stream
from feedback.exports.scope import Scope

ORDERS = {
    "text": (Document.public_id,),
    "person": (Document.origin_room, Document.origin_id, Document.part, Document.public_id),
    "question": (Document.origin_room, Document.part, Document.public_id),
}
_ABOUT = (
    Document.id, Document.public_id, Document.origin_room, Document.origin_id, Document.part,
    Document.kind, Document.speaker, Document.language, Document.mode, Document.day,
    Document.site_id, Document.attributes, Document.state, Document.quotable,
)  # fmt: skip


def about(scope: Scope) -> Iterator[Any]:
    """Every text without its words, those of one person together."""
    query = select(*_ABOUT).where(*documents_within(scope)).order_by(*ORDERS["person"])
    return stream(query)


def texts(scope: Scope, by: str) -> Iterator[tuple[Any, list[Any]]]:
    """Every text with its codings, in the order of how texts are put together."""
    query = select(*_ABOUT, Document.text).where(*documents_within(scope)).order_by(*ORDERS[by])
    for batch in in_batches(stream(query)):
        codings = _codings([one.id for one in batch], scope)
        for one in batch:
            yield one, codings.get(one.id, [])


def _codings(ids: Sequence[int], scope: Scope) -> dict[int, list[Any]]:
    query = (
        select(
            Passage.document_id, Coding.public_id, Passage.start, Passage.end,
            Code.public_id.label("code"), Account.public_id.label("coder"), Coding.valence,
            Coding.memo, Coding.created_at, Coding.settled,
        )
        .join(Coding, Coding.passage_id == Passage.id)
        .join(Code, Code.id == Coding.code_id)
        .join(Account, Account.id == Coding.coder_id)
        .where(Passage.document_id.in_(ids), shown_to(scope.reader))
        .order_by(Passage.document_id, Passage.start, Passage.end, Coding.public_id)
    )  # fmt: skip
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.document_id].append(row)
    return found


def coders(scope: Scope) -> list[tuple[str, str, bool]]:
    """Ids and names of those who coded some of these texts, and whether in a signed version."""
    query = (
        select(Account.public_id, Account.name, Coding.settled)
        .join(Coding, Coding.coder_id == Account.id)
        .join(Passage, Passage.id == Coding.passage_id)
        .join(Document, Document.id == Passage.document_id)
        .where(*documents_within(scope), shown_to(scope.reader))
        .distinct()
        .order_by(Account.public_id, Coding.settled)
    )
    return [(row.public_id, row.name, row.settled) for row in db.session.execute(query)]
