"""What happens to texts: received, masked, read, validated, translated, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from feedback.corpus.models import Document, Turn, Withdrawal
from feedback.db import db
from feedback.formats.text import normalise
from feedback.formats.transcripts import Turn as Spoken


def receive(
    *, study_id: int, site_id: int | None, origin: tuple[str, str], part: str, kind: str,
    speaker: str, language: str, mode: str, day: dt.date | None, text: str, quotable: bool,
    attribution: str = "", attributes: Mapping[str, Any] | None = None,
    turns: Sequence[Spoken] = (),
) -> Document:  # fmt: skip
    """A text enters the corpus, normalised once, to be read by a moderator.

    `turns` are those of the normalised, trimmed text.
    """
    kept = normalise(text).strip()
    document = Document(
        study_id=study_id, site_id=site_id, origin_room=origin[0], origin_id=origin[1], part=part,
        kind=kind, speaker=speaker, language=language, mode=mode, day=day, text=kept,
        length=len(kept), quotable=quotable, attribution=attribution,
        attributes=dict(attributes or {}),
        turns=[Turn(number=t.number, speaker=t.speaker, start=t.start, end=t.end) for t in turns],
    )  # fmt: skip
    db.session.add(document)
    db.session.flush()
    return document


def of_origin(room: str, origin_id: str) -> Sequence[Document]:
    """Documents that came from one thing of another room."""
    query = select(Document).where(
        Document.origin_room == room, Document.origin_id == origin_id
    )
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
    """A person takes back what they said: texts erased, codings gone; returns how many texts."""
    documents = of_origin(room, origin_id)
    for document in documents:
        document.state, document.text, document.length = "withdrawn", "", 0
        document.quotable = False
    if documents:
        db.session.add(
            Withdrawal(study_id=documents[0].study_id, origin_room=room, origin_id=origin_id)
        )
    db.session.flush()
    return len(documents)
