"""The fleet's pages: assigned, compared, rescued, within one's reach."""

from __future__ import annotations

import io
import json
import re
import uuid
from typing import Any

import pytest

from feedback.accounts.models import Account
from feedback.db import db, writing
from feedback.kiosk import operations
from feedback.kiosk.models import Device, SetAside
from feedback.kiosk.operations import pin_hash
from feedback.responses.models import Response
from feedback.studies.models import Study
from tests.factories import make_device, make_member, make_site, make_study, make_survey
from tests.kiosk.test_views import Tablet, record
from tests.page_client import PageClient
from tests.statements import counted


class Desk:
    """An agent at a site with a tablet, and another site out of reach."""

    def __init__(self, client: PageClient) -> None:
        self.tablet = Tablet(PageClient(client.app))
        self.study, self.device = self.tablet.study, self.tablet.device
        self.agent: Account = make_member(self.study, "agent", {self.device.site_id})
        self.client = client.sign_in(self.agent)
        self.address = f"/etudes/{self.study.public_id}/tablettes"
        self.own = f"/tablettes/{self.device.public_id}"

    def now(self) -> Device:
        """The tablet as it is."""
        db.session.expire_all()
        return db.session.get_one(Device, self.device.id)

    def fields(self, **changes: Any) -> dict[str, Any]:
        """What the assignment's form holds."""
        return {
            "name": "Borne", "instrument": self.tablet.instrument.public_id, "mode": "borne",
            "site": self.device.site.public_id, **changes,
        }  # fmt: skip

    def file(self, body: bytes, status: int = 303) -> Any:
        """Hand a file in."""
        return self.client.post(
            f"/etudes/{self.study.public_id}/fichier-de-tablette",
            {"file-file": (io.BytesIO(body), "tablette.json")}, status,
            content_type="multipart/form-data",
        )  # fmt: skip


@pytest.fixture
def desk(client: PageClient) -> Desk:
    """An agent's desk."""
    return Desk(client)


def test_the_page_says_what_the_tablet_says_and_what_the_server_has(desk: Desk) -> None:
    assert "N'a encore rien dit" in desk.client.get(desk.address).text.replace("’", "'")
    desk.tablet.send(record(), state={"memory": "m", "made": 1, "waiting": 1})
    desk.tablet.send(state={"memory": "m", "made": 3, "waiting": 0})
    assert "Écart : 2" in desk.client.get(desk.address).text.replace("\xa0", " ")
    desk.tablet.send(record(), record(), state={"memory": "m", "made": 3, "waiting": 2})
    desk.tablet.send(state={"memory": "m", "made": 3, "waiting": 0, "used": 90, "quota": 100})
    text = desk.client.get(desk.address).text
    assert "Tout est là" in text
    assert "Mémoire presque pleine" in text


def test_a_tablet_that_runs_an_older_application_is_told(desk: Desk) -> None:
    state = {"memory": "m", "made": 0, "waiting": 0}
    desk.tablet.send(state={**state, "app": "older"})
    assert "Application à renouveler" in desk.client.get(desk.address).text
    desk.tablet.send(state={**state, "app": desk.tablet.told["app"]})
    assert "Application à renouveler" not in desk.client.get(desk.address).text


def test_the_page_asks_the_database_as_often_whatever_the_number_of_tablets(desk: Desk) -> None:
    desk.client.get(desk.address)
    with counted() as few:
        desk.client.get(desk.address)
    for _number in range(5):
        make_device(db.session.get_one(Study, desk.study.id), desk.tablet.instrument)
    desk.client.get(desk.address)
    with counted() as many:
        desk.client.get(desk.address)
    assert len(many) == len(few)


def test_a_tablet_is_assigned_hours_and_languages(desk: Desk) -> None:
    form = desk.fields(languages=["fr", "ar"], **{"open-0": "8h30", "close-0": "17"})
    desk.client.post(desk.own, form)
    device = desk.now()
    assert (device.languages, device.hours) == (["fr", "ar"], {"0": ["08:30", "17:00"]})
    page = desk.client.get(desk.own)
    assert 'value="08:30"' in page.html


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"open-1": "8:30"}, "Mardi"), ({"open-2": "25", "close-2": "26"}, "Mercredi"),
     ({"open-4": "17:00", "close-4": "8:00"}, "Vendredi"), ({"close-6": "midi"}, "Dimanche")],
)  # fmt: skip
def test_hours_that_cannot_be_are_said_and_what_was_typed_stays(
    desk: Desk, typed: dict[str, str], said: str
) -> None:
    page = desk.client.post(desk.own, desk.fields(name="Autre nom", **typed), 422)
    assert said in page.text
    assert "Autre nom" in page.html
    assert all(f'value="{value}"' in page.html for value in typed.values())
    assert desk.now().hours == {}


def test_a_pin_is_shown_once_and_the_tablet_knows_it(desk: Desk) -> None:
    page = desk.client.post(f"{desk.own}/pin", status=200)
    shown = re.search(r"\b([0-9]{3}) ([0-9]{3})\b", page.text.replace("\xa0", " "))
    assert shown
    told = desk.tablet.page()["pin"]
    assert pin_hash(shown[1] + shown[2], told["salt"]) == told["hash"]
    assert shown[1] + " " + shown[2] not in desk.client.get(desk.address).text


def test_a_lost_tablet_gets_a_code_when_it_is_found(desk: Desk) -> None:
    desk.client.post(f"{desk.own}/retrait")
    assert "Retirée" in desk.client.get(desk.address).text
    page = desk.client.post(f"{desk.own}/code", status=200)
    code = re.search(r"\b([0-9]{3}) ([0-9]{3})\b", page.text.replace("\xa0", " "))
    assert code
    desk.tablet.client.follow("/k", {"code": code[1] + code[2]})
    assert desk.now().revoked_at is None


def rescued(desk: Desk, *records: Any, device: str = "") -> bytes:
    """The file a tablet saves."""
    sealed = [desk.tablet.seal(one) for one in records]
    held = {"format": "vive-voix-outbox-1", "device": device or desk.device.public_id}
    return json.dumps({**held, "records": sealed}).encode()


def test_a_tablets_file_is_counted_once_even_after_the_network(desk: Desk) -> None:
    sent, kept = record(), record()
    desk.tablet.send(sent)
    desk.file(rescued(desk, sent, kept))
    text = desk.client.get(desk.address).text.replace("\xa0", " ")
    assert "1 nouvelles, 1 déjà reçues, 0 mises de côté" in text
    desk.file(rescued(desk, sent, kept))
    assert db.session.query(Response).count() == 2
    assert all(r.day_uncertain for r in db.session.query(Response) if r.uuid == kept["uuid"])


@pytest.mark.parametrize(
    "body", [b" ", b"PK\x03\x04", b"[]", b"{}", b'{"format": "vive-voix-outbox-1"}', b"[" * 10**5]
)
def test_another_file_is_refused_in_words(desk: Desk, body: bytes) -> None:
    assert "pas le fichier d'une tablette" in desk.file(body, 422).text.replace("’", "'")


def test_the_file_of_a_tablet_out_of_reach_is_refused(desk: Desk) -> None:
    other = make_study()
    device, _credential = make_device(other, make_survey(other))
    page = desk.file(rescued(desk, record(), device=device.public_id), 422)
    assert "de vos lieux" in page.text
    assert db.session.query(Response).count() == 0


def test_what_could_not_be_read_is_shown_and_tried_again(desk: Desk) -> None:
    closed = desk.tablet.seal(record())
    desk.tablet.send({**closed, "key": "another"})
    page = desk.client.get(desk.address)
    assert "scellée pour une autre maison" in page.text
    aside = db.session.query(SetAside).one()
    retry = f"/reponses-illisibles/{aside.public_id}/nouvel-essai"
    assert "Toujours illisible" in desk.client.follow(retry).text
    with writing():
        db.session.get_one(SetAside, aside.id).body = json.dumps(closed)
    assert "Lue et enregistrée" in desk.client.follow(retry).text
    assert db.session.query(Response).count() == 1
    assert db.session.query(SetAside).count() == 0


def test_a_tablet_of_another_site_does_not_exist_for_an_agent(desk: Desk) -> None:
    site = make_site()
    with writing():
        study = db.session.get_one(Study, desk.study.id)
        study.sites = [*study.sites, db.session.merge(site)]
        operations.assign(
            desk.agent, db.session.get_one(Device, desk.device.id), name="Loin",
            instrument=desk.tablet.instrument, site=site, mode="borne", languages=(), hours={},
        )  # fmt: skip
        operations.set_aside(desk.device.id, str(uuid.uuid4()), "{}", "seal")
    aside = db.session.query(SetAside).one().public_id
    assert "Loin" not in desk.client.get(desk.address).text
    desk.client.get(desk.own, 404)
    for act in ("", "/code", "/pin", "/retrait"):
        desk.client.post(desk.own + act, desk.fields(), 404)
    desk.client.post(f"/reponses-illisibles/{aside}/nouvel-essai", status=404)
