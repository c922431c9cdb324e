"""What was lived and said up to the last closed month: counted, and as it is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from feedback.analysis.codings.queries import Field
from feedback.analysis.crossreading.cells import Voice
from feedback.analysis.crossreading.queries import (
    SPEAKERS,
    Asking,
    Book,
    by_code,
    definitions,
    journeys,
    sites,
    voices,
)
from feedback.analysis.heard.placed import of_journeys, of_voice
from feedback.analysis.journeys import queries as together
from feedback.analysis.periods import closed_before
from feedback.analysis.places import tree
from feedback.coding.queries import Filters
from feedback.corpus.models import Document
from feedback.responses.models import Response
from feedback.studies.models import Study
from feedback.studies.shown.queries import edition, units
from feedback.studies.shown.units import Unit, to_put

LIVED = "lived"


@dataclass(frozen=True)
class Plan:
    """What to put, and on which edition it was made."""

    study_id: int
    units: Sequence[Unit]
    edition: int
    today: dt.date


def plan(study: Study, today: dt.date, threshold: int, states: tuple[str, ...]) -> Plan:
    """What those who hold no row are to be shown from today on; long, so outside of any write."""
    asking = Asking(study, None, False, threshold, closed_before(today), states)
    before, shown = edition(study.id), units(study.id)
    gone = Book(study).now
    return Plan(
        study.id, to_put(_counted(asking), shown.values(), threshold, gone), before, today
    )  # fmt: skip


def _counted(asking: Asking) -> list[Unit]:
    study, least = asking.study, asking.threshold
    places, book = tree(sites(study)), Book(study)
    told = journeys(asking, book, definitions(study, "interview"))
    found = of_journeys(LIVED, places, told, least)
    spoken = voices(asking, by_site=True)
    for speaker in SPEAKERS:
        found += of_voice(speaker, places, spoken[speaker], least)
    for (survey, question), voice in comments(asking).items():
        found += of_voice(of_comments(survey, question), places, voice, least)
    return [*found, *together.units(asking, book)]


def of_comments(instrument_id: int, question: str) -> str:
    """The name of what is said in answer to a question."""
    return f"comments:{instrument_id}:{question}"


def comments(asking: Asking) -> dict[tuple[Any, ...], Voice]:
    """What the coded answers to each question say, by survey and question, site by site."""

    def limited(query: Select[Any]) -> Select[Any]:
        return query.join(Response, Response.public_id == Document.origin_id).where(
            Document.origin_room == "responses", Response.counted, Response.day < asking.before
        )

    field = Field(asking.study, None, asking.states, Filters())
    return by_code(field, (Response.instrument_id, Document.part), limited, by_site=True)
