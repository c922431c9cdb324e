"""Reads of the cross-reading: answers, journeys and codings, brought to the codes of today."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal, or_, select

from feedback.accounts.models import Account
from feedback.analysis import queries
from feedback.analysis.codings.queries import Field, above_pairs
from feedback.analysis.crossreading import told
from feedback.analysis.crossreading.cells import Answer, Journey, Stuck, Survey, Voice
from feedback.analysis.indicators import MEAN
from feedback.analysis.periods import EVERYTHING
from feedback.analysis.places import SitePlace, chosen, offered
from feedback.analysis.reports import QuestionReport
from feedback.analysis.results.choice import Choice
from feedback.analysis.results.queries import Source, source, those
from feedback.codebook.models import Code
from feedback.codebook.queries import successors
from feedback.coding.models import Coding
from feedback.coding.queries import Filters
from feedback.corpus.models import Document
from feedback.db import db
from feedback.instruments.definition import Definition
from feedback.instruments.models import Instrument, Version
from feedback.instruments.queries import definition_of
from feedback.journeys.fields import FRICTIONS
from feedback.journeys.models import Interview, Step, StepFriction
from feedback.studies.models import Study

SPEAKERS = ("user", "professional")


@dataclass(frozen=True)
class Asking:
    """Of which study, for whom: whoever holds the rows (`live`) is shown this moment, others
    (`account` none) what came `before` the month that has not ended."""

    study: Study
    account: Account | None
    live: bool
    threshold: int
    before: dt.date
    states: tuple[str, ...]
    tag: str = "fr"


class Book:
    """The codes of a study: which key stands for which today, and under which others."""

    def __init__(self, study: Study) -> None:
        query = select(Code.id, Code.key, Code.parent_id).where(Code.study_id == study.id)
        found = {row.id: row for row in db.session.execute(query)}
        self.now = successors(study)
        self.keys = {number: row.key for number, row in found.items()}
        self._above: dict[str, frozenset[str]] = {}
        for row in found.values():
            above, at = {row.key}, row.parent_id
            while at in found:
                above.add(found[at].key)
                at = found[at].parent_id
            self._above[row.key] = frozenset(above)

    def key(self, given: str) -> str:
        """What a key stands for now."""
        return self.now.get(given, given)

    def above(self, given: Iterable[str]) -> frozenset[str]:
        """What some keys stand for now, and all that these stand under."""
        empty: frozenset[str] = frozenset()
        return empty.union(*(self._above.get(self.key(key), empty) for key in given))


def sites(study: Study) -> list[SitePlace]:
    """Sites of the study, by name."""
    return [
        SitePlace(
            site.id, site.public_id, site.name, site.territory_id,
            site.territory.name if site.territory else "",
        )
        for site in study.sites
    ]  # fmt: skip


# --- What is answered ------------------------------------------------------------------------


def sources(asking: Asking, mine: Collection[int] | None) -> list[Source]:
    """The surveys of the study as this person may read them."""
    return [
        source(one, live=asking.live, threshold=asking.threshold, mine=mine, tag=asking.tag)
        for one in queries.surveys(asking.study)
    ]


def answers(found: Sequence[Source], book: Book, place_code: str) -> list[Answer]:
    """Every question on a dimension, at a place, over all that is shown."""
    made: list[Answer] = []
    for of in found:
        items = [item for item in of.items if item.dimension and not item.is_written]
        place = chosen(place_code, offered(of.sites, of.mine, ""))
        if not items or place is None:
            continue
        survey = Survey(of.instrument.public_id, of.instrument.title)
        for report in those(of, Choice(place, EVERYTHING), items):
            made.append(_answer(survey, report, book))
    return made


def _answer(survey: Survey, report: QuestionReport, book: Book) -> Answer:
    item = report.asked
    figure = next((one for one in report.indicators if one.unit == MEAN), None)
    if figure is None and item.kind == "yes_no":
        figure = report.main
    return Answer(survey, item, book.key(item.dimension), figure, report.n, report.closed)


# --- What is lived ---------------------------------------------------------------------------


def definitions(study: Study, kind: str = "") -> dict[int, Definition]:
    """What was ever asked in a study, by version."""
    query = (
        select(Version)
        .join(Instrument, Instrument.id == Version.instrument_id)
        .where(Instrument.study_id == study.id, Version.status != "draft")
    )
    if kind:
        query = query.where(Instrument.kind == kind)
    return {version.id: definition_of(version) for version in db.session.scalars(query)}


def asked_keys(found: Iterable[Definition]) -> set[str]:
    """Dimensions that questions, statements and fields of steps carry or offer."""
    keys: set[str] = set()
    for definition in found:
        for question in definition.questions:
            carried = [question.dimension, *(one.dimension for one in question.statements)]
            carried += [one.dimension for one in question.fields]
            keys |= {key for key in carried if key}
        keys |= offered_keys(definition)
    return keys


def offered_keys(definition: Definition) -> set[str]:
    """The dimensions on which a step of a guide may be said to have stuck."""
    return {
        option.value
        for question in definition.questions
        for one in question.fields
        if one.code == FRICTIONS
        for option in one.options
    }


def complete(asking: Asking) -> list[Any]:
    """What is true of a complete interview that may be counted for this person."""
    found = [Interview.study_id == asking.study.id, Interview.state == "complete"]
    return found if asking.live else [*found, Interview.day < asking.before]


def journeys(asking: Asking, book: Book, guides: Mapping[int, Definition]) -> list[Journey]:
    """Complete journeys with the steps that stuck somewhere."""
    offered_by = {number: book.above(offered_keys(one)) for number, one in guides.items()}
    steps: dict[int, dict[int, tuple[set[str], int | None]]] = defaultdict(dict)
    stuck = (
        select(Step.interview_id, Step.id, StepFriction.key, Step.emotion)
        .join(StepFriction, StepFriction.step_id == Step.id)
        .join(Interview, Interview.id == Step.interview_id)
        .where(*complete(asking), Step.removed_at.is_(None))
    )
    for interview, step, key, emotion in db.session.execute(stuck):
        steps[interview].setdefault(step, (set(), emotion))[0].add(key)
    told = select(Interview.id, Interview.site_id, Interview.version_id).where(*complete(asking))
    return [
        Journey(
            site or 0, offered_by.get(version, frozenset()),
            tuple(Stuck(book.above(keys), felt) for keys, felt in steps[number].values()),
        )
        for number, site, version in db.session.execute(told)
    ]  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """A step that stuck on a dimension, without its words."""

    interview: str
    pseudonym: str
    event: str
    day: dt.date
    site: str
    number: int
    channel: str
    actor: str
    emotion: int | None
    outcome: str
    keys: tuple[str, ...]
    interviewer_id: int


def moments(asking: Asking, keys: Collection[str], site: int | None) -> list[Moment]:
    """Steps of complete journeys that stuck on one of some keys, at a site or anywhere."""
    query = (
        select(Step, Interview)
        .join(Interview, Interview.id == Step.interview_id)
        .where(
            *complete(asking), Step.removed_at.is_(None),
            Step.frictions.any(StepFriction.key.in_(keys)),
        )
        .order_by(Interview.day.desc(), Interview.id, Step.position)
    )  # fmt: skip
    if site is not None:
        query = query.where(Interview.site_id == site)
    return [
        Moment(
            one.public_id, one.pseudonym, one.event, one.day, one.site.name if one.site else "",
            step.position, step.channel, step.actor, step.emotion, step.outcome,
            tuple(step.friction_keys), one.interviewer_id,
        )
        for step, one in db.session.execute(query)
    ]  # fmt: skip


# --- What is said ----------------------------------------------------------------------------


def voices(asking: Asking, by_site: bool) -> dict[str, Voice]:
    """What users and what professionals said, by code; site by site only where it matters."""
    field = Field(asking.study, asking.account, asking.states, Filters())

    def limited(query: Select[Any]) -> Select[Any]:
        query = query.where(Document.speaker.in_(SPEAKERS))
        if asking.live:
            return query
        return query.where(or_(Document.day.is_(None), Document.day < asking.before))

    found = by_code(field, (Document.speaker,), limited, by_site)
    return {one: found.get((one,), Voice()) for one in SPEAKERS}


def by_code(
    field: Field, of: tuple[Any, ...], limited: Callable[[Select[Any]], Select[Any]], by_site: bool
) -> dict[tuple[Any, ...], Voice]:
    """Persons and passages of each code (those under it included), for each value of some columns;
    all at no site, or site by site."""
    site: Any = func.coalesce(Document.site_id, 0) if by_site else literal(0)
    who = Document.origin_room, Document.origin_id
    query = field.codings(*of, site, Coding.code_id, *who, Coding.valence)
    return told.voices(db.session.execute(limited(query)), _keys_above(field.study.id))


def _keys_above(study_id: int) -> dict[int, list[str]]:
    pairs, found = above_pairs(study_id, top_only=False), defaultdict(list)
    query = select(pairs.c.code, Code.key).join(Code, Code.id == pairs.c.above)
    for code, key in db.session.execute(query):
        found[code].append(key)
    return found


# --- Words of guides -------------------------------------------------------------------------


def labels(found: Iterable[Definition]) -> dict[tuple[str, str], str]:
    """French words of the options of steps, by field and value; later guides win."""
    return {
        (one.code, option.value): option.label.get("fr", option.value)
        for definition in found
        for question in definition.questions
        for one in question.fields
        for option in one.options
    }


def events(study: Study) -> dict[str, str]:
    """What each life event is called: the title of its guide."""
    query = select(Instrument.code, Instrument.title).where(
        Instrument.study_id == study.id, Instrument.kind == "interview"
    )
    return dict(db.session.execute(query).all())
