"""Reads of the researchers' workbook, all in one snapshot, in no order of arrival."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, case, func, select, text
from sqlalchemy.orm import aliased

from feedback.accounts.models import Account
from feedback.analysis.quotes.queries import kept_from_files
from feedback.codebook.models import Code
from feedback.coding.double.queries import counted, shown_to
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.corpus.states import READABLE
from feedback.db import db
from feedback.exports import words
from feedback.exports.research.answers import Row
from feedback.exports.scope import Scope
from feedback.formats.cells import LONGEST, clean, pieces
from feedback.instruments.models import Instrument, Version
from feedback.journeys.models import Interview, Step, StepFriction
from feedback.paroles.models import Parole
from feedback.responses.models import Response
from feedback.studies.models import Site, Territory

BATCH = 250  # rows held at once: more gains no time and costs memory
T = TypeVar("T")


def open_snapshot() -> None:
    """From here on, everything read is of one moment."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    db.session.execute(select(1))


def in_batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of at most `size` items."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def stream(query: Any) -> Generator[Any, None, None]:
    """Rows as the database gives them, some at a time."""
    with db.session.connection().execute(query.execution_options(yield_per=BATCH)) as rows:
        for batch in rows.partitions():
            yield from batch


# --- what is common ------------------------------------------------------------------------


def site_names(study_id: int) -> dict[int, tuple[str, str]]:
    """Name and territory of every site."""
    query = select(Site.id, Site.name, Territory.name).outerjoin(
        Territory, Territory.id == Site.territory_id
    )
    return {
        site_id: (name, territory or "") for site_id, name, territory in db.session.execute(query)
    }


def surveys(study_id: int) -> list[tuple[Instrument, list[Version]]]:
    """Surveys ever asked with their versions, oldest first."""
    query = select(Instrument).where(Instrument.study_id == study_id, Instrument.kind == "survey")
    found = db.session.scalars(query.order_by(Instrument.id)).all()
    asked = [(one, [v for v in one.versions if v.status != "draft"]) for one in found]
    return [(one, versions) for one, versions in asked if versions]


def all_versions(study_id: int) -> list[Version]:
    """Every version ever asked in the study, by instrument."""
    query = (
        select(Version)
        .join(Instrument, Instrument.id == Version.instrument_id)
        .where(Instrument.study_id == study_id, Version.status != "draft")
        .order_by(Instrument.kind.desc(), Instrument.id, Version.number)
    )
    return list(db.session.scalars(query))


def _within(scope: Scope, site: Any, day: Any) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if scope.sites is not None:
        found.append(site.in_(scope.sites))
    if scope.first is not None:
        found.append(day >= scope.first)
    if scope.last is not None:
        found.append(day <= scope.last)
    return found


# --- responses -----------------------------------------------------------------------------


def _responses(scope: Scope, instrument_id: int) -> list[ColumnElement[bool]]:
    return [
        Response.study_id == scope.study_id,
        Response.instrument_id == instrument_id,
        Response.withdrawn_at.is_(None),
        *_within(scope, Response.site_id, Response.day),
    ]


def number_of_responses(scope: Scope, instrument_id: int) -> int:
    """How many rows the sheets of answers will have."""
    query = select(func.count()).select_from(Response).where(*_responses(scope, instrument_id))
    return db.session.scalar(query) or 0


def responses(scope: Scope, instrument_id: int) -> Iterator[Row]:
    """Responses in the order of their random ids, with what was written and may be read."""
    sites, numbers = site_names(scope.study_id), _numbers(instrument_id)
    r = Response.__table__.c
    query = (
        select(
            r.public_id, r.week, r.day_uncertain, r.site_id, r.version_id, r.mode, r.language,
            r.status, r.last_step, r.counted, case((r.counted, None), else_=r.flags), r.answers,
        )
        .where(*_responses(scope, instrument_id))
        .order_by(Response.public_id)
    )  # fmt: skip
    with closing(_Texts(scope)) as texts:
        for (
            public_id, week, uncertain, site_id, version_id, mode, language, status, last_step,
            counted, flags, answers,
        ) in stream(query):  # fmt: skip
            site = sites.get(site_id, (None, None))
            common = (
                public_id, week, int(uncertain), site[0], site[1] or None, numbers[version_id],
                words.MODES.get(mode, mode), words.LANGUAGES.get(language, language),
                words.STATUSES[status], last_step or None, int(counted),
                ", ".join(words.FLAGS.get(flag, flag) for flag in flags) if flags else None,
            )  # fmt: skip
            yield Row(common, version_id, answers, texts.of(public_id))


class _Texts:
    """What was written beside responses and may be read, met in the order of their ids."""

    def __init__(self, scope: Scope) -> None:
        # The sum keeps the index of studies out of it: that of origins gives the order
        query = (
            select(Document.origin_id, Document.part, Document.text)
            .where(
                Document.origin_room == "responses", Document.study_id + 0 == scope.study_id,
                Document.state.in_(READABLE), Document.translation_of_id.is_(None),
                ~kept_from_files(Document),
            )
            .order_by(Document.origin_id)
        )  # fmt: skip
        self._found = stream(query)
        self._next = next(self._found, None)

    def of(self, public_id: str) -> dict[str, str]:
        """Texts of a response, by question; ids only go up."""
        texts: dict[str, str] = {}
        while self._next is not None and self._next[0] <= public_id:
            if self._next[0] == public_id:
                texts[self._next[1]] = self._next[2]
            self._next = next(self._found, None)
        return texts

    def close(self) -> None:
        """Texts of responses that are not in the file stay unread."""
        self._found.close()


def _numbers(instrument_id: int) -> dict[int, int]:
    query = select(Version.id, Version.number).where(Version.instrument_id == instrument_id)
    return dict(db.session.execute(query).all())


def readable(study_id: int) -> list[ColumnElement[bool]]:
    """Texts that may be in a working file: read, and not under the code of alert."""
    return [
        Document.study_id == study_id,
        Document.state.in_(READABLE),
        ~kept_from_files(Document),
    ]


# --- texts ---------------------------------------------------------------------------------


def documents_within(scope: Scope) -> list[ColumnElement[bool]]:
    """Texts of a scope that may be in a working file."""
    return [*readable(scope.study_id), *_within(scope, Document.site_id, Document.day)]


def documents(scope: Scope) -> Iterator[Any]:
    """Texts with the language and id of what they translate."""
    original = aliased(Document)
    query = (
        select(
            Document.id, Document.public_id, Document.origin_room, Document.origin_id,
            Document.part, Document.kind, Document.speaker, Document.language, Document.mode,
            Document.day, Document.site_id, Document.attributes, Document.text, Document.state,
            Document.quotable, Document.attribution, original.public_id.label("original"),
            original.language.label("from_language"),
        )
        .outerjoin(original, original.id == Document.translation_of_id)
        .where(*documents_within(scope))
        .order_by(Document.public_id)
    )  # fmt: skip
    return stream(query)


def cells_of_texts(scope: Scope) -> int:
    """Cells that the longest text takes."""
    long = (*documents_within(scope), Document.length > LONGEST // 2)
    return _cells(said for (said,) in stream(select(Document.text).where(*long)))


def cells_of_answers(scope: Scope) -> dict[str, int]:
    """Cells that the longest text takes, by question; questions where all take one are left out."""
    here = (Document.origin_room == "responses", Document.translation_of_id.is_(None))
    long = (*documents_within(scope), *here, Document.length > LONGEST // 2)
    found: dict[str, int] = {}
    for part, said in stream(select(Document.part, Document.text).where(*long)):
        found[part] = max(found.get(part, 1), len(pieces(clean(said))))
    return {part: cells for part, cells in found.items() if cells > 1}


def _cells(texts: Iterable[str]) -> int:
    return max((len(pieces(clean(said))) for said in texts), default=1)


def number_of_documents(scope: Scope) -> int:
    """How many texts."""
    query = select(func.count()).select_from(Document).where(*documents_within(scope))
    return db.session.scalar(query) or 0


def codes(study_id: int) -> list[Code]:
    """Every code of the study, archived ones too, in the order of the book."""
    query = select(Code).where(Code.study_id == study_id).order_by(Code.position, Code.id)
    return list(db.session.scalars(query))


def coded(ids: Sequence[int], scope: Scope) -> dict[int, list[tuple[int, int, str]]]:
    """Code, valence and memo of every coding of some texts that counts."""
    query = (
        select(Passage.document_id, Coding.code_id, Coding.valence, Coding.memo)
        .join(Coding, Coding.passage_id == Passage.id)
        .where(Passage.document_id.in_(ids), counted(scope.reader))
        .order_by(Passage.document_id, Passage.start, Passage.end, Coding.code_id)
    )
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for document_id, code_id, valence, memo in db.session.execute(query):
        found[document_id].append((code_id, valence, memo))
    return found


def codings(scope: Scope) -> Iterator[Any]:
    """One row per passage, code and coder."""
    query = (
        select(
            Coding.public_id, Document.public_id.label("document"), Document.origin_room,
            Document.part, Document.day, Document.site_id, Document.speaker, Document.mode,
            Document.language, Coding.code_id,
            func.substr(Document.text, Passage.start + 1, Passage.end - Passage.start).label("quote"),
            Passage.start, Passage.end, Coding.valence, Coding.memo, Account.name.label("coder"),
            Coding.created_at, Coding.to_review, Coding.settled, Coding.counts, Document.attributes,
        )
        .join(Passage, Passage.id == Coding.passage_id)
        .join(Document, Document.id == Passage.document_id)
        .join(Account, Account.id == Coding.coder_id)
        .where(*documents_within(scope), shown_to(scope.reader))
        .order_by(Coding.public_id)
    )  # fmt: skip
    return stream(query)


def number_of_codings(scope: Scope) -> int:
    """How many codings."""
    query = (
        select(func.count())
        .select_from(Coding)
        .join(Passage, Passage.id == Coding.passage_id)
        .join(Document, Document.id == Passage.document_id)
        .where(*documents_within(scope), shown_to(scope.reader))
    )
    return db.session.scalar(query) or 0


def cells_of_passages(scope: Scope) -> int:
    """Cells that the longest passage coded takes."""
    length = Passage.end - Passage.start
    query = (
        select(func.substr(Document.text, Passage.start + 1, length))
        .select_from(Passage)
        .join(Document, Document.id == Passage.document_id)
        .join(Coding, Coding.passage_id == Passage.id)
        .where(*documents_within(scope), shown_to(scope.reader), length > LONGEST // 2)
    )
    return _cells(said for (said,) in stream(query))


def code_counts(scope: Scope) -> dict[int, tuple[int, int]]:
    """Codings and texts of each code."""
    query = (
        select(Coding.code_id, func.count(), func.count(Document.id.distinct()))
        .join(Passage, Passage.id == Coding.passage_id)
        .join(Document, Document.id == Passage.document_id)
        .where(*documents_within(scope), counted(scope.reader))
        .group_by(Coding.code_id)
    )
    return {code_id: (n, texts) for code_id, n, texts in db.session.execute(query)}


# --- journeys and paroles ------------------------------------------------------------------


def _interviews(scope: Scope) -> list[ColumnElement[bool]]:
    return [
        Interview.study_id == scope.study_id,
        Interview.state == "complete",
        *_within(scope, Interview.site_id, Interview.day),
    ]


def steps(scope: Scope) -> Iterator[tuple[Interview, Step]]:
    """Steps of complete interviews, interviews in the order of their random ids."""
    query = (
        select(Interview, Step)
        .join(Step, Step.interview_id == Interview.id)
        .where(*_interviews(scope), Step.removed_at.is_(None))
        .order_by(Interview.public_id, Step.position)
    )
    for found in db.session.execute(query):
        yield found.Interview, found.Step


def number_of_steps(scope: Scope) -> int:
    """How many steps."""
    query = (
        select(func.count())
        .select_from(Step)
        .join(Interview, Interview.id == Step.interview_id)
        .where(*_interviews(scope), Step.removed_at.is_(None))
    )
    return db.session.scalar(query) or 0


def frictions(scope: Scope) -> dict[str, int]:
    """How many steps stuck on each code."""
    query = (
        select(StepFriction.key, func.count())
        .join(Step, Step.id == StepFriction.step_id)
        .join(Interview, Interview.id == Step.interview_id)
        .where(*_interviews(scope), Step.removed_at.is_(None))
        .group_by(StepFriction.key)
    )
    return dict(db.session.execute(query).all())


def origin_texts(study_id: int, room: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Texts that came from a room and may be read, with their state, by origin and part."""
    query = select(Document.origin_id, Document.part, Document.text, Document.state).where(
        *readable(study_id), Document.origin_room == room, Document.translation_of_id.is_(None)
    )
    return {
        (origin, part): (said, state) for origin, part, said, state in db.session.execute(query)
    }


def alerted(study_id: int, room: str) -> set[str]:
    """Things of a room with a text under the code of alert: no word of them leaves."""
    query = select(Document.origin_id).where(
        Document.study_id == study_id, Document.origin_room == room, kept_from_files(Document)
    )
    return set(db.session.scalars(query))


def _paroles(scope: Scope) -> list[ColumnElement[bool]]:
    day = func.coalesce(Parole.context_date, Parole.received_on)
    inside = _within(Scope(scope.study_id, None, scope.first, scope.last), None, day)
    return [Parole.study_id == scope.study_id, Parole.withdrawn_at.is_(None), *inside]


def paroles(scope: Scope) -> Iterator[Parole]:
    """Paroles in the order of their random ids; none when sites are chosen: they have no site."""
    if scope.sites is None:
        query = select(Parole).where(*_paroles(scope)).order_by(Parole.public_id)
        yield from db.session.scalars(query)


def number_of_paroles(scope: Scope) -> int:
    """How many paroles."""
    if scope.sites is not None:
        return 0
    query = select(func.count()).select_from(Parole).where(*_paroles(scope))
    return db.session.scalar(query) or 0


def week_of(day: dt.date | None) -> dt.date | None:
    """Monday of a day's week: files never tell the day."""
    return day - dt.timedelta(days=day.weekday()) if day else None
