"""A project taken into a study: all or nothing, and taken back whole while nobody built upon it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, insert, select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.codebook.filing import refi
from feedback.codebook.filing.operations import take_in
from feedback.codebook.models import Code, CodebookStep
from feedback.codebook.queries import codes as codes_of
from feedback.codebook.versions.queries import present
from feedback.coding.codebook.operations import undo as undo_book
from feedback.coding.double.models import RoundText
from feedback.coding.memos.models import Memo
from feedback.coding.models import Coding, Passage
from feedback.coding.operations import CODING, NEW, PASSAGE
from feedback.coding.taking.plan import Plan, Put, Written, tree_of
from feedback.corpus import operations as corpus
from feedback.corpus.intake import operations as intake
from feedback.corpus.intake.models import REMOVED, Import
from feedback.corpus.intake.operations import Prepared
from feedback.corpus.models import Document
from feedback.corpus.states import IMPORTED
from feedback.db import db, new_public_id, utcnow
from feedback.errors import Refused
from feedback.studies.models import Study

AT_ONCE = 500


def take(
    actor: Account, study: Study, found: Import, plan: Plan, texts: Sequence[Prepared],
    coders: Mapping[str, Account],
) -> None:  # fmt: skip
    """Write a project: new codes, texts as read, then codings and memos.

    `coders` are those of the team by the file's GUID; what others did is the actor's, who keeps
    their names in the memos.
    """
    people = _People(actor, coders, plan.users)
    step, codes = _codes(actor, study, plan)
    intake.keep(actor, found, texts)
    documents = _documents(found, plan)
    codings = _codings(plan, documents, codes, people)
    memos = _memos(study, plan, documents, codes, people)
    _mark_coded(documents)
    found.settings = {
        **found.settings, "step": step, "codings": codings, "memos": memos,
    }  # fmt: skip
    db.session.flush()
    record(
        actor, "project.taken", f"import:{found.public_id}", texts=len(texts), codings=codings,
        memos=len(memos),
    )  # fmt: skip


class _People:
    """Who did what: somebody of the team, or the actor with a name to keep."""

    def __init__(
        self, actor: Account, coders: Mapping[str, Account], names: Mapping[str, str]
    ) -> None:
        self.actor, self.coders, self.names = actor, coders, names

    def id_of(self, guid: str) -> int:
        return self.coders.get(guid, self.actor).id

    def told(self, guid: str, text: str) -> str:
        """The text, with the name of whoever is not of the team."""
        name = "" if guid in self.coders else self.names.get(guid, "")
        return f"{text}\n({name})".strip() if name else text


def _codes(actor: Account, study: Study, plan: Plan) -> tuple[str, dict[str, Code]]:
    """The codes of a file by GUID, new ones added in one act; those known stay as they are."""
    book = present(study)
    known = {refi.guid_of(code.id): code.key for code in book}
    pairs = refi.keyed(tree_of(plan), known, [code.key for code in book])
    keys = {guid: given.key for guid, given in pairs}
    taken = {code.key.lower() for code in book}
    new = [given for _, given in pairs if given.key.lower() not in taken]
    step = ""
    if new:
        take_in(actor, study, new, {})
        step = _last_step(study)
    by_key = {code.key: code for code in codes_of(study, archived=True)}
    codes = {guid: by_key[key] for guid, key in keys.items() if key in by_key}
    return step, codes


def _last_step(study: Study) -> str:
    query = select(CodebookStep.public_id).where(CodebookStep.study_id == study.id)
    return str(db.session.scalar(query.order_by(CodebookStep.id.desc()).limit(1)))


def _documents(found: Import, plan: Plan) -> dict[int, int]:
    """Row ids of the texts, by their number in the plan."""
    query = select(Document.part, Document.id).where(
        Document.origin_room == IMPORTED, Document.origin_id == found.public_id
    )
    return {int(part): number for part, number in db.session.execute(query)}


def _codings(
    plan: Plan, documents: Mapping[int, int], codes: Mapping[str, Code], people: _People
) -> int:
    """Passages then codings, some hundreds at a time; two of one person become one."""
    now = utcnow()
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    spans: dict[tuple[int, int, int], None] = {}
    for document, put in _each(plan, documents):
        code = codes.get(put.code)
        if code is None or not code.codable:
            raise Refused(
                _l("Le code « %(name)s » du livre ne se pose pas sur un passage, mais ce projet l'y pose : changez-le d'abord.", name=code.name if code else put.code)
            )  # fmt: skip
        span, coder = (document, put.start, put.end), people.id_of(put.user)
        spans[span] = None
        memo = people.told(put.user, put.memo)
        place = span, code.id, coder
        if place in rows:
            held = rows[place]
            held["memo"] = "\n".join(filter(None, dict.fromkeys((held["memo"], memo))))
            continue
        rows[place] = {
            "public_id": new_public_id(), "code_id": code.id, "coder_id": coder,
            "valence": put.valence, "memo": memo, **NEW, "created_at": _moment(put.at) or now,
        }  # fmt: skip
    made = [
        dict(zip(PASSAGE, (new_public_id(), *span), strict=True)) for span in spans
    ]  # fmt: skip
    _insert(Passage, made)
    numbers = _passages([*documents.values()])
    _insert(Coding, [{**row, "passage_id": numbers[place[0]]} for place, row in rows.items()])
    assert not rows or set(CODING) == {*next(iter(rows.values())), "passage_id"}
    return len(rows)


def _each(plan: Plan, documents: Mapping[int, int]) -> Iterator[tuple[int, Put]]:
    for number, text in enumerate(plan.texts, start=1):
        if number in documents:
            yield from ((documents[number], put) for put in text.codings)


def _insert(table: Any, rows: Sequence[dict[str, Any]]) -> None:
    for at in range(0, len(rows), AT_ONCE):
        db.session.execute(insert(table.__table__), rows[at : at + AT_ONCE])


def _passages(documents: Sequence[int]) -> dict[tuple[int, int, int], int]:
    found: dict[tuple[int, int, int], int] = {}
    for at in range(0, len(documents), AT_ONCE):
        some = Passage.document_id.in_(documents[at : at + AT_ONCE])
        query = select(Passage.document_id, Passage.start, Passage.end, Passage.id).where(some)
        found |= {(row[0], row[1], row[2]): row[3] for row in db.session.execute(query)}
    return found


def _moment(at: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(at) if at else None


def _memos(
    study: Study, plan: Plan, documents: Mapping[int, int], codes: Mapping[str, Code],
    people: _People,
) -> list[str]:  # fmt: skip
    rows = [_memo(study, one, people, about="study") for one in plan.journal]
    for guid, some in plan.code_memos.items():
        if guid in codes:
            rows += [
                _memo(study, one, people, about="code", code_id=codes[guid].id) for one in some
            ]
    for number, text in enumerate(plan.texts, start=1):
        if number in documents:
            rows += [
                _memo(
                    study, one, people, about="document" if one.start is None else "passage",
                    document_id=documents[number],
                )
                for one in text.memos
            ]  # fmt: skip
    _insert(Memo, rows)
    return [row["public_id"] for row in rows]


def _memo(study: Study, one: Written, people: _People, **about: Any) -> dict[str, Any]:
    return {
        "public_id": new_public_id(), "study_id": study.id, "author_id": people.id_of(one.user),
        "title": one.title, "text": people.told(one.user, one.text), "start": one.start,
        "end": one.end, "created_at": _moment(one.at) or utcnow(), "code_id": None,
        "document_id": None, **about,
    }  # fmt: skip


def _mark_coded(documents: Mapping[int, int]) -> None:
    coded = select(Passage.document_id)
    numbers = [*documents.values()]
    for at in range(0, len(numbers), AT_ONCE):
        some = Document.id.in_(numbers[at : at + AT_ONCE]), Document.id.in_(coded)
        db.session.execute(Document.__table__.update().where(*some).values(coded=True))


# --- Taken back ----------------------------------------------------------------------------


def untouched(found: Import) -> bool:
    """True while the texts hold what the project brought and nothing else."""
    mine = select(Document.id).where(
        Document.origin_room == IMPORTED, Document.origin_id == found.public_id
    )
    codings = (
        select(func.count())
        .select_from(Coding)
        .join(Passage, Passage.id == Coding.passage_id)
        .where(Passage.document_id.in_(mine))
    )
    others = select(Memo.id).where(
        Memo.document_id.in_(mine), Memo.public_id.not_in(found.settings.get("memos", []))
    )
    newer = select(Document.id).where(
        Document.origin_room == IMPORTED, Document.origin_id == found.public_id,
        Document.generation > 1,
    )  # fmt: skip
    drawn = select(RoundText.document_id).where(RoundText.document_id.in_(mine))
    left = any(db.session.scalar(q.limit(1)) is not None for q in (others, newer, drawn))
    return not left and db.session.scalar(codings) == found.settings.get("codings")


def take_back(actor: Account, study: Study, found: Import) -> bool:
    """Undo it: texts, codings and memos leave; returns whether its codes could leave too."""
    if not untouched(found):
        raise Refused(
            _l("On a travaillé sur ces textes depuis : on ne peut plus reprendre ce projet, seulement retirer ses textes.")
        )  # fmt: skip
    documents = corpus.of_origin(IMPORTED, found.public_id)
    if documents:
        corpus.call_back(documents[0])
    where = (Document.origin_room == IMPORTED, Document.origin_id == found.public_id)
    memos = found.settings.get("memos", [])
    for at in range(0, len(memos), AT_ONCE):
        some = Memo.public_id.in_(memos[at : at + AT_ONCE])
        db.session.execute(delete(Memo).where(Memo.study_id == study.id, some))
    db.session.execute(delete(Document).where(*where))
    found.state = REMOVED
    db.session.flush()
    record(actor, "project.taken_back", f"import:{found.public_id}", texts=len(documents))
    return _codes_leave(actor, study, found.settings.get("step", ""))


def _codes_leave(actor: Account, study: Study, step: str) -> bool:
    if not step:
        return True
    try:
        with db.session.begin_nested():
            undo_book(actor, study, step)
    except Refused:
        return False  # somebody uses them, or built upon them
    return True
