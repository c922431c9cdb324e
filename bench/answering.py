"""What tablets and links send, as bytes ready to go."""

from __future__ import annotations

import datetime as dt
import json
import random
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import current_app

from bench.made import WORDS, closed_answers
from bench.served import Request
from feedback.accounts.queries import holders
from feedback.db import db, writing
from feedback.instruments.models import Instrument
from feedback.kiosk import operations as kiosk
from feedback.kiosk.place_token import GivenAt, signed
from feedback.kiosk.sealing import key_name, public_point, sealed
from feedback.studies.models import Study
from feedback.web.secrets import OUTBOX, house_secret
from feedback.web.start import start_token

SAID = 0.2  # share of answers with a comment
STORED = b'"stored"'
THANKS = b"HTTP/1.1 303"


@dataclass(frozen=True)
class Tablet:
    """A paired tablet: its credential, and the token of its place."""

    credential: str
    place: str


@dataclass(frozen=True)
class Doors:
    """Links (public id and token) and tablets, one of each at each site."""

    links: list[tuple[str, str]]
    tablets: list[Tablet]
    version: str  # public id of what is asked


def doors(study_id: int, survey_id: int) -> Doors:
    """A link and a paired tablet at every site."""
    links, tablets = [], []
    with writing():
        study, survey = (
            db.session.get_one(Study, study_id),
            db.session.get_one(Instrument, survey_id),
        )
        lead = holders(study_id, "study_lead")[0]
        for site in study.sites:
            link = kiosk.open_link(lead, study, survey, site)
            links.append((link.public_id, link.token))
            device, _code = kiosk.add_device(lead, study, survey, site, site.name, "borne")
            given = GivenAt(device.public_id, site.id, device.mode)
            place = signed(current_app.config["SECRET_KEY"], given)
            tablets.append(Tablet(kiosk.pair(device), place))
        return Doors(links, tablets, survey.versions[0].public_id)


def record(chance: random.Random, version: str) -> dict[str, Any]:
    """One answer as the tablet's page knows it before it is sealed."""
    fields: dict[str, Any] = closed_answers(chance)
    if chance.random() < SAID:
        fields["commentaire"] = " ".join(chance.choices(WORDS, k=chance.randint(6, 40)))
        fields["citation"] = "oui"
    return {
        "uuid": str(uuid.uuid4()), "version": version, "language": "fr", "complete": True,
        "fields": fields, "at": dt.datetime.now(dt.UTC).isoformat(), "boot": "b", "mono": 1,
        "flags": [],
    }  # fmt: skip


def by_tablet(tablet: Tablet, records: list[dict[str, Any]]) -> Request:
    """A batch of a tablet, each record sealed; the application must be at hand."""
    secret = house_secret(OUTBOX)
    point, key = public_point(secret), key_name(secret)
    closed = [sealed(point, key, one["uuid"], {**one, "place": tablet.place}) for one in records]
    body = json.dumps({
        "records": closed, "now": dt.datetime.now(dt.UTC).isoformat(), "boot": "b", "mono": 2,
        "state": {"memory": "m", "made": len(closed), "waiting": len(closed)},
    })  # fmt: skip
    head = {
        "Content-Type": "application/json",
        "X-Vive-Voix": "1",
        "Cookie": f"tablette={tablet.credential}",
    }
    return Request(_post("/k/reponses", head, body), STORED)


def by_link(place: str, token: str, answer: dict[str, Any]) -> Request:
    """The same answer as the form of a link sends it; the application must be at hand."""
    start = start_token(place, answer["uuid"])
    fields = {
        **answer["fields"],
        "uuid": answer["uuid"],
        "start": start,
        "lang": answer["language"],
    }
    head = {"Content-Type": "application/x-www-form-urlencoded"}
    return Request(_post(f"/r/{token}", head, urlencode(fields, doseq=True)), THANKS)


def bare(records: list[dict[str, Any]]) -> Request:
    """The same batch for the bare view."""
    body = json.dumps({"records": records})
    return Request(_post("/reponses", {"Content-Type": "application/json"}, body), STORED)


def page(path: str, expected: bytes = b"HTTP/1.1 200") -> Request:
    """A page asked for, by a browser that reads gzip."""
    head = {"Accept-Encoding": "gzip", "Accept-Language": "fr"}
    return Request(_written("GET", path, head, ""), expected)


def _post(path: str, head: dict[str, str], body: str) -> bytes:
    return _written("POST", path, head, body)


def _written(method: str, path: str, head: dict[str, str], body: str) -> bytes:
    sent = body.encode()
    lines = {"Host": "127.0.0.1", **head, **({"Content-Length": str(len(sent))} if sent else {})}
    told = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{told}\r\n".encode() + sent
