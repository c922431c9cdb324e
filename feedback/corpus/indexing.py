"""Search follows the texts: whatever changes a text or its state changes what search sees."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, event, inspect, select

from feedback.corpus.asking import line, signs, vector
from feedback.corpus.models import Document, DocumentWords
from feedback.db import db

FORMS = {"sqlite": line, "postgresql": vector}


def _indexed(dialect: str, document: Any) -> dict[str, Any] | None:
    marks = signs(document.study_id, document.state)
    if not marks or not document.text:
        return None
    return {"document_id": document.id, "words": FORMS[dialect](document.text, marks)}


def _write(connection: Connection, document: Document, new: bool) -> None:
    table = DocumentWords.__table__
    if not new:
        connection.execute(delete(table).where(table.c.document_id == document.id))
    row = _indexed(connection.dialect.name, document)
    if row:
        connection.execute(table.insert(), row)


@event.listens_for(Document, "after_insert")
def _enters(mapper: Any, connection: Connection, document: Document) -> None:
    _write(connection, document, new=True)


@event.listens_for(Document, "after_update")
def _changes(mapper: Any, connection: Connection, document: Document) -> None:
    state: Any = inspect(document)
    if any(state.attrs[name].history.has_changes() for name in ("text", "state")):
        _write(connection, document, new=False)


def rebuild() -> int:
    """Index every text again, from nothing; returns how many may be found."""
    dialect = db.engine.dialect.name
    db.session.execute(delete(DocumentWords))
    query = select(Document.id, Document.study_id, Document.state, Document.text)
    count, last = 0, 0
    while found := db.session.execute(
        query.where(Document.id > last).order_by(Document.id).limit(500)
    ).all():
        rows = [row for row in (_indexed(dialect, one) for one in found) if row]
        if rows:
            db.session.execute(DocumentWords.__table__.insert(), rows)
        count, last = count + len(rows), found[-1].id
    return count
