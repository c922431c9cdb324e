"""Sealed records made ready to store, before any transaction opens; nothing is refused in silence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol

from feedback.db import utcnow
from feedback.formats.text import normalise
from feedback.instruments.queries import SurveyVersion, definition_by_id, survey_version
from feedback.kiosk.clock import Tick
from feedback.kiosk.intake import Place, Unreadable, from_record
from feedback.kiosk.place_token import given_at
from feedback.kiosk.queries import device_known
from feedback.kiosk.sealing import MOST_BYTES, Broken, opened
from feedback.responses.handed import UUID4, Handed, tally_pairs


@dataclass(frozen=True)
class Keys:
    """What opens a seal, and what proves where an answer was given."""

    outbox: str
    places: str


@dataclass(frozen=True)
class Ready:
    """A record that can be stored."""

    handed: Handed
    pairs: Counter[tuple[str, str]]

    @property
    def uuid(self) -> str:
        """Its id."""
        return self.handed.uuid


@dataclass(frozen=True)
class Unread:
    """A record that cannot: kept as it came, of this tablet, with why in one word."""

    uuid: str
    device_id: int
    body: str
    why: str


class From(Protocol):
    """Whoever hands records in: a tablet as its credential or its file names it."""

    @property
    def id(self) -> int: ...
    @property
    def public_id(self) -> str: ...
    @property
    def study_id(self) -> int: ...
    @property
    def source(self) -> str: ...


def prepare(
    records: Sequence[object], sender: From, sent: Tick | None, keys: Keys
) -> list[Ready | Unread]:
    """Each record of a sending that has an id, read as far as it can be."""
    known, surveys = cache(device_known), cache(survey_version)
    found: list[Ready | Unread] = []
    for record in records:
        if not isinstance(record, Mapping) or not UUID4.fullmatch(str(record.get("uuid"))):
            continue  # no tablet makes these, and nobody could be told what became of them
        uuid, device = str(record["uuid"]), sender
        body = ""
        try:
            body = json.dumps(dict(record))
            if len(body) > MOST_BYTES:
                raise Broken("size")
            content = opened(keys.outbox, uuid, record)
            at = given_at(keys.places, content.get("place"))
            if at is None:
                raise Unreadable("place")
            there = sender if at.device == sender.public_id else known(at.device)
            if there is None:
                raise Unreadable("place")
            device = there
            place = Place(device.study_id, 0, at.site_id, at.mode, device.source)
            name = normalise(str(content.get("version", "")))
            found.append(_ready(uuid, content, place, sent, surveys(name)))
        except (Broken, Unreadable) as problem:
            found.append(Unread(uuid, device.id, body[:MOST_BYTES], str(problem)))
    return found


def _ready(
    uuid: str, content: Mapping[str, Any], place: Place, sent: Tick | None,
    version: SurveyVersion | None,
) -> Ready:  # fmt: skip
    if version is None:
        raise Unreadable("version")
    if version.study_id != place.study_id:
        raise Unreadable("study")
    # The survey is that of the version answered, whatever the tablet was assigned since
    place = replace(place, instrument_id=version.instrument_id)
    definition = definition_by_id(version.id, version.digest)
    handed = from_record(definition, version.id, place, uuid, content, utcnow(), sent)
    return Ready(handed, tally_pairs(definition, handed.answers, handed.texts, handed.mode))
