"""Sealed records made ready to store, before any transaction opens; nothing is refused in silence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from feedback.db import utcnow
from feedback.formats.text import normalise
from feedback.instruments.queries import definition_of
from feedback.instruments.queries import version as version_of
from feedback.kiosk.clock import Tick
from feedback.kiosk.intake import Place, Unreadable, from_record
from feedback.kiosk.models import Device
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


def prepare(
    records: Sequence[object], sender: Device, sent: Tick | None, keys: Keys
) -> list[Ready | Unread]:
    """Each record of a sending that has an id, read as far as it can be."""
    known = cache(device_known)
    found: list[Ready | Unread] = []
    for record in records:
        if not isinstance(record, Mapping) or not UUID4.fullmatch(str(record.get("uuid"))):
            continue  # no tablet makes these, and nobody could be told what became of them
        uuid, device = str(record["uuid"]), sender
        try:
            body = json.dumps(dict(record))
            if len(body) > MOST_BYTES:
                raise Broken("size")
            content = opened(keys.outbox, uuid, record)
            at = given_at(keys.places, content.get("place"))
            there = known(at.device) if at else None
            if at is None or there is None:
                raise Unreadable("place")
            device = there
            place = Place(device.study_id, 0, at.site_id, at.mode, device.source)
            found.append(_ready(uuid, content, place, sent))
        except (Broken, Unreadable) as problem:
            found.append(Unread(uuid, device.id, body[:MOST_BYTES], str(problem)))
    return found


def _ready(uuid: str, content: Mapping[str, Any], place: Place, sent: Tick | None) -> Ready:
    version = version_of(normalise(str(content.get("version", ""))))
    if version is None or version.status == "draft" or version.instrument.kind != "survey":
        raise Unreadable("version")
    if version.instrument.study_id != place.study_id:
        raise Unreadable("study")
    # The survey is that of the version answered, whatever the tablet was assigned since
    place = replace(place, instrument_id=version.instrument_id)
    definition = definition_of(version)
    handed = from_record(definition, version.id, place, uuid, content, utcnow(), sent)
    return Ready(handed, tally_pairs(definition, handed.answers, handed.texts, handed.mode))
