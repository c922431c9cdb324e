"""The respondents' pages: the link without script, the tablet's batches."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import pytest

from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.instruments.models import Instrument, Version
from feedback.kiosk import operations as kiosk
from feedback.kiosk.guesses import MOST, Guesses
from feedback.responses.models import Conflict, Receipt, Response
from tests.factories import make_device, make_lead, make_link, make_study, make_survey
from tests.page_client import Page, PageClient

ANSWER = {"satisfaction": "tres_bien", "ecoute": "oui", "resultat": "non", "motif": "logement"}


def hidden(page: Page) -> dict[str, str]:
    """The hidden fields of a survey page."""
    found = {i.get("name"): i.get("value") for i in page.all("input") if i.get("type") == "hidden"}
    return {name: found[name] for name in ("uuid", "start", "lang")}


@pytest.fixture
def address(app: Any) -> str:
    """The address of an open survey link."""
    study = make_study()
    return f"/r/{make_link(study, make_survey(study)).token}"


def test_an_answer_by_link_needs_no_script(client: PageClient, address: str) -> None:
    form = {**hidden(client.get(address)), **ANSWER, "commentaire": "Très bon accueil."}
    page = client.follow(address, form)
    assert "Merci" in page.text
    response = db.session.query(Response).one()
    assert response.answers == {
        "satisfaction": "tres_bien", "ecoute": "oui", "resultat": "non", "motif": ["logement"],
    }  # fmt: skip
    assert (response.mode, response.status, response.outcome) == ("lien", "complete", "non")
    document = db.session.query(Document).one()
    assert (document.text, document.state) == ("Très bon accueil.", "to_read")
    assert not document.quotable


def test_the_same_answer_sent_again_is_acknowledged_once(client: PageClient, address: str) -> None:
    form = {**hidden(client.get(address)), **ANSWER}
    client.follow(address, form)
    assert "déjà enregistré" in client.follow(address, form).text
    assert db.session.query(Response).count() == 1


def test_the_same_id_with_another_content_is_kept_aside(client: PageClient, address: str) -> None:
    form = {**hidden(client.get(address)), **ANSWER}
    client.follow(address, form)
    changed = {**form, "satisfaction": "pas_bien", "commentaire": "Autre texte"}
    assert "mis de côté" in client.follow(address, changed).text
    assert db.session.query(Response).one().answers["satisfaction"] == "tres_bien"
    assert db.session.query(Conflict).one().answers["satisfaction"] == "pas_bien"
    assert db.session.query(Document).one().text == "Autre texte"


def test_a_missing_required_answer_is_said_and_nothing_typed_is_lost(
    client: PageClient, address: str
) -> None:
    form = {**hidden(client.get(address)), "commentaire": "Mon texte à garder"}
    page = client.post(address, form, 422)
    assert "Mon texte à garder" in page.html
    assert "À corriger" in page.text
    assert "Erreur" in page.all("title")[0].text
    again = client.follow(address, {**form, **hidden(page), "satisfaction": "moyen"})
    assert "Merci" in again.text


def test_the_page_speaks_the_language_asked_for(client: PageClient, address: str) -> None:
    page = client.get(f"{address}?lang=ar")
    assert page.tree.get("lang") == "ar"
    assert page.tree.get("dir") == "rtl"
    assert "أعطنا رأيك" in page.text


def test_a_forged_start_token_stores_nothing(client: PageClient, address: str) -> None:
    form = {**hidden(client.get(address)), **ANSWER, "start": "x"}
    page = client.post(address, form, 422)
    assert "trop ancienne" in page.text
    assert db.session.query(Receipt).count() == 0


def test_answers_off_the_path_are_not_kept(client: PageClient, address: str) -> None:
    form = {**hidden(client.get(address)), **ANSWER, "renoncement": "non",
            "motif_renoncement": "crainte"}  # fmt: skip
    client.follow(address, form)
    assert "motif_renoncement" not in db.session.query(Response).one().answers


def test_a_closed_link_says_so(client: PageClient) -> None:
    study = make_study()
    link = make_link(study, make_survey(study))
    with writing():
        kiosk.close_link(make_lead(study), link)
    assert "terminée" in client.get(f"/r/{link.token}", 410).text


def test_an_unknown_link_does_not_exist(client: PageClient) -> None:
    client.get("/r/nothing", 404)


def test_the_respondent_page_loads_nothing_from_elsewhere(client: PageClient, address: str) -> None:
    page = client.get(address)
    assert "https://" not in page.html.replace("https://www.w3.org", "")
    assert "cdn" not in page.response.headers["Content-Security-Policy"]


def record(**changes: Any) -> dict[str, Any]:
    """A record as the tablet makes it."""
    base = {
        "uuid": str(uuid.uuid4()), "language": "fr", "complete": True, "last_step": "",
        "fields": {k: [v] for k, v in ANSWER.items()}, "flags": [],
        "at": "2026-05-04T09:30:00Z",
    }  # fmt: skip
    return {**base, **changes}


@pytest.fixture
def tablet(app: Any, client: PageClient) -> Any:
    """A function that sends records as a paired tablet; its `version` is the survey's."""
    study = make_study()
    instrument = make_survey(study)
    _device, credential = make_device(study, instrument)
    client.browser.set_cookie("tablette", credential)
    version = instrument.versions[0].public_id

    def send(*records: dict[str, Any], now: str = "2026-05-04T09:40:00Z", status: int = 200):  # type: ignore[no-untyped-def]
        body = {"now": now, "records": [{"version": version, **r} for r in records]}
        answer = client.browser.post(
            "/k/reponses", data=json.dumps(body), content_type="application/json",
            headers={"X-Vive-Voix": "1"},
        )  # fmt: skip
        assert answer.status_code == status, answer.get_data(as_text=True)
        db.session.rollback()
        return {r["uuid"]: r["result"] for r in answer.get_json().get("results", [])}

    return send


def test_a_batch_is_stored_once_and_acknowledged_each_time(tablet: Any) -> None:
    batch = [record(), record()]
    assert set(tablet(*batch).values()) == {"stored"}
    assert set(tablet(*batch).values()) == {"already"}
    assert db.session.query(Response).count() == 2


def test_only_date_and_half_day_are_kept_and_no_address(tablet: Any) -> None:
    tablet(record())
    response = db.session.query(Response).one()
    columns = {c.name for c in Response.__table__.columns}
    assert not columns & {"ip", "user_agent", "created_at", "received_at"}
    assert response.half in ("am", "pm")
    assert not response.day_uncertain


def test_a_clock_wrong_by_years_gives_an_uncertain_date(tablet: Any) -> None:
    tablet(record(at="2019-01-01T00:00:00Z"))
    assert db.session.query(Response).one().day_uncertain


def test_a_stopped_answer_is_incomplete_and_says_where(tablet: Any) -> None:
    stopped = record(complete=False, last_step="motif", fields={"effort": ["facile"]})
    tablet(stopped)
    response = db.session.query(Response).one()
    assert (response.status, response.last_step) == ("incomplete", "motif")


def test_a_doubtful_answer_is_kept_but_not_counted(tablet: Any) -> None:
    tablet(record(flags=["too_fast", "nonsense"]))
    response = db.session.query(Response).one()
    assert response.flags == ["too_fast"]
    assert not response.counted


@pytest.mark.parametrize(
    "bad",
    [{"uuid": "x"}, {"version": "zz"}, {"version": "\ud800\0"}, {"fields": 3},
     {"uuid": str(uuid.uuid1())}],
)  # fmt: skip
def test_an_unreadable_record_is_refused_and_the_others_are_stored(tablet: Any, bad: Any) -> None:
    good = record()
    results = tablet(good, record(**bad))
    assert results[good["uuid"]] == "stored"
    assert "refused" in results.values()


def twin(kind: str) -> Instrument:
    """Another instrument of the study, of a kind, asking the same questions."""
    survey = db.session.query(Instrument).one()
    made = Instrument(study_id=survey.study_id, kind=kind, code=f"{kind}_2", title="Autre")
    with writing():
        version = survey.versions[0]
        made.versions.append(
            Version(number=1, status="published", definition=version.definition,
                    digest=version.digest)
        )  # fmt: skip
        db.session.add(made)
    return made


def test_a_tablet_hands_in_no_other_kind_of_instrument(tablet: Any) -> None:
    version = twin("interview").versions[0].public_id
    assert set(tablet(record(version=version)).values()) == {"refused"}


def test_an_answer_belongs_to_the_survey_asked_before_a_new_pairing(tablet: Any) -> None:
    second = twin("survey")
    asked, version = second.id, second.versions[0].public_id
    assert set(tablet(record(version=version)).values()) == {"stored"}
    assert db.session.query(Response).one().instrument_id == asked


def test_a_body_nested_past_reading_is_refused(tablet: Any, client: PageClient) -> None:
    answer = client.browser.post(
        "/k/reponses", data="[" * 100_000, content_type="application/json",
        headers={"X-Vive-Voix": "1"},
    )  # fmt: skip
    assert answer.status_code == 400


def test_a_machine_that_tries_codes_has_to_wait(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.app.extensions, "pairing_guesses", Guesses())
    for _number in range(MOST):
        client.browser.post("/k", data={"code": "000000"})
    assert "Attendez" in client.post("/k", {"code": "000000"}, 429).text


def test_without_credential_nothing_is_taken(client: PageClient) -> None:
    answer = client.browser.post("/k/reponses", json={"records": []}, headers={"X-Vive-Voix": "1"})
    assert answer.status_code == 401


def test_a_code_pairs_once_then_opens_nothing(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    with writing():
        lead = make_lead(study)
        _device, code = kiosk.add_device(lead, study, instrument, study.sites[0], "Borne", "borne")
    assert re.fullmatch(r"[0-9]{6}", code)
    page = client.follow("/k", {"code": f"{code[:3]} {code[3:]}"})
    assert "Donnez votre avis" in page.text
    other = PageClient(client.app)
    assert "n'est pas valable" in other.post("/k", {"code": code}, 422).text


@pytest.mark.parametrize("tag", ["fr", "fr-x-simple", "en", "es", "pt", "ar"])
@pytest.mark.parametrize("which", ["donnees", "accessibilite"])
def test_the_notice_says_who_and_how_long_in_every_language(
    client: PageClient, tag: str, which: str
) -> None:
    study = make_study()
    page = client.get(f"/{which}/{study.public_id}?lang={tag}")
    assert "accueil@example.org" in page.text
    assert "{" not in page.text
