"""Reads of coding: what to code next, what is coded, by whom; one code across all texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, or_, select

from feedback.accounts.acts import ACTS
from feedback.accounts.models import Account, Grant
from feedback.codebook.conventions import COLOURS
from feedback.codebook.models import Code
from feedback.coding.double.queries import counted, finished_by, is_hidden, shown_to
from feedback.coding.layers import Mark, in_lanes
from feedback.coding.lists.queries import assigned_to, coded_by, coded_by_nobody, of_survey
from feedback.coding.models import Coding, Passage, RemovedCoding
from feedback.corpus.models import Document
from feedback.corpus.queries import Wanted, ids, total
from feedback.db import Direct, db
from feedback.errors import NotAllowed
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import reachable

PAGE = 50
RECENT = 6  # under 1 to 6; suggestions are under 7 to 9


class Person(NamedTuple):
    """Somebody by their row id: all that the hot path needs to know of them."""

    id: int


class Place(NamedTuple):
    """A text to code in, as the hot path needs it."""

    id: int
    public_id: str
    study_id: int
    kind: str
    language: str
    text: str
    length: int
    coded: bool


class Label(NamedTuple):
    """A code to put, as the hot path needs it."""

    id: int
    study_id: int
    key: str
    name: str
    codable: bool
    archived_at: Any


@dataclass(frozen=True)
class Filters:
    """What the person filters texts by, as the address holds it."""

    q: str = ""
    nature: str = ""
    etat: str = ""  # of `ETATS`
    lieu: str = ""
    langue: str = ""
    qui: str = ""
    du: str = ""
    au: str = ""
    questionnaire: str = ""
    question: str = ""
    fini: str = ""  # public id of who has said the text finished
    statut: str = ""  # read, or validated

    def as_address(self) -> dict[str, Any]:
        """Those filled, for the links of the page."""
        return {name: value for name, value in vars(self).items() if value}

    @property
    def rare(self) -> bool:
        """True when one of those folded away is filled."""
        names = ("langue", "qui", "du", "au", "questionnaire", "question", "fini", "statut")
        return any(getattr(self, name) for name in names)


def filters_of(args: Mapping[str, str]) -> Filters:
    """Filters of an address; what is too long or unknown asks for nothing."""
    names = Filters.__dataclass_fields__
    found = {name: normalise(args.get(name, ""))[:200] for name in names}
    if args.get("reste") == "1":  # addresses kept from before there were other states
        found["etat"] = "reste"
    return Filters(**found)


def wanted(study: Study, states: tuple[str, ...], filters: Filters) -> Wanted:
    """The texts one may code: of a foreign text and its translation, the translation."""
    site = next((s.id for s in study.sites if s.public_id == filters.lieu), None)
    states = (filters.statut,) if filters.statut in states else states
    return Wanted(
        study_id=study.id, states=states, kind=filters.nature, language=filters.langue,
        site_id=site, question=filters.q, one_of_two=True, speaker=filters.qui,
        part=filters.question, first=day_of(filters.du), last=day_of(filters.au),
    )  # fmt: skip


def day_of(said: str) -> dt.date | None:
    """A day as an address writes it; anything else is none."""
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None


def not_coded_by(coder: Account) -> ColumnElement[bool]:
    """Texts in which the person coded nothing yet."""
    return Document.id.not_in(coded_by(coder.id))


def conditions(coder: Account, filters: Filters) -> list[ColumnElement[bool]]:
    """The filters that coding adds to those of the corpus."""
    state = {
        "reste": lambda: not_coded_by(coder),
        "moi": lambda: Document.id.in_(coded_by(coder.id)),
        "personne": coded_by_nobody,
        "attribues": lambda: assigned_to(coder.id),
    }.get(filters.etat)
    found = [state()] if state else []
    if filters.questionnaire:
        found.append(of_survey(filters.questionnaire))
    if filters.fini:
        found.append(Document.id.in_(finished_by(filters.fini)))
    return found


def following(
    document: Document, here: Wanted, *more: ColumnElement[bool], back: bool = False
) -> Document | None:
    """The next text of the list (or the one before)."""
    found = ids(here, document.id, 1, *more, backwards=back)
    return db.session.get(Document, found[0]) if found else None


def next_uncoded(
    coder: Account, document: Document, here: Wanted, *more: ColumnElement[bool]
) -> Document | None:
    """The next text the person has not coded, from here on, then from the start."""
    left = not_coded_by(coder)
    other = Document.id != document.id
    found = ids(here, document.id, 1, left, *more) or ids(here, None, 1, left, other, *more)
    return db.session.get(Document, found[0]) if found else None


def progress(coder: Account, here: Wanted, *more: ColumnElement[bool]) -> tuple[int, int]:
    """How many texts the person has coded, of how many."""
    return total(here, Document.id.in_(coded_by(coder.id)), *more), total(here, *more)


def counts_of(documents: Sequence[Any], coder: Account) -> dict[int, tuple[int, int]]:
    """Codings by the person, and all those she may see, in each of some texts."""
    if not documents:
        return {}
    own = and_(Coding.coder_id == coder.id, ~Coding.settled)
    mine = func.sum(func.coalesce(own.cast(db.Integer), 0))
    query = (
        select(Passage.document_id, mine, func.count())
        .join(Coding, Coding.passage_id == Passage.id)
        .where(Passage.document_id.in_([d.id for d in documents]), counted(coder.id))
        .group_by(Passage.document_id)
    )
    return {number: (int(own), int(every)) for number, own, every in db.session.execute(query)}


def hue(colour: str) -> int:
    """The number of a colour in the palette; an unknown one counts as the last."""
    return COLOURS.index(colour) if colour in COLOURS else len(COLOURS) - 1


_marks = Direct(
    select(
        Coding.public_id, Passage.start, Passage.end, Code.key, Code.name, Code.colour,
        Coding.valence, Coding.memo, Account.name, Coding.coder_id, Coding.to_review,
        Coding.settled,
    )
    .join(Passage, Passage.id == Coding.passage_id)
    .join(Code, Code.id == Coding.code_id)
    .join(Account, Account.id == Coding.coder_id)
    .where(Passage.document_id == bindparam("document"), or_(~Coding.settled, Coding.counts))
)  # fmt: skip


def marks(document: Document | Place, coder: Account | Person, others: bool) -> list[Mark]:
    """The codings of a text, one's own or everybody's, each in its lane.

    Whoever codes a text blind sees her own alone, whatever she asks.
    """
    rows = _marks.all(db.session.connection(), {"document": document.id})
    me = coder.id
    others = others and not is_hidden(document.id, me)
    found = [
        Mark(
            id=row[0], start=row[1], end=row[2], key=row[3], name=row[4], hue=hue(row[5]),
            valence=row[6], memo=row[7], coder=row[8], mine=row[9] == me and not row[11],
            to_review=row[10], signed=row[11],
        )
        for row in rows
        if others or (row[9] == me and not row[11])
    ]  # fmt: skip
    return in_lanes(found)


def others_count(document: Document, coder: Account) -> int:
    """How many codings of a text are other people's."""
    query = (
        select(func.count())
        .select_from(Coding)
        .join(Passage, Passage.id == Coding.passage_id)
        .where(
            Passage.document_id == document.id,
            shown_to(coder.id),
            or_(Coding.coder_id != coder.id, Coding.settled),
        )
    )
    return db.session.scalar(query) or 0


def recent_codes(study: Study, coder: Account) -> list[Code]:
    """The codes the person used last in a study, each once."""
    last = (
        select(Coding.code_id, Coding.id)
        .where(Coding.coder_id == coder.id)
        .order_by(Coding.id.desc())
        .limit(200)
        .subquery()
    )
    query = (
        select(Code)
        .join(last, last.c.code_id == Code.id)
        .where(Code.study_id == study.id, Code.archived_at.is_(None))
        .group_by(Code.id)
        .order_by(func.max(last.c.id).desc())
        .limit(RECENT)
    )
    return list(db.session.scalars(query))


# Built once: putting a statement together costs as much as running it.
_held = select(Grant.id).where(
    Grant.account_id == bindparam("person"),
    Grant.study_id == Document.study_id,
    Grant.role.in_([literal(role) for role in sorted(ACTS["code"])]),
)
_place = Direct(
    select(
        *(getattr(Document, name) for name in Place._fields),
        *(getattr(Code, name) for name in Label._fields),
    )
    .outerjoin(Code, and_(Code.study_id == Document.study_id, Code.key == bindparam("key")))
    .where(
        Document.public_id == bindparam("public_id"),
        Document.state.in_([bindparam("state"), bindparam("other_state")]),
        _held.exists(),
    )
)


def place(
    person: Person, public_id: str, key: str, states: tuple[str, ...]
) -> tuple[Place, Label | None]:
    """A text within a person's reach and the code of a key in its study, in one statement."""
    given = {
        "person": person.id, "public_id": public_id, "key": key, "state": states[0],
        "other_state": states[-1],
    }  # fmt: skip
    row = _place.run(db.session.connection(), given)
    if row is None:
        raise NotAllowed
    found, code = row[: len(Place._fields)], row[len(Place._fields) :]
    return Place(*found), Label(*code) if code[0] is not None else None


def coding(account: Account, public_id: str, states: tuple[str, ...]) -> Coding:
    """One coding in a text within reach, or NotAllowed."""
    mine = reachable(account, "code").with_only_columns(Study.id)
    found = db.session.scalar(
        select(Coding)
        .join(Passage, Passage.id == Coding.passage_id)
        .join(Document, Document.id == Passage.document_id)
        .where(
            Coding.public_id == public_id, Document.state.in_(states), Document.study_id.in_(mine)
        )
    )
    if found is None:
        raise NotAllowed
    return found


def removed(account: Account, public_id: str) -> RemovedCoding:
    """A removal of the person's own, or NotAllowed."""
    found = db.session.get(RemovedCoding, public_id)
    if found is None or found.coder_id != account.id:
        raise NotAllowed
    return found


# --- One code across the texts ---------------------------------------------------------------


@dataclass(frozen=True)
class Quote:
    """A coded passage, with what is needed to judge it."""

    id: str
    words: str
    document: str
    kind: str
    language: str
    day: Any
    quotable: bool
    state: str
    valence: int
    memo: str
    coder: str
    to_review: bool
    translation_of: int | None

    @property
    def translated(self) -> bool:
        """True when the words are a translation's."""
        return self.translation_of is not None


def quotes(
    code: Code, states: tuple[str, ...], reader: Account, others: bool, valence: int | None,
    before: str | None, limit: int = PAGE,
) -> list[Quote]:  # fmt: skip
    """Passages of a code, latest first, before one of them; the words alone are fetched.

    The reader's own, or with `others` all those she may see.
    """
    query = _quotes(code, states, reader, others, valence).order_by(Coding.id.desc()).limit(limit)
    if before:
        last = select(Coding.id).where(Coding.public_id == before, Coding.code_id == code.id)
        query = query.where(Coding.id < last.scalar_subquery())
    return [Quote(*row) for row in db.session.execute(query).all()]


def _own(reader: Account, others: bool) -> ColumnElement[bool]:
    mine = and_(Coding.coder_id == reader.id, ~Coding.settled)
    return counted(reader.id) if others else mine


def _quotes(
    code: Code, states: tuple[str, ...], reader: Account, others: bool, valence: int | None
) -> Select[Any]:
    words = func.substr(Document.text, Passage.start + 1, Passage.end - Passage.start)
    query = (
        select(
            Coding.public_id, words, Document.public_id, Document.kind, Document.language,
            Document.day, Document.quotable, Document.state, Coding.valence, Coding.memo,
            Account.name, Coding.to_review, Document.translation_of_id,
        )
        .join(Passage, Passage.id == Coding.passage_id)
        .join(Document, Document.id == Passage.document_id)
        .join(Account, Account.id == Coding.coder_id)
        .where(Coding.code_id == code.id, Document.state.in_(states), _own(reader, others))
    )  # fmt: skip
    return query if valence is None else query.where(Coding.valence == valence)


def valences(code: Code, states: tuple[str, ...], reader: Account, others: bool) -> dict[int, int]:
    """How many passages of a code with each valence."""
    query = (
        select(Coding.valence, func.count())
        .join(Passage, Passage.id == Coding.passage_id)
        .join(Document, Document.id == Passage.document_id)
        .where(Coding.code_id == code.id, Document.state.in_(states), _own(reader, others))
        .group_by(Coding.valence)
    )
    return dict(db.session.execute(query).all())
