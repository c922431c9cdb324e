"""What happens to imports: read, taken in at once, taken back, withdrawn, forgotten."""

from __future__ import annotations

import base64
import datetime as dt
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert, select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.corpus import operations as corpus
from feedback.corpus.asking import signs
from feedback.corpus.indexing import FORMS
from feedback.corpus.intake import queries
from feedback.corpus.intake.models import KEPT, REMOVED, SEEN, Import, ImportedText
from feedback.corpus.intake.reading import MOST_SIGNS, Ready
from feedback.corpus.models import Document, DocumentWords, Turn
from feedback.corpus.sealing import seal, unseal
from feedback.corpus.states import IMPORTED, READ, TO_READ, WITHDRAWN
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.formats import transcripts
from feedback.studies.models import Study

HELD = dt.timedelta(days=1)  # how long what was read waits to be taken in
AT_ONCE = 200


def see(actor: Account, study: Study, said: str, key: str, project: str = "") -> Import:
    """Hold what was read, sealed, until it is taken in; the person's others are dropped.

    `project` names that of another tool, kept apart from mere texts.
    """
    if study.archived_at:
        raise Refused(_l("Cette étude est archivée."), "file")
    if len(said) > 2 * MOST_SIGNS:
        raise Refused(
            _l("Il y a trop de texte pour un seul import : partagez-le en plusieurs."), "file"
        )
    others = (Import.study_id == study.id, Import.account_id == actor.id, Import.state == SEEN)
    for other in db.session.scalars(select(Import).where(*others)):
        if bool(other.settings.get("project")) == bool(project):
            db.session.delete(other)
    shut = base64.b64encode(zlib.compress(said.encode())).decode("ascii")
    settings = {"project": project} if project else {}
    found = Import(
        study_id=study.id, account_id=actor.id, sealed=seal(shut, key), settings=settings
    )  # fmt: skip
    db.session.add(found)
    db.session.flush()
    return found


def held(found: Import, key: str) -> str:
    """What was read."""
    return zlib.decompress(base64.b64decode(unseal(found.sealed, key))).decode()


@dataclass(frozen=True)
class Prepared:
    """A text with all that is stored of it, worked out before the database is locked."""

    row: dict[str, Any]
    turns: list[dict[str, Any]]
    words: Any
    mark: str


def prepare(
    found: Import, ready: Sequence[Ready], marks: Sequence[str], quotable: bool,
    read_by: Account | None = None,
) -> list[Prepared]:  # fmt: skip
    """The rows of the texts that are not left out; `read_by` says who has read them already."""
    state: dict[str, Any] = {"state": TO_READ}
    if read_by is not None:
        state = {
            "state": READ, "read_by": read_by.id, "read_at": utcnow(), "handlers": [read_by.id],
        }  # fmt: skip
    form, scope = FORMS[db.engine.dialect.name], signs(found.study_id, state["state"])
    return [
        Prepared({**_row(found, one, quotable), **state}, _turns(one), form(one.text, scope), mark)
        for one, mark in zip(ready, marks, strict=True)
        if not one.reason
    ]


def _row(found: Import, one: Ready, quotable: bool) -> dict[str, Any]:
    return {
        "study_id": found.study_id, "site_id": one.site, "origin_room": IMPORTED,
        "origin_id": found.public_id, "part": str(one.number), "kind": one.kind,
        "speaker": one.speaker, "language": one.language, "mode": "", "day": one.day,
        "attributes": dict(one.attributes), "text": one.text, "length": len(one.text),
        "quotable": quotable,
    }  # fmt: skip


def _turns(one: Ready) -> list[dict[str, Any]]:
    if one.kind != "transcript":
        return []
    return [
        {"number": t.number, "speaker": t.speaker[:1], "start": t.start, "end": t.end}
        for t in transcripts.parse(one.text).turns
    ]


def keep(actor: Account, found: Import, texts: Sequence[Prepared]) -> int:
    """Take the texts into the corpus, all of them or none; each waits to be read."""
    if not texts:
        raise Refused(_l("Il n'y a aucun texte à enregistrer."))
    if queries.known_marks([one.mark for one in texts]):
        raise Refused(
            _l("Des textes sont arrivés entre-temps par un autre import : regardez à nouveau.")
        )
    connection = db.session.connection()
    connection.execute(insert(Document.__table__), [one.row for one in texts])
    where = (Document.origin_room == IMPORTED, Document.origin_id == found.public_id)
    numbers = {row.part: row.id for row in connection.execute(
        select(Document.__table__.c.part, Document.__table__.c.id).where(*where))}  # fmt: skip
    placed = [(numbers[one.row["part"]], one) for one in texts]
    words = [{"document_id": number, "words": one.words} for number, one in placed]
    connection.execute(insert(DocumentWords.__table__), words)
    turns = [{"document_id": number, **turn} for number, one in placed for turn in one.turns]
    if turns:
        connection.execute(insert(Turn.__table__), turns)
    marks = [{"document_id": n, "import_id": found.id, "mark": one.mark} for n, one in placed]
    connection.execute(insert(ImportedText.__table__), marks)
    found.state, found.sealed, found.texts = KEPT, "", len(texts)
    db.session.flush()
    record(actor, "texts.imported", f"import:{found.public_id}", texts=len(texts))
    return len(texts)


def take_back(actor: Account, found: Import) -> int:
    """Undo an import: its texts leave as if they had never come; refused once one is coded."""
    if not queries.untouched(found):
        raise Refused(
            _l(
                "Des textes de cet import sont codés : on ne peut plus le reprendre, seulement le retirer."
            )
        )
    documents = corpus.of_origin(IMPORTED, found.public_id)
    if documents:
        corpus.call_back(documents[0])
    where = (Document.origin_room == IMPORTED, Document.origin_id == found.public_id)
    db.session.execute(delete(Document).where(*where))
    found.state = REMOVED
    db.session.flush()
    record(actor, "texts.import_taken_back", f"import:{found.public_id}", texts=len(documents))
    return len(documents)


def withdraw_some(actor: Account, found: Import) -> int:
    """Withdraw the texts of an import with their codings, some at a time; none left, it is told."""
    where = (Document.origin_room == IMPORTED, Document.origin_id == found.public_id)
    left = select(Document).where(*where, Document.state != WITHDRAWN).limit(AT_ONCE)
    documents = db.session.scalars(left).all()
    if not documents:
        found.state = REMOVED
        record(actor, "texts.import_withdrawn", f"import:{found.public_id}", texts=found.texts)
    return corpus.withdraw_texts(documents)


def withdraw_one(actor: Account, found: Import, document: Document) -> None:
    """Withdraw one text of an import, and what was coded in it."""
    corpus.withdraw_texts([document])
    record(actor, "text.withdrawn", f"document:{document.public_id}")


def purge_unkept(now: dt.datetime) -> None:
    """Forget what was read and never taken in."""
    db.session.execute(delete(Import).where(Import.state == SEEN, Import.created_at < now - HELD))
