"""What coders do: put a code on a passage, change it, take it away and back.

The hot path (`add`) is written with Core: a few statements, whatever the size of the corpus.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.codebook.conventions import ALERT
from feedback.codebook.models import Code
from feedback.coding.double.models import Finished, RoundText
from feedback.coding.double.queries import codes_of, locked
from feedback.coding.double.tree import under
from feedback.coding.memos import operations as memos
from feedback.coding.models import Coding, Passage, RemovedCoding
from feedback.coding.passages import BadStretch, check, trimmed
from feedback.corpus.masking import EditMap, Mask
from feedback.corpus.models import Document, Turn
from feedback.corpus.moderation import operations as moderation
from feedback.corpus.operations import call_back, mark_coded
from feedback.db import INSERTS, Direct, db, insert_for, new_public_id, utcnow
from feedback.errors import Refused
from feedback.formats.text import normalise

LONGEST_MEMO = 5_000
VALENCES = (-1, 0, 1)
# Columns filled by coding a passage
PASSAGE = ("public_id", "document_id", "start", "end")
CODING = (
    "public_id", "passage_id", "code_id", "coder_id", "valence", "memo", "to_review", "settled",
    "counts", "created_at",
)  # fmt: skip
NEW = {"to_review": False, "settled": False, "counts": True}


def add(
    coder: Any, document: Any, start: int, end: int, code: Any, valence: int = 0,
    memo: str = "", turns: Sequence[Turn] = (), questions: bool = False,
) -> str:  # fmt: skip
    """Code a passage; the same code again changes its valence and memo. Returns its public id.

    `turns` are those of a transcript: the interviewer's words are taken in only with `questions`.
    Coder, text and code may be rows as well as the things themselves (`queries.place`).
    """
    _check_code(document, code)
    _check_open(document, code, coder.id)
    memo = normalise(memo).strip()
    _check_note(valence, memo)
    check_stretch(document, start, end, ())
    start, end = trimmed(document.text, start, end)
    check_stretch(document, start, end, () if questions else turns)
    connection = db.session.connection()
    kept = {
        "public_id": new_public_id(), "passage_id": passage_at(document.id, start, end),
        "code_id": code.id, "coder_id": coder.id, "valence": valence, "memo": memo, **NEW,
        "created_at": utcnow(),
    }  # fmt: skip
    found = _statements(connection.dialect.name).coding[bool(memo)].run(connection, kept)
    if not document.coded:
        mark_coded(document.id)
    _alert(document.id, code)
    return str(found[0]) if found else ""


@dataclass(frozen=True)
class _Statements:
    """What coding a passage runs, made once; `coding` by whether a memo was written."""

    passage: Direct
    coding: Mapping[bool, Direct]


@cache
def _statements(dialect: str) -> _Statements:
    new: Any = INSERTS[dialect]
    passage, coding = Passage.__table__, Coding.__table__
    said = new(coding)
    again = {
        memo: said.on_conflict_do_update(
            index_elements=["passage_id", "code_id", "coder_id", "settled"],
            set_={
                name: said.excluded[name] for name in ("valence", "to_review", "memo")[: 2 + memo]
            },
        )
        for memo in (False, True)
    }
    stretch = new(passage).on_conflict_do_nothing().returning(passage.c.id)
    return _Statements(
        Direct(stretch, PASSAGE),
        {memo: Direct(one.returning(coding.c.public_id), CODING) for memo, one in again.items()},
    )


def _alert(document_id: int, code: Any) -> None:
    """A text with the code of alert leaves in no file, nor stays in one already made."""
    if code.key == ALERT:
        call_back(db.session.get_one(Document, document_id))


def _check_code(document: Any, code: Any) -> None:
    if code.study_id != document.study_id or not code.codable or code.archived_at:
        raise Refused(_l("Choisissez un code du livre de codes de cette étude."), "code")


def _check_open(document: Any, code: Any, coder: int) -> None:
    """What several compare stays as each said it: from "finished" on, and once it is signed."""
    held = locked(document.id, coder)
    if held is None:
        return
    branch, signed = held
    if branch and code.id not in under(codes_of(document.study_id), branch):
        return
    if signed:
        raise Refused(
            _l("Les codages de ce texte sont signés : rouvrez-les pour en changer."), "code"
        )
    raise Refused(
        _l("Vous avez dit ce texte fini : reprenez-le pour en changer les codes."), "code"
    )


def check_stretch(document: Any, start: int, end: int, turns: Sequence[Turn]) -> None:
    """Refuse a stretch outside the text, or over a question of the interviewer."""
    try:
        check(document.length, start, end, turns)
    except BadStretch as bad:
        words = {
            "outside": _l("Ce passage n'est pas dans le texte."),
            "questions": _l("Ce passage prend une question de l'enquêteur : suivez « Coder aussi les questions », ou choisissez moins de mots."),
        }  # fmt: skip
        raise Refused(words[bad.kind], "passage") from bad


def _check_note(valence: int, memo: str) -> None:
    if valence not in VALENCES:
        raise Refused(_l("La valence est −, 0 ou +."), "valence")
    if len(memo) > LONGEST_MEMO:
        raise Refused(
            _l("Ce mémo est trop long (%(max)d caractères au plus).", max=LONGEST_MEMO), "memo"
        )


def passage_at(document_id: int, start: int, end: int) -> int:
    """The row of a passage, made when it is new."""
    connection = db.session.connection()
    made = {"public_id": new_public_id(), "document_id": document_id, "start": start, "end": end}
    found = _statements(connection.dialect.name).passage.run(connection, made)
    if found is not None:
        return int(found[0])
    there = (Passage.document_id == document_id, Passage.start == start, Passage.end == end)
    return db.session.scalar(select(Passage.id).where(*there)) or 0


def change(coder: Account, coding: Coding, valence: int, memo: str) -> None:
    """Change what one's own coding says; it is no longer to review."""
    check_own(coder, coding)
    memo = normalise(memo).strip()
    _check_note(valence, memo)
    coding.valence, coding.memo, coding.to_review = valence, memo, False
    db.session.flush()


def check_own(coder: Account, coding: Coding) -> None:
    """Refuse what is another person's, or closed."""
    if coding.coder_id != coder.id or coding.settled:
        raise Refused(_l("Ce codage est celui d'une autre personne."))
    passage = db.session.get_one(Passage, coding.passage_id)
    _check_open(db.session.get_one(Document, passage.document_id), coding.code, coder.id)


def remove(coder: Account, coding: Coding) -> None:
    """Take one's own coding away; it is kept aside so that one may take it back."""
    check_own(coder, coding)
    passage = coding.passage
    document = db.session.get_one(Document, passage.document_id)
    db.session.add(
        RemovedCoding(
            public_id=coding.public_id, document_id=document.id, start=passage.start,
            end=passage.end, code_id=coding.code_id, coder_id=coder.id, valence=coding.valence,
            memo=coding.memo,
        )
    )  # fmt: skip
    db.session.execute(delete(Coding).where(Coding.id == coding.id))
    leave_empty(passage.id)
    db.session.flush()
    record(coder, "coding.removed", f"document:{document.public_id}", coding=coding.public_id)


def leave_empty(passage_id: int) -> None:
    """A passage without coding does not stay."""
    left = select(Coding.id).where(Coding.passage_id == passage_id).limit(1)
    if db.session.scalar(left) is None:
        db.session.execute(delete(Passage).where(Passage.id == passage_id))


def put_back(coder: Account, removed: RemovedCoding) -> None:
    """Take a removal back, as the coding was."""
    if removed.coder_id != coder.id:
        raise Refused(_l("Ce codage est celui d'une autre personne."))
    document = db.session.get_one(Document, removed.document_id)
    code = db.session.get_one(Code, removed.code_id)
    _check_code(document, code)
    _check_open(document, code, coder.id)
    kept = insert_for(Coding).values(
        public_id=removed.public_id, code_id=code.id, coder_id=coder.id, valence=removed.valence,
        passage_id=passage_at(document.id, removed.start, removed.end), memo=removed.memo, **NEW,
        created_at=utcnow(),
    )  # fmt: skip
    db.session.execute(kept.on_conflict_do_nothing())
    db.session.delete(removed)
    _alert(document.id, code)
    db.session.flush()
    record(coder, "coding.put_back", f"document:{document.public_id}", coding=removed.public_id)


# --- A name missed in a text already coded --------------------------------------------------


def supersede(actor: Account, document: Document, masks: Sequence[Mask], key: str) -> Document:
    """The masked text takes the older one's place; codings follow, those touched to review."""
    newer, edits = moderation.supersede(actor, document, masks, key)
    passages = db.session.scalars(
        select(Passage).where(Passage.document_id == document.id).order_by(Passage.id)
    ).all()
    for passage in passages:
        _carry(passage, newer, edits)
    for table in (RoundText, Finished):
        moved = update(table).where(table.document_id == document.id)
        db.session.execute(moved.values(document_id=newer.id))
    db.session.execute(delete(RemovedCoding).where(RemovedCoding.document_id == document.id))
    memos.follow(document, newer, edits)
    db.session.flush()
    return newer


def _carry(passage: Passage, newer: Document, edits: EditMap) -> None:
    start, end, touched = edits.forward(passage.start, passage.end)
    target = passage_at(newer.id, start, end)
    held = select(Coding.code_id, Coding.coder_id, Coding.settled)
    known = {tuple(row) for row in db.session.execute(held.where(Coding.passage_id == target))}
    table = Coding.__table__
    for coding in db.session.scalars(select(Coding).where(Coding.passage_id == passage.id)).all():
        if (coding.code_id, coding.coder_id, coding.settled) in known:
            continue  # two passages became one, and it already says so
        review = coding.to_review or touched
        values = {"passage_id": target, "to_review": review}
        db.session.execute(table.update().where(table.c.id == coding.id).values(values))
    db.session.execute(delete(Passage).where(Passage.id == passage.id))
