"""Reads of what the codings say, of those that a person may see and count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal_column,
    select,
)

from feedback.accounts.models import Account
from feedback.analysis.quotes.queries import quotable
from feedback.codebook.models import Code
from feedback.coding.double.queries import counted
from feedback.coding.lists.queries import of_survey
from feedback.coding.models import Coding, Passage
from feedback.coding.queries import Filters, wanted
from feedback.corpus import queries as texts
from feedback.corpus.models import Document
from feedback.db import db
from feedback.studies.models import Site, Study, Territory

PAGE = 50
PERSON = Document.origin_room.concat(":").concat(Document.origin_id)
_GIVEN = ("event", "theme", "job", "actor", "channel")  # among those that texts bring along


@dataclass(frozen=True)
class Field:
    """What is looked at: the codings of a study a person may see (none: that count for all), in
    texts chosen by filters."""

    study: Study
    reader: Account | None
    states: tuple[str, ...]
    filters: Filters

    @property
    def texts(self) -> list[ColumnElement[bool]]:
        """The texts, whether coded or not."""
        asked = wanted(self.study, self.states, self.filters)
        found = [
            Document.study_id == self.study.id, Document.state.in_(asked.states),
            *texts.conditions(asked),
        ]  # fmt: skip
        survey = self.filters.questionnaire
        return [*found, of_survey(survey)] if survey else found

    def codings(self, *columns: Any) -> Select[Any]:
        """Columns of the codings, joined to their passage and text."""
        return (
            select(*columns)
            .select_from(Coding)
            .join(Passage, Passage.id == Coding.passage_id)
            .join(Document, Document.id == Passage.document_id)
            .where(*self.texts, counted(self.reader.id if self.reader else None))
        )


def above_pairs(study_id: int, top_only: bool) -> Any:
    """Each code with every code it stands under, itself first; or with the topmost alone."""
    pairs = (
        select(Code.id.label("code"), Code.id.label("above"), Code.parent_id.label("next"))
        .where(Code.study_id == study_id)
        .cte("above_codes", recursive=True)
    )
    pairs = pairs.union_all(
        select(pairs.c.code, Code.id, Code.parent_id).join(Code, Code.id == pairs.c.next)
    )
    found = select(pairs.c.code, pairs.c.above)
    return (found.where(pairs.c.next.is_(None)) if top_only else found).subquery()


class Count(NamedTuple):
    """How many codings, in how many texts, of how many persons."""

    codings: int = 0
    texts: int = 0
    persons: int = 0


class Frequency(NamedTuple):
    """How often a code was put, codes under it included, and with which valence."""

    counts: Count
    minus: int
    zero: int
    plus: int


_COUNTS = (
    func.count(), func.count(Document.id.distinct()), func.count(PERSON.distinct()),
)  # fmt: skip


def frequencies(field: Field, top_only: bool) -> tuple[dict[int, Frequency], Count]:
    """What each code counts, by row id, and all codes together."""
    above = above_pairs(field.study.id, top_only)
    valences = (func.sum(case((Coding.valence == v, 1), else_=0)) for v in (-1, 0, 1))
    query = field.codings(above.c.above, *_COUNTS, *valences)
    query = query.join(above, above.c.code == Coding.code_id).group_by(above.c.above)
    found = {
        row[0]: Frequency(Count(*row[1:4]), *map(int, row[4:])) for row in db.session.execute(query)
    }
    return found, Count(*db.session.execute(field.codings(*_COUNTS)).one())


def _attribute(name: str) -> Any:
    """The column of an attribute of texts."""
    column = {
        "site": Site.name, "territory": Territory.name, "kind": Document.kind,
        "speaker": Document.speaker, "language": Document.language, "mode": Document.mode,
        "month": func.substr(cast(Document.day, String), 1, 7),
    }.get(name)  # fmt: skip
    return Document.attributes[name].as_string() if column is None else column


ATTRIBUTES = ("site", "territory", "kind", "speaker", "language", "mode", "month", *_GIVEN)


@dataclass(frozen=True)
class Crossed:
    """Codes against the values of an attribute; `whole` counts what was coded at all."""

    values: tuple[str, ...]
    cells: Mapping[int, Mapping[str, Count]]
    whole: Mapping[str, Count]


def crossed(field: Field, attribute: str, top_only: bool) -> Crossed:
    """Counts of each code with each value; texts without the attribute stand under ""."""
    above, value = above_pairs(field.study.id, top_only), func.coalesce(_attribute(attribute), "")
    where = (Site, Site.id == Document.site_id), (Territory, Territory.id == Site.territory_id)
    query = field.codings(above.c.above, value.label("value"), *_COUNTS)
    query = query.join(above, above.c.code == Coding.code_id)
    whole = field.codings(value.label("value"), *_COUNTS)
    for table, on in where if attribute in ("site", "territory") else ():
        query, whole = query.outerjoin(table, on), whole.outerjoin(table, on)
    by: Any = literal_column("value")
    cells: dict[int, dict[str, Count]] = defaultdict(dict)
    for code, said, *numbers in db.session.execute(query.group_by(above.c.above, by)):
        cells[code][said] = Count(*numbers)
    sums = {row[0]: Count(*row[1:]) for row in db.session.execute(whole.group_by(by))}
    order = sorted(sums) if attribute == "month" else sorted(sums, key=lambda v: -sums[v].texts)
    return Crossed(tuple(order), cells, sums)


def spans(field: Field, top_only: bool) -> list[tuple[int, int, int, int]]:
    """Text, code, start and end of every coding, text by text; or the topmost code instead."""
    query = field.codings(Document.id, Coding.code_id, Passage.start, Passage.end)
    found = db.session.execute(query.order_by(Document.id)).all()
    if not top_only:
        return [tuple(row) for row in found]  # type: ignore[misc]
    top = _tops(field.study.id)
    return [(text, top[code], start, end) for text, code, start, end in found]


def _tops(study_id: int) -> dict[int, int]:
    above = above_pairs(study_id, top_only=True)
    return dict(db.session.execute(select(above.c.code, above.c.above)).all())


def by_date(field: Field, top_only: bool) -> list[tuple[int, int]]:
    """Text and code of every coding, texts in the order of their dates, then as they came."""
    query = field.codings(Document.id, Coding.code_id).order_by(
        Document.day.nulls_last(), Document.id, Coding.code_id
    )
    found = db.session.execute(query).all()
    top = _tops(field.study.id) if top_only else None
    return [(text, top[code] if top else code) for text, code in found]


def documents(numbers: Sequence[int]) -> dict[int, Any]:
    """Some texts without their words, by row id."""
    query = select(Document.id, Document.public_id, Document.kind, Document.day).where(
        Document.id.in_(numbers)
    )
    return {row.id: row for row in db.session.execute(query)}


class Found(NamedTuple):
    """A coded passage, with what is needed to judge and to quote it."""

    id: str
    number: int
    words: str
    document: str
    kind: str
    speaker: str
    language: str
    day: Any
    attribution: str
    permitted: bool
    state: str
    leaves: bool  # permitted, validated by two, kept back by nothing
    valence: int
    key: str
    name: str
    colour: str
    coder: str
    translation_of: int | None


def quotes(
    field: Field, code: Code | None, valence: int | None, before: str = "", limit: int = PAGE + 1
) -> list[Found]:
    """Passages of a code and those under it, or of all, latest first, before one of them."""
    words = func.substr(Document.text, Passage.start + 1, Passage.end - Passage.start)
    query = _chosen(
        field,
        field.codings(
            Coding.public_id, Coding.id, words, Document.public_id, Document.kind,
            Document.speaker, Document.language, Document.day, Document.attribution,
            Document.quotable, Document.state, and_(*quotable(field.study.id)), Coding.valence,
            Code.key, Code.name, Code.colour, Account.name, Document.translation_of_id,
        ).join(Account, Account.id == Coding.coder_id),
        code, valence,
    )  # fmt: skip
    if before:
        last = select(Coding.id).where(Coding.public_id == before).scalar_subquery()
        query = query.where(Coding.id < last)
    return [Found(*row) for row in db.session.execute(query.order_by(Coding.id.desc()).limit(limit))]  # fmt: skip


def _chosen(field: Field, query: Select[Any], code: Code | None, valence: int | None) -> Select[Any]:  # fmt: skip
    query = query.join(Code, Code.id == Coding.code_id)
    if code is not None:
        above = above_pairs(field.study.id, top_only=False)
        below = select(above.c.code).where(above.c.above == code.id)
        query = query.where(Coding.code_id.in_(below))
    return query if valence is None else query.where(Coding.valence == valence)


def how_many(field: Field, code: Code | None, valence: int | None) -> int:
    """How many such passages."""
    return db.session.scalar(_chosen(field, field.codings(func.count()), code, valence)) or 0


def concordance(field: Field, limit: int) -> Iterator[Any]:
    """Texts that hold what is searched."""
    asked = wanted(field.study, field.states, field.filters)
    survey = field.filters.questionnaire
    yield from texts.page(asked, None, limit, *([of_survey(survey)] if survey else []))
