"""Sheets typed in without any script: once each, in their batch, taken back exactly."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from feedback.corpus.models import Document
from feedback.db import db, utcnow, writing
from feedback.instruments import operations as instruments
from feedback.instruments.models import Instrument
from feedback.responses.models import ReceiptTrace, Response
from feedback.responses.weeks import here
from feedback.studies.models import Study
from tests.factories import make_lead, make_member, make_site, make_study, make_survey
from tests.page_client import Page, PageClient
from tests.responses.test_operations import counts
from tests.statements import counted


class Desk:
    """An agent at the desk of a study's first site, with one published survey."""

    def __init__(self, client: PageClient) -> None:
        self.client = client
        self.study: Study = make_study(make_site(), make_site())
        self.survey: Instrument = make_survey(self.study)
        self.agent = make_member(self.study, "agent", {self.study.sites[0].id})
        client.sign_in(self.agent)
        self.start = f"/etudes/{self.study.public_id}/saisie"

    def choice(self, **changes: Any) -> dict[str, Any]:
        """What is chosen once for a batch."""
        day, half = here(utcnow())
        return {
            "questionnaire": self.survey.versions[0].public_id,
            "lieu": self.study.sites[0].public_id, "jour": day.isoformat(), "demi": half,
            "langue": "fr", **changes,
        }  # fmt: skip

    def begin(self, **changes: Any) -> str:
        """The address of a batch just begun."""
        answer = self.client.post(self.start, self.choice(**changes))
        return str(answer.response.headers["Location"])

    def send(self, address: str, status: int = 303, **fields: Any) -> Page:
        """Send one sheet."""
        fields = {"uuid": str(uuid.uuid4()), "satisfaction": "moyen", **fields}
        fields = {name: value for name, value in fields.items() if value is not None}
        return self.client.post(address, fields, status)

    def undo(self, address: str, public_id: str) -> Page:
        """Take a sheet back, and see the batch."""
        where = address.replace("/feuille?", "/annulation?")
        return self.client.follow(where, {"derniere": public_id})


@pytest.fixture
def desk(client: PageClient) -> Iterator[Desk]:
    """One."""
    return Desk(client)  # type: ignore[return-value]


def hidden(page: Page, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page.html)
    assert found, name
    return found[1]


def test_a_sheet_is_stored_as_typed_from_paper_with_its_place_day_and_language(
    desk: Desk,
) -> None:
    address = desk.begin(jour="2026-03-04", demi="pm", langue="ar")
    blank = desk.client.get(address)
    assert "0 saisie dans ce lot" in blank.text
    desk.send(
        address, uuid=hidden(blank, "uuid"), motif=["argent", "sante"], commentaire="On m'a aidé.",
        citation="oui",
    )  # fmt: skip
    kept = db.session.query(Response).one()
    assert (kept.mode, kept.language, kept.half) == ("saisie", "ar", "pm")
    assert (kept.day, kept.site_id) == (dt.date(2026, 3, 4), desk.study.sites[0].id)
    assert kept.answers["motif"] == ["argent", "sante"]
    trace = db.session.query(ReceiptTrace).one()
    assert trace.source.startswith(f"account:{desk.agent.public_id}")
    text = db.session.query(Document).one()
    assert (text.text, text.state, text.mode) == ("On m'a aidé.", "to_read", "saisie")


def test_what_was_typed_is_never_shown_again(desk: Desk) -> None:
    address = desk.begin()
    desk.send(address, commentaire="Un mot à moi")
    after = desk.client.get(address)
    assert "1 saisie dans ce lot" in after.text
    assert "Un mot à moi" not in after.html


def test_the_same_sheet_sent_twice_counts_once(desk: Desk) -> None:
    address, one = desk.begin(), str(uuid.uuid4())
    desk.send(address, uuid=one)
    again = desk.client.get(desk.send(address, uuid=one).response.headers["Location"])
    assert "déjà enregistrée" in again.text
    other = desk.client.get(
        desk.send(address, uuid=one, satisfaction="pas_bien").response.headers["Location"]
    )
    assert "mise de côté" in other.text
    assert db.session.query(Response).count() == 1


def test_an_error_keeps_everything_and_the_number_of_the_sheet(desk: Desk) -> None:
    address, one = desk.begin(), str(uuid.uuid4())
    page = desk.send(
        address, 422, uuid=one, satisfaction="nul", motif=["logement"], commentaire="Texte à garder"
    )
    assert "Choisissez une réponse de la liste" in page.text
    assert "Texte à garder" in page.html
    assert hidden(page, "uuid") == one
    assert re.search(r'value="logement"[^>]* checked', page.html)
    assert db.session.query(Response).count() == 0


def test_a_question_left_blank_on_paper_makes_an_incomplete_answer_once_that_is_said(
    desk: Desk,
) -> None:
    address = desk.begin()
    page = desk.send(address, 422, satisfaction=None, effort="facile")
    assert "restée vide sur la feuille" in page.text
    desk.send(address, satisfaction=None, effort="facile", incomplete="1")
    kept = db.session.query(Response).one()
    assert (kept.status, kept.last_step) == ("incomplete", "satisfaction")


def test_saying_a_question_is_blank_hides_no_other_fault_and_changes_no_whole_sheet(
    desk: Desk,
) -> None:
    address = desk.begin()
    desk.send(address, 422, incomplete="1", motif=["inconnu"])
    desk.send(address, 422, satisfaction=None, incomplete="1", motif=["inconnu"])
    desk.send(address, incomplete="1")
    assert db.session.query(Response).one().status == "complete"


def test_an_empty_sheet_is_not_an_answer(desk: Desk) -> None:
    page = desk.send(desk.begin(), 422, satisfaction=None, incomplete="1")
    assert "Cette feuille est vide" in page.text


def test_the_last_sheet_taken_back_is_counted_nowhere(desk: Desk) -> None:
    address = desk.begin()
    desk.send(address)
    before = counts()
    desk.send(address, satisfaction="tres_bien", commentaire="À reprendre", motif=["argent"])
    page = desk.client.get(address)
    assert "2 saisies dans ce lot" in page.text
    page = desk.undo(address, hidden(page, "derniere"))
    assert "1 saisie dans ce lot" in page.text
    assert counts() == before
    gone = db.session.query(Response).filter(Response.withdrawn_at.is_not(None)).one()
    assert gone.answers == {}
    assert {d.text for d in db.session.query(Document)} == {""}


def test_the_same_gesture_twice_takes_back_only_one(desk: Desk) -> None:
    address = desk.begin()
    desk.send(address)
    desk.send(address)
    last = hidden(desk.client.get(address), "derniere")
    desk.undo(address, last)
    page = desk.undo(address, last)
    assert "rien n'a été annulé" in page.text
    assert "1 saisie dans ce lot" in page.text


def test_a_sheet_taken_back_and_sent_again_is_asked_for_once_more(desk: Desk) -> None:
    address, one = desk.begin(), str(uuid.uuid4())
    desk.send(address, uuid=one, commentaire="Encore là")
    desk.undo(address, hidden(desk.client.get(address), "derniere"))
    page = desk.send(address, 422, uuid=one, commentaire="Encore là")
    assert "avait été annulée" in page.text
    assert "Encore là" in page.html
    desk.send(address, uuid=hidden(page, "uuid"), commentaire="Encore là")
    assert "1 saisie dans ce lot" in desk.client.get(address).text


def test_nobody_takes_back_the_sheet_of_another_person_or_batch(desk: Desk) -> None:
    address = desk.begin()
    desk.send(address)
    last = hidden(desk.client.get(address), "derniere")
    assert "0 saisie" in desk.undo(desk.begin(), last).text
    desk.client.sign_in(make_lead(desk.study))
    desk.undo(address, last)
    assert db.session.query(Response).one().withdrawn_at is None


def test_a_day_that_cannot_be_is_refused_at_its_field(desk: Desk) -> None:
    tomorrow = (here(utcnow())[0] + dt.timedelta(days=1)).isoformat()
    page = desk.client.post(desk.start, desk.choice(jour=tomorrow), 422)
    assert "pas encore passé" in page.text
    with writing():
        db.session.merge(desk.study).starts_on = dt.date(2026, 3, 1)
    page = desk.client.post(desk.start, desk.choice(jour="2026-02-28"), 422)
    assert "avant le début de l'étude" in page.text
    page = desk.client.post(desk.start, desk.choice(langue="de"), 422)
    assert "Langue des feuilles" in page.text


def test_an_agent_types_only_for_the_sites_of_the_role(desk: Desk) -> None:
    other = desk.study.sites[1].public_id
    desk.client.post(desk.start, desk.choice(lieu=other), 422)
    forged = desk.begin().replace(desk.study.sites[0].public_id, other)
    back = desk.client.get(forged, 303)
    assert urlsplit(back.response.headers["Location"]).path == desk.start
    desk.send(forged, 422)
    assert db.session.query(Response).count() == 0


def test_sheets_printed_before_a_new_version_are_typed_as_they_are(desk: Desk) -> None:
    old = desk.survey.versions[0].public_id
    with writing():
        lead, survey = make_lead(desk.study), db.session.merge(desk.survey)
        instruments.draft_from(lead, survey, survey.versions[0])
        instruments.publish(lead, db.session.merge(desk.study), survey)
    page = desk.client.get(desk.start)
    assert "version 1 (ancienne feuille)" in page.text
    address = desk.begin(questionnaire=old)
    desk.send(address)
    assert db.session.query(Response).one().version_id == desk.survey.versions[0].id


def test_an_archived_study_takes_no_sheet(desk: Desk) -> None:
    address = desk.begin()
    with writing():
        db.session.merge(desk.study).archived_at = utcnow()
    assert "rien n'y est plus recueilli" in desk.client.get(desk.start).text
    desk.client.get(address, 303)
    desk.send(address, 422)
    assert db.session.query(Response).count() == 0


def test_changing_batch_brings_the_same_choices(desk: Desk) -> None:
    address = desk.begin(jour="2026-03-04", langue="pt")
    arguments = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
    again = desk.client.get(f"{desk.start}?{urlsplit(address).query}")
    assert 'value="2026-03-04"' in again.html
    assert arguments["lot"] not in desk.begin(jour="2026-03-04", langue="pt")


def test_a_long_batch_costs_no_more_statements(desk: Desk) -> None:
    address = desk.begin()
    desk.send(address)
    with counted() as few:
        desk.client.get(address)
    for _turn in range(6):
        desk.send(address)
    with counted() as many:
        desk.client.get(address)
    assert len(many) == len(few)
