"""Reads of the themes of comments: of this moment, or as shown to those who hold no row."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased

from feedback.accounts.models import Account
from feedback.analysis.codings.queries import Field, above_pairs
from feedback.analysis.crossreading.queries import by_code
from feedback.analysis.grid import ALL
from feedback.analysis.heard import placed
from feedback.analysis.heard.queries import of_comments
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
from feedback.responses.models import Response
from feedback.studies.models import Study
from feedback.studies.shown.queries import units

LATEST = 200  # coded sentences looked through for those to quote


@dataclass(frozen=True)
class Asking:
    """Whose comments, for whom; `before`: what others than holders of rows see ends there."""

    of: Source
    choice: Choice
    study: Study
    account: Account
    states: tuple[str, ...]
    before: dt.date


def themes(asking: Asking) -> dict[str, Themes]:
    """The themes of each question answered in words, by its code.

    Whoever holds the rows sees the choice. Others see the order of themes over all that is shown
    of a place: counts of a question beside those of the cross-reading, which rest on more texts,
    would give away the few of the others.
    """
    labels = _labels(asking.study)
    if asking.of.live:
        return _live(asking, labels)
    return _shown(asking, labels) if is_whole(asking.choice) else {}


def is_whole(choice: Choice) -> bool:
    """True when nothing but a place is chosen."""
    return choice.period.code == ALL and not choice.split


def _labels(study: Study) -> list[Label]:
    query = select(Code.key, Code.name, Code.colour).where(
        Code.study_id == study.id, Code.codable, Code.archived_at.is_(None),
        Code.key.not_in((ALERT, OFF_TOPIC)),
    )  # fmt: skip
    return [Label(*row) for row in db.session.execute(query)]


def _live(asking: Asking, labels: Sequence[Label]) -> dict[str, Themes]:
    field = Field(asking.study, asking.account, asking.states, Filters())
    here = _conditions(asking)

    def limited(query: Select[Any]) -> Select[Any]:
        return query.join(Response, Response.public_id == Document.origin_id).where(*here)

    voices = by_code(field, (Document.part,), limited, by_site=False)
    quotes = _quotes(asking, here)
    found = {
        question: ranked(labels, lambda key, v=voice: v.of(key, None), quotes[question], True)  # type: ignore[misc]
        for (question,), voice in voices.items()
    }
    return {question: one for question, one in found.items() if one}


def _shown(asking: Asking, labels: Sequence[Label]) -> dict[str, Themes]:
    least, where = asking.of.threshold, asking.choice.place.grid
    kept = units(asking.study.id, place=where)
    quotes = _quotes(asking, [*_conditions(asking), Response.day < asking.before])
    found = {}
    for question in {item.question for item in asking.of.items if item.is_written}:
        unit = kept.get((of_comments(asking.of.instrument.id, question), where))
        told = ranked(
            labels, lambda key, u=unit: placed.said(u, key, least), quotes[question], False  # type: ignore[misc]
        )  # fmt: skip
        if told:
            found[question] = told
    return found


def _conditions(asking: Asking) -> list[ColumnElement[bool]]:
    """Answers of the choice."""
    choice = asking.choice
    found: list[ColumnElement[bool]] = [
        Document.origin_room == "responses", Response.counted.is_(True),
        Response.instrument_id == asking.of.instrument.id,
    ]  # fmt: skip
    if choice.place.grid != ALL:
        found.append(Response.site_id.in_(choice.place.site_ids))
    if choice.period.span:
        found += [Response.day.between(*choice.period.span), ~Response.day_uncertain]
    if choice.split:
        found.append(getattr(Response, choice.split) == choice.value)
    return found


def _quotes(
    asking: Asking, here: Sequence[ColumnElement[bool]]
) -> dict[str, dict[str, list[Quote]]]:  # fmt: skip
    """Answers that may be quoted, latest first, by question and code."""
    reader = asking.account if asking.of.live else None
    field, other = Field(asking.study, reader, asking.states, Filters()), aliased(Document)
    pairs = above_pairs(asking.study.id, top_only=False)
    query = (
        field.codings(Document, Code.key, other.language)
        .join(pairs, pairs.c.code == Coding.code_id)
        .join(Code, Code.id == pairs.c.above)
        .join(Response, Response.public_id == Document.origin_id)
        .outerjoin(other, other.id == Document.translation_of_id)
        .where(*here, *quotable(asking.study.id))
        .order_by(Document.validated_at.desc(), Document.id.desc())
        .limit(LATEST)
    )
    found: dict[str, dict[str, list[Quote]]] = defaultdict(lambda: defaultdict(list))
    for document, key, source in db.session.execute(query):
        one = quote_of(document, source)
        under = found[document.part][key]
        if one not in under:
            under.append(one)
    return found
