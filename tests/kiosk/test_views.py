"""The respondents' pages: the link without script, the tablet's batches."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
import uuid
from typing import Any

import pytest

from feedback.corpus.models import Document
from feedback.db import db, utcnow, writing
from feedback.instruments.models import Instrument, Version
from feedback.kiosk import operations
from feedback.kiosk.fleet.queries import count
from feedback.kiosk.guesses import MOST, Guesses
from feedback.kiosk.models import Device, SetAside
from feedback.kiosk.queries import received
from feedback.kiosk.reconciliation import Count
from feedback.kiosk.sealing import sealed
from feedback.responses.models import Conflict, Receipt, Response
from feedback.responses.operations import rebuild_tally
from feedback.responses.tally.queries import lines
from feedback.responses.weeks import PARIS
from feedback.studies.models import Study
from tests.factories import make_device, make_lead, make_link, make_site, make_study, make_survey
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
        operations.close_link(make_lead(study), link)
    assert "terminée" in client.get(f"/r/{link.token}", 410).text


def test_an_unknown_link_does_not_exist(client: PageClient) -> None:
    client.get("/r/nothing", 404)


def test_the_respondent_page_loads_nothing_from_elsewhere(client: PageClient, address: str) -> None:
    page = client.get(address)
    assert "https://" not in page.html.replace("https://www.w3.org", "")
    assert "cdn" not in page.response.headers["Content-Security-Policy"]


def record(**changes: Any) -> dict[str, Any]:
    """What a tablet seals of one person's answers."""
    base = {
        "uuid": str(uuid.uuid4()), "language": "fr", "complete": True, "last_step": "",
        "fields": {k: [v] for k, v in ANSWER.items()}, "flags": [],
        "at": "2026-05-04T09:30:00Z", "boot": "b1", "mono": 60_000,
    }  # fmt: skip
    return {**base, **changes}


class Tablet:
    """A paired tablet, as the server sees it."""

    def __init__(self, client: PageClient) -> None:
        self.client = client
        self.study = make_study()
        self.instrument = make_survey(self.study)
        self.device, credential = make_device(self.study, self.instrument)
        client.browser.set_cookie("tablette", credential)
        self.told = self.page()
        self.version = self.instrument.versions[0].public_id

    def seal(self, content: dict[str, Any]) -> dict[str, str]:
        """A record sealed as the tablet seals it."""
        point, name = base64.b64decode(self.told["key"]["point"]), self.told["key"]["name"]
        whole = {"version": self.version, "place": self.told["place"], **content}
        return sealed(point, name, str(whole.pop("uuid")), whole)

    def send(self, *records: Any, status: int = 200, **body: Any) -> dict[str, str]:
        """Hand records in (dicts of `record` are sealed first); the verdict on each uuid."""
        ready = [self.seal(r) if isinstance(r, dict) and "fields" in r else r for r in records]
        sending = {
            "now": "2026-05-04T09:40:00Z", "boot": "b1", "mono": 660_000, "records": ready, **body,
        }  # fmt: skip
        answer = self.client.browser.post(
            "/k/reponses", data=json.dumps(sending), content_type="application/json",
            headers={"X-Vive-Voix": "1"},
        )  # fmt: skip
        assert answer.status_code == status, answer.get_data(as_text=True)
        db.session.rollback()
        self.answer = answer.get_json()
        return {r["uuid"]: r["result"] for r in self.answer.get("results", [])}

    def count(self) -> Count:
        """Both sides, as the fleet page compares them."""
        db.session.expire_all()
        return count(db.session.get_one(Device, self.device.id))

    def page(self) -> dict[str, Any]:
        """What the page tells the tablet now."""
        scripts = self.client.get("/k").all("script")
        (told,) = [one.text for one in scripts if one.get("id") == "tablet"]
        return dict(json.loads(told))


@pytest.fixture
def tablet(app: Any, client: PageClient) -> Tablet:
    """A paired tablet at an open survey."""
    return Tablet(client)


def test_a_batch_is_stored_once_and_acknowledged_each_time(tablet: Tablet) -> None:
    batch = [record(), record()]
    assert set(tablet.send(*batch).values()) == {"stored"}
    assert set(tablet.send(*batch).values()) == {"already"}
    assert db.session.query(Response).count() == 2


def test_a_batch_moves_the_tally_as_much_as_its_answers(tablet: Tablet) -> None:
    tablet.send(record(), record(flags=["too_fast"]), record(complete=False, last_step="motif"),
                record(fields={"satisfaction": ["moyen"]}), record(boot="other"))  # fmt: skip
    ids = [tablet.instrument.versions[0].id]

    def tallied() -> list[object]:
        return [
            lines(ids, shown=False, grain=grain, counted=counted).total()
            for grain in ("week", "month")
            for counted in (True, False)
        ]

    before = tallied()
    with writing():
        rebuild_tally(ids)
    assert tallied() == before
    assert before[0] != before[1]
    assert all(before)


def test_only_date_and_half_day_are_kept_and_no_address(tablet: Tablet) -> None:
    tablet.send(record())
    response = db.session.query(Response).one()
    columns = {c.name for c in Response.__table__.columns}
    assert not columns & {"ip", "user_agent", "created_at", "received_at"}
    assert response.half in ("am", "pm")
    assert not response.day_uncertain


def test_a_clock_wrong_by_years_gives_the_right_date(tablet: Tablet) -> None:
    tablet.send(record(at="1970-01-01T00:00:00Z", mono=0), now="1970-01-03T00:00:00Z", mono=10)
    response = db.session.query(Response).one()
    assert response.day == (utcnow() - dt.timedelta(days=2)).astimezone(PARIS).date()
    assert not response.day_uncertain


@pytest.mark.parametrize(
    "change",
    [{"boot": "b0"}, {"at": "2019-01-01T00:00:00Z"}, {"at": "2026-05-04T09:39:59Z"}, {"mono": "x"},
     {"at": "hier"}, {"mono": 900_000}],
)  # fmt: skip
def test_a_restart_or_an_impossible_age_gives_an_uncertain_date(
    tablet: Tablet, change: dict[str, Any]
) -> None:
    tablet.send(record(**change))
    assert db.session.query(Response).one().day_uncertain


def test_a_stopped_answer_is_incomplete_and_says_where(tablet: Tablet) -> None:
    stopped = record(complete=False, last_step="motif", fields={"effort": ["facile"]})
    tablet.send(stopped)
    response = db.session.query(Response).one()
    assert (response.status, response.last_step) == ("incomplete", "motif")


def test_a_doubtful_answer_is_kept_but_not_counted(tablet: Tablet) -> None:
    tablet.send(record(flags=["too_fast", "nonsense"]))
    response = db.session.query(Response).one()
    assert response.flags == ["too_fast"]
    assert not response.counted


@pytest.mark.parametrize(
    ("bad", "why"),
    [({"version": "zz"}, "version"), ({"version": "\ud800\0"}, "version"),
     ({"fields": 3}, "fields"), ({"place": "forged.token"}, "place"), ({"place": None}, "place")],
)  # fmt: skip
def test_an_unreadable_record_is_kept_as_it_came_and_the_others_are_stored(
    tablet: Tablet, bad: Any, why: str
) -> None:
    good, other = record(), record(**bad)
    results = tablet.send(good, other)
    assert results == {good["uuid"]: "stored", other["uuid"]: "aside"}
    assert db.session.query(SetAside).one().why == why
    assert set(tablet.send(other).values()) == {"aside"}
    assert len(db.session.query(SetAside).all()) == 2  # sealed anew: another content


def test_a_tampered_record_is_kept_once_and_never_read(tablet: Tablet) -> None:
    closed = tablet.seal(record())
    box = base64.b64decode(closed["box"])
    closed["box"] = base64.b64encode(box[:-1] + bytes([box[-1] ^ 1])).decode()
    assert set(tablet.send(closed).values()) == {"aside"}
    assert set(tablet.send(closed).values()) == {"aside"}
    assert db.session.query(SetAside).one().why == "seal"
    assert db.session.query(Response).count() == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [({"key": "other"}, "key"), ({"iv": "AAAA"}, "form"), ({"point": "é"}, "form"),
     ({"box": "x" * 70_000}, "size"), ({"point": "AAAA"}, "seal")],
)  # fmt: skip
def test_a_seal_that_cannot_be_opened_says_why(
    tablet: Tablet, change: dict[str, str], why: str
) -> None:
    tablet.send({**tablet.seal(record()), **change})
    assert db.session.query(SetAside).one().why == why


@pytest.mark.parametrize("bad", [None, 3, {}, {"uuid": "x"}, {"uuid": str(uuid.uuid1())}])
def test_what_has_no_id_is_left_and_the_others_are_stored(tablet: Tablet, bad: Any) -> None:
    good = record()
    assert tablet.send(bad, good) == {good["uuid"]: "stored"}


def test_a_record_of_one_id_cannot_be_handed_in_under_another(tablet: Tablet) -> None:
    closed = tablet.seal(record())
    assert set(tablet.send({**closed, "uuid": str(uuid.uuid4())}).values()) == {"aside"}
    assert db.session.query(Response).count() == 0


def test_an_answer_stays_that_of_the_place_where_it_was_given(tablet: Tablet) -> None:
    first, answer = tablet.device.site_id, tablet.seal(record())
    other = make_site()
    with writing():
        study = db.session.get_one(Study, tablet.study.id)
        study.sites = [*study.sites, db.session.merge(other)]
        operations.assign(
            make_lead(study), db.session.get_one(Device, tablet.device.id), name="Borne",
            instrument=tablet.instrument, site=other, mode="accompagne", languages=(), hours={},
        )  # fmt: skip
    tablet.send(answer)
    response = db.session.query(Response).one()
    assert (response.site_id, response.mode) == (first, "borne")
    assert tablet.page()["site"] == other.name


def test_another_tablet_may_hand_in_and_the_answer_is_counted_where_it_was_given(
    tablet: Tablet, client: PageClient
) -> None:
    found = tablet.seal(record())
    device, credential = make_device(tablet.study, tablet.instrument)
    client.browser.set_cookie("tablette", credential)
    assert set(tablet.send(found).values()) == {"stored"}
    assert [received(d.id, d.source) for d in (tablet.device, device)] == [1, 0]


def test_a_revoked_tablet_hands_in_nothing_until_it_is_paired_again(
    tablet: Tablet, client: PageClient
) -> None:
    answer = tablet.seal(record())
    with writing():
        operations.revoke(make_lead(tablet.study), db.session.get_one(Device, tablet.device.id))
    tablet.send(answer, status=401)
    with writing():
        lead, device = make_lead(tablet.study), db.session.get_one(Device, tablet.device.id)
        code = operations.new_code(lead, device)
    client.follow("/k", {"code": code})
    assert set(tablet.send(answer).values()) == {"stored"}


def test_the_two_counts_agree_and_a_gap_is_named(tablet: Tablet) -> None:
    assert tablet.count().state == "silent"
    tablet.send(record(), state={"memory": "m1", "made": 3, "waiting": 3})
    assert tablet.count().state == "on_the_way"
    tablet.send(state={"memory": "m1", "made": 3, "waiting": 2})
    assert tablet.count().state == "waiting"
    tablet.send(state={"memory": "m1", "made": 3, "waiting": 0})
    assert (tablet.count().state, tablet.count().gap) == ("missing", 2)
    tablet.send(state={"memory": "m2", "made": 0, "waiting": 0})
    assert tablet.count().state == "even"


def test_what_a_tablet_says_of_itself_is_cleaned(tablet: Tablet) -> None:
    tablet.send(
        state={"memory": "\0x" * 99, "made": -3, "waiting": "12", "used": 10**30, "other": 1}
    )
    said = db.session.get_one(Device, tablet.device.id).said
    assert (said["made"], said["waiting"], said["used"]) == (0, 0, 0)
    assert len(said["memory"]) <= 40
    assert "other" not in said


def test_the_tablet_learns_that_something_else_is_asked(tablet: Tablet) -> None:
    tablet.send()
    assert tablet.answer["shell"] == tablet.told["shell"]
    with writing():
        operations.assign(
            make_lead(tablet.study), db.session.get_one(Device, tablet.device.id), name="Borne",
            instrument=tablet.instrument, site=tablet.study.sites[0], mode="borne",
            languages=("fr", "ar"), hours={"0": ["08:30", "17:00"]},
        )  # fmt: skip
    tablet.send()
    assert tablet.answer["shell"] == tablet.page()["shell"] != tablet.told["shell"]
    assert tablet.page()["hours"] == {"0": ["08:30", "17:00"]}


def test_what_is_kept_to_start_alone_is_of_the_languages_asked(tablet: Tablet) -> None:
    kept = tablet.client.browser.get("/k/coquille").get_json()
    assert kept["stamp"] == tablet.told["shell"]
    assert "/k?lang=ar" in kept["addresses"]
    for address in kept["addresses"]:
        assert tablet.client.browser.get(address).status_code == 200, address


def test_the_tablet_opens_full_screen_from_its_home_screen(client: PageClient) -> None:
    told = client.browser.get("/k/manifeste").get_json(force=True)
    assert (told["display"], told["start_url"]) == ("fullscreen", "/k")
    for icon in told["icons"]:
        answer = client.browser.get(icon["src"])
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
    worker = client.browser.get("/k/travailleur.js")
    assert worker.headers["Service-Worker-Allowed"] == "/k"


def test_a_closed_survey_leaves_a_page_that_still_hands_in(tablet: Tablet) -> None:
    answer = tablet.seal(record())
    with writing():
        db.session.get_one(Study, tablet.study.id).archived_at = utcnow()
    assert "terminée" in tablet.client.get("/k").text
    assert set(tablet.send(answer).values()) == {"stored"}


def test_a_sending_too_large_is_refused_before_it_is_read(tablet: Tablet) -> None:
    tablet.send(status=413, now="x" * (50 * 64 * 1024 + 1))


def test_on_an_address_without_tls_the_tablet_is_not_paired(client: PageClient) -> None:
    page = client.get("/k", headers={"Host": "192.0.2.7:8000"})
    assert "adresse sûre" in page.text
    assert not page.all("input")
    answer = client.browser.post("/k", data={"code": "123456"}, headers={"Host": "192.0.2.7:8000"})
    assert answer.status_code == 403


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


def test_a_tablet_hands_in_no_other_kind_of_instrument(tablet: Tablet) -> None:
    version = twin("interview").versions[0].public_id
    assert set(tablet.send(record(version=version)).values()) == {"aside"}


def test_an_answer_belongs_to_the_survey_asked_before_a_new_pairing(tablet: Tablet) -> None:
    second = twin("survey")
    asked, version = second.id, second.versions[0].public_id
    assert set(tablet.send(record(version=version)).values()) == {"stored"}
    assert db.session.query(Response).one().instrument_id == asked


def test_a_body_nested_past_reading_is_refused(tablet: Tablet, client: PageClient) -> None:
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
        _device, code = operations.add_device(
            lead, study, instrument, study.sites[0], "Borne", "borne"
        )
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
