"""From what a browser sends to a response ready to hand in; refusals say why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from feedback.instruments.cleaning import clean_all
from feedback.instruments.definition import Definition
from feedback.instruments.kinds.base import Problem, Raw
from feedback.kiosk.clock import Tick, placed, tick
from feedback.responses.handed import FLAGS, Handed

MOST_RECORDS = 50


@dataclass(frozen=True)
class Place:
    """What the server knows of where an answer comes from."""

    study_id: int
    instrument_id: int
    site_id: int
    mode: str
    source: str


class Unreadable(Exception):
    """A record is not of the agreed form; one word says why, without its content."""


def from_fields(
    definition: Definition, version_id: int, place: Place, uuid: str, language: str, raw: Raw,
    day: dt.date, half: str, complete: bool = True,
) -> tuple[Handed, list[Problem]]:  # fmt: skip
    """A response made of form fields, and what is wrong with it."""
    cleaned, problems = clean_all(definition, raw, place.mode, partial=not complete)
    handed = Handed(
        uuid=uuid, study_id=place.study_id, instrument_id=place.instrument_id,
        version_id=version_id, site_id=place.site_id, mode=place.mode, source=place.source,
        language=language if language in definition.languages else "fr", complete=complete,
        day=day, half=half, answers=cleaned.answers, texts=cleaned.texts,
    )  # fmt: skip
    return handed, problems


def from_record(
    definition: Definition, version_id: int, place: Place, uuid: str, content: Mapping[str, Any],
    received: dt.datetime, sent: Tick | None,
) -> Handed:  # fmt: skip
    """A response from a tablet's record; an answer that cannot be read is dropped, not the rest."""
    fields = content.get("fields")
    if not isinstance(fields, Mapping):
        raise Unreadable("fields")
    day, half, uncertain = placed(received, sent, tick(content))
    complete = content.get("complete") is True
    handed, problems = from_fields(
        definition, version_id, place, uuid, str(content.get("language", "fr")),
        _lists(fields), day, half, complete,
    )  # fmt: skip
    stopped = str(content.get("last_step", ""))
    flags = content.get("flags")
    return replace(
        handed,
        complete=complete and not any(p.reason == "required" for p in problems),
        last_step=stopped if definition.question(stopped) else "",
        flags=tuple(f for f in FLAGS if isinstance(flags, list) and f in flags),
        day_uncertain=uncertain,
    )


def _lists(fields: Mapping[str, Any]) -> dict[str, list[str]]:
    """Fields as a form sends them: lists of strings."""
    return {
        str(name): [str(v) for v in (value if isinstance(value, list) else [value])][:300]
        for name, value in list(fields.items())[:2000]
    }
