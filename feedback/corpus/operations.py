"""What happens to texts: received, indexed, withdrawn, their originals purged."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from feedback.accounts.operations import record
from feedback.corpus import indexing
from feedback.corpus.models import Document, Original, Turn, Withdrawal
from feedback.corpus.states import TO_READ, WITHDRAWN, months_after
from feedback.db import db
from feedback.formats import transcripts
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.notice import months_unread

rebuild_search = indexing.rebuild


def receive(
    *, study_id: int, site_id: int | None, origin: tuple[str, str], part: str, kind: str,
    speaker: str, language: str, mode: str, day: dt.date | None, text: str, quotable: bool,
    attribution: str = "", attributes: Mapping[str, Any] | None = None,
) -> Document:  # fmt: skip
    """A text enters the corpus, normalised once, to be read by a moderator.

    The turns of a transcript are found at the same time, over the very text that is kept.
    """
    kept = normalise(text).strip()
    document = Document(
        study_id=study_id, site_id=site_id, origin_room=origin[0], origin_id=origin[1], part=part,
        kind=kind, speaker=speaker, language=language, mode=mode, day=day, text=kept,
        length=len(kept), quotable=quotable, attribution=attribution,
        attributes=dict(attributes or {}),
    )  # fmt: skip
    if kind == "transcript":
        document.turns = [
            Turn(number=t.number, speaker=t.speaker[:1], start=t.start, end=t.end)
            for t in transcripts.parse(kept).turns
        ]
    db.session.add(document)
    db.session.flush()
    return document


def of_origin(room: str, origin_id: str) -> Sequence[Document]:
    """Documents that came from one thing of another room."""
    query = select(Document).where(Document.origin_room == room, Document.origin_id == origin_id)
    return db.session.scalars(query).all()


def parts_written(room: str, study_id: int) -> dict[str, set[str]]:
    """Which parts were written, by origin id, for all of a study."""
    query = select(Document.origin_id, Document.part).where(
        Document.origin_room == room, Document.study_id == study_id
    )
    found: dict[str, set[str]] = defaultdict(set)
    for origin_id, part in db.session.execute(query):
        found[origin_id].add(part)
    return found


def withdraw(room: str, origin_id: str) -> int:
    """A person takes back what they said: texts and originals erased; returns how many texts.

    Passages and codings go with the text (`coding/models.py` listens).
    """
    return withdraw_texts(of_origin(room, origin_id))


def withdraw_texts(documents: Sequence[Document]) -> int:
    """The same for some texts of one origin."""
    for document in documents:
        _erase(document)
    if documents:
        call_back(documents[0])
    db.session.flush()
    return len(documents)


def _erase(document: Document) -> None:
    """Nothing is left of the text, here or sealed apart."""
    empty(document, WITHDRAWN)
    document.quotable, document.attribution, document.turns = False, "", []
    db.session.execute(delete(Original).where(Original.document_id == document.id))


def call_back(document: Document) -> None:
    """Files that hold what came with this text, as it was until now, are destroyed."""
    db.session.add(
        Withdrawal(
            study_id=document.study_id, origin_room=document.origin_room,
            origin_id=document.origin_id,
        )
    )  # fmt: skip


def permit(room: str, origin_id: str, quotable: bool) -> None:
    """A person allows quoting, or takes it back: then what was validated waits again."""
    documents = [d for d in of_origin(room, origin_id) if d.state != "withdrawn"]
    for document in documents:
        document.quotable = quotable
        if not quotable and document.state == "validated":
            document.state, document.validated_by, document.validated_at = "read", None, None
    if documents and not quotable:  # files made before may quote it
        call_back(documents[0])
    db.session.flush()


def empty(document: Document, state: str) -> None:
    """The text can no longer be read by anybody, here or in a search."""
    document.state, document.text, document.length = state, "", 0


def purge_originals(today: dt.date) -> int:
    """Destroy the sealed originals whose date has come; returns how many."""
    gone = delete(Original).where(Original.purge_on <= today).returning(Original.document_id)
    return len(db.session.execute(gone).all())


def purge_unread(today: dt.date, most: int = 500) -> int:
    """Erase texts nobody has read within the time their study announces; returns how many.

    At most `most` of each study: the caller goes on, in transactions that stay short.
    """
    gone = 0
    for study in db.session.scalars(select(Study)):
        last = months_after(today, -months_unread(study.notice)) + dt.timedelta(days=1)
        received = Document.created_at < dt.datetime.combine(last, dt.time(), dt.UTC)
        waiting = Document.study_id == study.id, Document.state == TO_READ, received
        late = db.session.scalars(select(Document).where(*waiting).limit(most)).all()
        for document in late:
            _erase(document)
        if late:
            record(None, "texts.expired", f"study:{study.public_id}", texts=len(late))
        gone += len(late)
    db.session.flush()
    return gone


def mark_coded(document_id: int) -> None:
    """Others hold places in the text from now on."""
    document = Document.__table__
    db.session.execute(
        document.update()
        .where(document.c.id == document_id, document.c.coded.is_(False))
        .values(coded=True)
    )
