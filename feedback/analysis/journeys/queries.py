"""Reads of journeys that are read together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from feedback.analysis.crossreading.queries import (
    Asking,
    Book,
    complete,
    definitions,
    offered_keys,
)
from feedback.analysis.grid import ALL, Cell, Sum, closed
from feedback.analysis.heard.masks import NOWHERE
from feedback.analysis.journeys.aligned import Together, Told, together
from feedback.analysis.journeys.kept import kept, together_of
from feedback.analysis.thresholds import is_small
from feedback.db import db
from feedback.journeys.models import Interview, Step
from feedback.studies.shown.queries import units as shown_units
from feedback.studies.shown.units import BASE, Unit

NONE: frozenset[str] = frozenset()
KINDS = {"acteur": "actor", "canal": "channel"}  # what makes the kind of a step, by address


def of_together(by: str) -> str:
    """The name under which journeys read together are shown."""
    return f"together:{by}"


def events(asking: Asking) -> dict[str, int]:
    """How many complete journeys of each event, most first."""
    query = select(Interview.event, func.count()).where(*complete(asking)).group_by(Interview.event)
    found: dict[str, int] = dict(db.session.execute(query).all())
    return dict(Counter(found).most_common())


def telling(
    found: Mapping[str, int], threshold: int, asked: Iterable[AbstractSet[str]] = ()
) -> set[str]:  # fmt: skip
    """Events of few journeys, and those that would tell how few beside the numbers that the
    cross-reading shows: of all, and of those `asked` about a dimension."""
    bases = {Cell(event, ALL): n for event, n in found.items()}
    sums = []
    told = [some for some in asked if not is_small(_sum(found, some), threshold)]
    for at, some in enumerate((found.keys(), *told)):
        whole = Cell(NOWHERE, ALL, str(at))
        bases[whole] = _sum(found, some)
        sums.append(Sum(whole, tuple(Cell(event, ALL) for event in some)))
    wholes = frozenset(one.whole for one in sums)
    return {cell.place for cell in closed(bases, sums, threshold, fixed=wholes)}


def _sum(found: Mapping[str, int], events: AbstractSet[str]) -> int:
    return sum(found[event] for event in events)


def asked_together(asking: Asking, book: Book) -> set[frozenset[str]]:
    """The events whose guides offer a dimension, for each that is offered to all their journeys."""
    guides = definitions(asking.study, "interview")
    query = select(Interview.event, Interview.version_id).where(*complete(asking)).distinct()
    every: dict[str, list[frozenset[str]]] = defaultdict(list)
    for event, version in db.session.execute(query):
        every[event].append(
            book.above(offered_keys(guides[version])) if version in guides else NONE
        )
    keys: dict[str, set[str]] = defaultdict(set)
    for event, offered in every.items():
        for key in NONE.union(*offered):
            keys[key].add(event if all(key in one for one in offered) else "")
    return {frozenset(events) for events in keys.values() if "" not in events}


def units(asking: Asking, book: Book) -> list[Unit]:
    """What the journeys of each event say, as it is to be shown to those who hold no row."""
    found = events(asking)
    hidden = telling(found, asking.threshold, asked_together(asking, book))
    return [
        kept(of_together(by), event, together(journeys(asking, book, event, by)), event in hidden)
        for by in KINDS
        for event in found
    ]


def shown(study_id: int, by: str, threshold: int) -> dict[str, Together]:
    """What is shown of each event whose journeys are enough, those of most journeys first."""
    found = {
        unit.place: together_of(unit)
        for unit in shown_units(study_id, (of_together(by),)).values()
        if BASE not in unit.closed and unit.counts[BASE] >= threshold
    }
    return dict(sorted(found.items(), key=lambda one: -one[1].journeys))


def journeys(asking: Asking, book: Book, event: str, kind: str) -> Sequence[list[Told]]:
    """The steps of each complete journey of an event, in order."""
    query = (
        select(Interview)
        .where(*complete(asking), Interview.event == event)
        .options(selectinload(Interview.steps))
        .order_by(Interview.id)
    )
    return [
        [_told(step, book, KINDS[kind]) for step in one.shown_steps]
        for one in db.session.scalars(query)
    ]


def _told(step: Step, book: Book, kind: str) -> Told:
    keys = tuple(dict.fromkeys(book.key(key) for key in step.friction_keys))
    return Told(
        getattr(step, kind), step.channel, step.emotion, step.waiting_days, keys, step.outcome,
        step.take_up_form,
    )  # fmt: skip
