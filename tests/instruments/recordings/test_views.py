"""Recordings are kept, replaced and taken away, and reach those who answer."""

from __future__ import annotations

import io
from typing import Any

import pytest

from feedback.db import db, writing
from feedback.instruments import operations as instruments
from feedback.instruments.definition import load
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of
from feedback.instruments.recordings import operations, script
from feedback.instruments.recordings.models import Recording
from feedback.studies.models import Study
from tests.factories import make_device, make_lead, make_link, make_member, make_study, make_survey
from tests.instruments.recordings.making import wav
from tests.page_client import Page, PageClient
from tests.statements import counted


@pytest.fixture
def survey(app: Any) -> Instrument:
    """A published survey."""
    return make_survey(make_study())


def study_of(survey: Instrument) -> Study:
    """Its study."""
    return db.session.get_one(Study, survey.study_id)


@pytest.fixture
def lead(client: PageClient, survey: Instrument) -> PageClient:
    """The study lead's browser."""
    return client.sign_in(make_lead(study_of(survey)))


def address(survey: Instrument, part: str = "satisfaction", tag: str = "fr") -> str:
    """The page of one recording."""
    return f"/questionnaires/{survey.public_id}/enregistrements/{part}/{tag}"


def upload(client: PageClient, where: str, data: bytes | None = None, status: int = 303) -> Page:
    """Send a sound."""
    sent = {"file": (io.BytesIO(wav() if data is None else data), "son.wav")}
    return client.post(where, sent, status, content_type="multipart/form-data")


def heard(client: PageClient, path: str) -> dict[str, str]:
    """Sounds of a respondent's page, by screen."""
    sections = client.get(path).all("section")
    return {s.get("data-screen"): s.get("data-sound") for s in sections if s.get("data-sound")}


def test_a_sound_kept_is_heard_on_its_screen_in_its_language(
    lead: PageClient, survey: Instrument
) -> None:
    link = make_link(study_of(survey), survey)
    assert heard(lead, f"/r/{link.token}?lang=ar") == {}
    upload(lead, address(survey, tag="ar"))
    upload(lead, address(survey, part="start", tag="ar"))
    found = heard(lead, f"/r/{link.token}?lang=ar")
    assert set(found) == {"satisfaction", "start"}
    assert heard(lead, f"/r/{link.token}?lang=fr") == {}
    answer = lead.browser.get(found["satisfaction"])
    assert (answer.data, answer.mimetype) == (wav(), "audio/wav")
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_player_may_ask_for_a_part(lead: PageClient, survey: Instrument) -> None:
    upload(lead, address(survey))
    where = heard(lead, f"/r/{make_link(study_of(survey), survey).token}")["satisfaction"]
    answer = lead.browser.get(where, headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.data) == (206, wav()[:10])
    assert answer.headers["Content-Range"] == f"bytes 0-9/{len(wav())}"


def test_another_sound_has_another_address_and_the_first_is_gone(
    lead: PageClient, survey: Instrument
) -> None:
    link = make_link(study_of(survey), survey)
    upload(lead, address(survey))
    first = heard(lead, f"/r/{link.token}")["satisfaction"]
    upload(lead, address(survey), wav(0.4))
    second = heard(lead, f"/r/{link.token}")["satisfaction"]
    assert first != second
    assert lead.browser.get(first).status_code == 404
    assert lead.browser.get(second).data == wav(0.4)


def test_a_sound_taken_away_is_heard_no_more(lead: PageClient, survey: Instrument) -> None:
    link = make_link(study_of(survey), survey)
    upload(lead, address(survey))
    assert "Écouter" in lead.get(f"/questionnaires/{survey.public_id}/enregistrements").text
    lead.follow(address(survey) + "/retrait")
    assert heard(lead, f"/r/{link.token}") == {}
    assert db.session.get_one(Instrument, survey.id).sounds == ""
    lead.post(address(survey) + "/retrait", status=404)


@pytest.mark.parametrize("data", [b"", b"<script>alert(1)</script>"])
def test_what_is_no_sound_is_refused_in_words(
    lead: PageClient, survey: Instrument, data: bytes
) -> None:
    assert "n'est pas un son" in upload(lead, address(survey), data, 422).text
    assert "Choisissez" in lead.post(address(survey), status=422).text
    assert db.session.query(Recording).count() == 0


def test_a_sound_too_heavy_is_refused_in_words(
    lead: PageClient, survey: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "LARGEST", len(wav()) - 1)
    assert "trop lourd" in upload(lead, address(survey), status=422).text
    assert db.session.query(Recording).count() == 0


def test_all_the_sounds_of_a_survey_have_a_limit(
    lead: PageClient, survey: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MOST", len(wav()) * 2)
    upload(lead, address(survey))
    upload(lead, address(survey, tag="en"))
    assert "40 Mo" in upload(lead, address(survey, tag="es"), status=422).text
    upload(lead, address(survey))  # in place of the first: no more than before


@pytest.mark.parametrize("where", ["inconnue/fr", "satisfaction/de", "satisfaction__other/fr"])
def test_no_such_screen_or_language(lead: PageClient, survey: Instrument, where: str) -> None:
    lead.get(f"/questionnaires/{survey.public_id}/enregistrements/{where}", 404)


def test_only_who_edits_surveys_may(client: PageClient, survey: Instrument) -> None:
    client.sign_in(make_member(study_of(survey), "moderator"))
    client.get(f"/questionnaires/{survey.public_id}/enregistrements", 404)
    upload(client, address(survey), status=404)


def test_an_interview_guide_has_none(lead: PageClient, survey: Instrument) -> None:
    guide = make_survey(study_of(survey), "separation")
    lead.get(f"/questionnaires/{guide.public_id}/enregistrements", 404)


def test_a_wording_changed_since_is_told(lead: PageClient, survey: Instrument) -> None:
    upload(lead, address(survey))
    upload(lead, address(survey, part="motif"))
    document = definition_of(survey.versions[0]).as_json()
    document["questions"][0]["text"]["fr"] = "Et cette visite ?"
    with writing():
        found = db.session.get_one(Instrument, survey.id)
        instruments.save_draft(make_lead(study_of(survey)), found, load(document))
    page = lead.get(f"/questionnaires/{survey.public_id}/enregistrements")
    assert page.text.count("texte changé") == 1
    assert "a changé depuis cet enregistrement" in lead.get(address(survey)).text


def test_what_to_read_is_all_that_the_screen_shows(survey: Instrument) -> None:
    definition = definition_of(survey.versions[0])
    said = [line.text for line in script.lines(definition, "satisfaction", "fr")]
    assert said[0] == definition.questions[0].text["fr"]
    assert set(said) >= {option.label["fr"] for option in definition.questions[0].options}
    matrix = next(q for q in definition.questions if q.statements)
    spoken = {line.text for line in script.lines(definition, matrix.code, "ar")}
    assert {one.text["ar"] for one in matrix.statements} <= spoken


def test_a_tablet_learns_of_a_new_sound_and_keeps_it_after_the_rest(
    lead: PageClient, app: Any, survey: Instrument
) -> None:
    _device, credential = make_device(study_of(survey), survey)
    tablet = PageClient(app)
    tablet.browser.set_cookie("tablette", credential)
    before = tablet.browser.get("/k/coquille").get_json()
    upload(lead, address(survey))
    after = tablet.browser.get("/k/coquille").get_json()
    assert before["stamp"] != after["stamp"]
    assert (before["later"], before["addresses"]) == ([], after["addresses"])
    assert after["later"] == [heard(tablet, "/k")["satisfaction"]]


def test_a_page_costs_as_many_statements_with_sounds_as_without(
    lead: PageClient, survey: Instrument
) -> None:
    where = f"/r/{make_link(study_of(survey), survey).token}"
    lead.get(where)
    with counted() as without:
        lead.get(where)
    parts = script.parts(definition_of(survey.versions[0]))
    with writing():
        found, actor = db.session.get_one(Instrument, survey.id), make_lead(study_of(survey))
        for part in parts:
            operations.keep(actor, found, part, "fr", wav(), "")
    assert set(heard(lead, where)) == set(parts)
    with counted() as with_sounds:
        lead.get(where)
    assert len(with_sounds) == len(without)
