"""Reads of journeys that are read together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from feedback.analysis.crossreading.masks import NOWHERE
from feedback.analysis.crossreading.queries import Asking, Book, complete
from feedback.analysis.grid import ALL, Cell, Sum, closed
from feedback.analysis.journeys.aligned import Told
from feedback.db import db
from feedback.journeys.models import Interview, Step

KINDS = {"acteur": "actor", "canal": "channel"}  # what makes the kind of a step, by address


def events(asking: Asking) -> dict[str, int]:
    """How many complete journeys of each event, most first.

    For those who hold no row, events of few journeys are left out, and those that would tell
    how few beside the number of all.
    """
    query = select(Interview.event, func.count()).where(*complete(asking)).group_by(Interview.event)
    found: dict[str, int] = dict(db.session.execute(query).all())
    if not asking.live:
        bases = {Cell(event, ALL): n for event, n in found.items()}
        whole = Cell(NOWHERE, ALL)  # the number of all is shown by the cross-reading
        bases[whole] = sum(found.values())
        parts = tuple(Cell(event, ALL) for event in found)
        hidden = closed(bases, [Sum(whole, parts)], asking.threshold, fixed=frozenset({whole}))
        found = {event: n for event, n in found.items() if Cell(event, ALL) not in hidden}
    return dict(Counter(found).most_common())


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
