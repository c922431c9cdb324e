"""Reads of the themes of comments: of this moment, or as shown to those who hold no row."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from feedback.accounts.models import Account
from feedback.analysis.codings.queries import Field, above_pairs
from feedback.analysis.crossreading.cells import Voice
from feedback.analysis.crossreading.queries import by_code
from feedback.analysis.grid import ALL
from feedback.analysis.heard import placed
from feedback.analysis.heard.queries import of_comments
from feedback.analysis.queries import surveys
from feedback.analysis.quotes.queries import Quote, quotable, quote_of
from feedback.analysis.results.choice import Choice
from feedback.analysis.results.queries import Source
from feedback.analysis.themes.ranked import Label, Themes, ranked
from feedback.codebook.conventions import ALERT, OFF_TOPIC
from feedback.codebook.models import Code
from feedback.coding.models import Coding
from feedback.coding.queries import Filters
from feedback.corpus.models import Document
from feedback.db import db
from feedback.responses.models import DOUBTED, Response
from feedback.studies.models import Study
from feedback.studies.shown.queries import units

LATEST = 200  # coded sentences looked through for those to quote


@dataclass(frozen=True)
class Asking:
    """The answers in words to a question, for whom; `before`: what others than holders of rows
    see ends there."""

    of: Source
    choice: Choice
    question: str
    study: Study
    account: Account
    states: tuple[str, ...]
    before: dt.date


def themes(asking: Asking) -> Themes | None:
    """The themes of a question; none where nothing may be told.

    Whoever holds the rows sees the choice. Others see the order of themes over all that is shown
    of a place: counts of a question beside those of the cross-reading, which rest on more texts,
    would give away the few of the others.
    """
    labels = _labels(asking.study)
    if asking.of.live:
        return _live(asking, labels)
    return _shown(asking, labels) if is_whole(asking.choice) else None


def is_whole(choice: Choice) -> bool:
    """True when nothing but a place is chosen."""
    return choice.period.code == ALL and not choice.split


def _labels(study: Study) -> list[Label]:
    query = select(Code.key, Code.name, Code.colour).where(
        Code.study_id == study.id, Code.codable, Code.archived_at.is_(None),
        Code.key.not_in((ALERT, OFF_TOPIC)),
    )  # fmt: skip
    return [Label(*row) for row in db.session.execute(query)]


def _live(asking: Asking, labels: Sequence[Label]) -> Themes | None:
    field = Field(asking.study, asking.account, asking.states, Filters())
    here = _conditions(asking)
    voice = by_code(field, (), lambda query: query.where(*here), by_site=False).get((), Voice())
    return ranked(labels, lambda key: voice.of(key, None), _quotes(asking, here), True)


def _shown(asking: Asking, labels: Sequence[Label]) -> Themes | None:
    least, where = asking.of.threshold, asking.choice.place.grid
    what = of_comments(asking.of.instrument.id, asking.question)
    unit = units(asking.study.id, place=where).get((what, where))
    quotes = _quotes(asking, [*_conditions(asking), Document.day < asking.before])
    return ranked(labels, lambda key: placed.said(unit, key, least), quotes, False)


def _conditions(asking: Asking) -> list[ColumnElement[bool]]:
    """Answers of the choice. Texts know their place; the answer itself is looked up only for what
    it alone knows, since few of a million answers hold a text."""
    choice, of = asking.choice, asking.of.instrument
    left_out = select(Response.public_id).where(
        Response.study_id == asking.study.id, DOUBTED, Response.counted.is_(False)
    )
    found: list[ColumnElement[bool]] = [
        Document.origin_room == "responses", Document.part == asking.question,
        Document.origin_id.not_in(left_out),
    ]  # fmt: skip
    if choice.place.grid != ALL:
        found.append(Document.site_id.in_(choice.place.site_ids))
    answer: list[ColumnElement[bool]] = []
    if len(surveys(asking.study)) > 1:
        answer.append(Response.instrument_id == of.id)
    if choice.period.span:
        answer += [Response.day.between(*choice.period.span), ~Response.day_uncertain]
    if choice.split:
        answer.append(getattr(Response, choice.split) == choice.value)
    if answer:
        found.append(exists().where(Response.public_id == Document.origin_id, *answer))
    return found


def _quotes(asking: Asking, here: Sequence[ColumnElement[bool]]) -> dict[str, list[Quote]]:
    """Answers that may be quoted, latest first, by code."""
    reader = asking.account if asking.of.live else None
    field, other = Field(asking.study, reader, asking.states, Filters()), aliased(Document)
    pairs = above_pairs(asking.study.id, top_only=False)
    query = (
        field.codings(Document, Code.key, other.language)
        .join(pairs, pairs.c.code == Coding.code_id)
        .join(Code, Code.id == pairs.c.above)
        .outerjoin(other, other.id == Document.translation_of_id)
        .where(*here, *quotable(asking.study.id))
        .order_by(Document.validated_at.desc(), Document.id.desc())
        .limit(LATEST)
    )
    found: dict[str, list[Quote]] = defaultdict(list)
    for document, key, source in db.session.execute(query):
        one = quote_of(document, source)
        if one not in found[key]:
            found[key].append(one)
    return found
