"""An answer begun by link waits for its own phone, then counts once."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select, text, update

from feedback.corpus.models import Document
from feedback.db import db, utcnow, writing
from feedback.instruments import operations as instruments
from feedback.kiosk import operations
from feedback.kiosk.drafts import operations as drafts
from feedback.kiosk.drafts.content import after
from feedback.kiosk.drafts.jobs import give_up_abandoned
from feedback.kiosk.drafts.models import LinkDraft
from feedback.kiosk.models import SurveyLink
from feedback.responses.handed import UUID4
from feedback.responses.models import Conflict, Response
from feedback.studies.models import Study
from tests.factories import make_lead, make_link, make_study, make_survey
from tests.page_client import HTML, Page, PageClient

WORD = "Mirabelle"
HALF = {"satisfaction": "moyen", "motif": ["logement", "sante"], "commentaire": f"La {WORD}"}
WHOLE = {"satisfaction": "tres_bien", "ecoute": "oui", "resultat": "non", "motif": "logement"}


def hidden(page: Page) -> dict[str, str]:
    """What the page knows of itself."""
    found = {i.get("name"): i.get("value") for i in page.all("input") if i.get("type") == "hidden"}
    return {name: found[name] for name in ("uuid", "start", "lang")}


def filled(page: Page) -> dict[str, Any]:
    """What the form shows as answered."""
    found: dict[str, Any] = {}
    for box in page.all("input"):
        if box.get("checked") is not None:
            found.setdefault(box.get("name"), []).append(box.get("value"))
    return found | {area.get("name"): area.text for area in page.all("textarea") if area.text}


@pytest.fixture
def link(app: Any) -> SurveyLink:
    """An open link."""
    study = make_study()
    return make_link(study, make_survey(study))


@pytest.fixture
def address(link: SurveyLink) -> str:
    """Its address."""
    return f"/r/{link.token}"


def begin(client: PageClient, address: str, **changes: Any) -> dict[str, Any]:
    """Answer half of it, and keep it for later; the form as it was sent."""
    form = {**hidden(client.get(address)), **HALF, **changes}
    assert "24 heures" in client.follow(f"{address}/brouillon", form).text
    return form


def quietly(client: PageClient, address: str, form: dict[str, Any], **changes: Any) -> int:
    """Save as the page's script does; the status."""
    headers = {"X-Vive-Voix": "1", **changes.pop("headers", {})}
    answer = client.browser.post(f"{address}/brouillon", data={**form, **changes}, headers=headers)
    db.session.rollback()
    return answer.status_code


def grow_old(hours: int = 25) -> None:
    """Time passes over every draft."""
    with writing() as session:
        session.execute(update(LinkDraft).values(saved_at=utcnow() - dt.timedelta(hours=hours)))


def responses() -> list[Response]:
    """All the answers, oldest first."""
    db.session.expire_all()
    return list(db.session.scalars(select(Response).order_by(Response.id)))


def test_the_same_phone_finds_its_answers_again(client: PageClient, address: str) -> None:
    form = begin(client, address)
    page = client.get(address)
    assert "Vous aviez commencé" in page.text
    assert filled(page) == {
        "satisfaction": ["moyen"], "motif": ["logement", "sante"], "commentaire": HALF["commentaire"],
    }  # fmt: skip
    assert hidden(page) == {name: form[name] for name in ("uuid", "start", "lang")}
    assert responses() == []


def test_another_phone_sees_nothing(client: PageClient, app: Any, address: str) -> None:
    begin(client, address)
    other = PageClient(app).get(address)
    assert "Vous aviez commencé" not in other.text
    assert WORD not in other.html
    assert filled(other) == {}


def test_each_phone_finds_its_own(client: PageClient, app: Any, address: str) -> None:
    other = PageClient(app)
    begin(other, address, satisfaction="pas_bien", commentaire="Autre texte")
    begin(client, address)
    assert filled(client.get(address))["satisfaction"] == ["moyen"]
    assert filled(other.get(address))["satisfaction"] == ["pas_bien"]
    assert WORD not in other.get(address).html


def test_a_phone_that_has_begun_nothing_keeps_no_cookie(client: PageClient, address: str) -> None:
    assert "Set-Cookie" not in client.get(address).response.headers


def test_the_cookie_goes_back_to_this_address_alone(client: PageClient, address: str) -> None:
    form = {**hidden(client.get(address)), **HALF}
    cookie = client.post(f"{address}/brouillon", form).response.headers["Set-Cookie"]
    for part in (f"Path={address}", "HttpOnly", "SameSite=Lax", "Max-Age=86400"):
        assert part in cookie


def test_sending_makes_it_final_and_the_draft_is_gone(client: PageClient, address: str) -> None:
    begin(client, address)
    page = client.get(address)
    form = {**hidden(page), **WHOLE}
    assert "Merci" in client.follow(address, form).text
    assert "Vous aviez commencé" not in client.get(address).text
    assert db.session.scalars(select(LinkDraft)).all() == []
    assert "déjà enregistré" in client.follow(address, form).text
    grow_old()
    give_up_abandoned()
    assert [r.status for r in responses()] == ["complete"]


def test_starting_over_erases_it(client: PageClient, address: str) -> None:
    begin(client, address)
    page = client.follow(f"{address}/recommencer")
    assert "Vous aviez commencé" not in page.text
    assert filled(page) == {}
    assert db.session.scalars(select(LinkDraft)).all() == []


def test_a_later_save_takes_the_place_of_the_first(client: PageClient, address: str) -> None:
    form = begin(client, address)
    assert (
        quietly(client, address, form, satisfaction="pas_bien", **{"step-reached": "motif"}) == 204
    )
    page = client.get(address)
    assert filled(page)["satisfaction"] == ["pas_bien"]
    (carry_on,) = [b for b in page.all("button") if b.get("id") == "resume"]
    assert carry_on.get("data-step") == "motif"
    assert len(db.session.scalars(select(LinkDraft)).all()) == 1


def test_two_pages_of_one_phone_keep_each_their_answers(client: PageClient, address: str) -> None:
    first, second = hidden(client.get(address)), hidden(client.get(address))
    assert quietly(client, address, {**first, "satisfaction": "pas_bien"}) == 204
    assert quietly(client, address, {**second, "satisfaction": "moyen"}) == 204
    client.follow(address, {**second, **WHOLE})
    assert db.session.scalars(select(LinkDraft.uuid)).all() == [first["uuid"]]


def test_what_is_kept_too_late_stays_sent(client: PageClient, address: str) -> None:
    form = {**hidden(client.get(address)), **WHOLE}
    client.follow(address, form)
    assert quietly(client, address, form) == 204
    assert db.session.scalars(select(LinkDraft)).all() == []


@pytest.mark.parametrize(
    "change",
    [{"start": "forged"}, {"uuid": "x"}, {"headers": {"Sec-Fetch-Site": "cross-site"}},
     {"commentaire": "x" * 300_000}],
)  # fmt: skip
def test_a_page_that_proves_nothing_or_says_too_much_is_not_kept(
    client: PageClient, address: str, change: Any
) -> None:
    form = {**hidden(client.get(address)), **HALF}
    assert quietly(client, address, form, **change) == 409
    assert db.session.scalars(select(LinkDraft)).all() == []


def test_answers_too_long_to_be_kept_stay_in_the_page(client: PageClient, address: str) -> None:
    form = {**hidden(client.get(address)), **HALF, "commentaire": WORD * 40_000}
    page = client.post(f"{address}/brouillon", form, 422)
    assert "trop longues" in page.text
    assert filled(page)["commentaire"] == form["commentaire"]


def test_nobody_came_back_counts_once_as_incomplete_without_text(
    client: PageClient, address: str
) -> None:
    form = begin(client, address, **{"step-reached": "motif"})
    give_up_abandoned()
    assert responses() == []
    grow_old()
    give_up_abandoned()
    give_up_abandoned()
    (only,) = responses()
    assert (only.uuid, only.status, only.last_step) == (form["uuid"], "incomplete", "motif")
    assert only.answers == {"satisfaction": "moyen", "motif": ["logement", "sante"]}
    assert (only.mode, only.counted) == ("lien", True)
    assert db.session.scalars(select(Document)).all() == []
    assert db.session.scalars(select(LinkDraft)).all() == []
    assert "Vous aviez commencé" not in client.get(address).text


def test_a_draft_too_old_is_not_shown_even_before_it_is_counted(
    client: PageClient, address: str
) -> None:
    begin(client, address)
    grow_old()
    assert WORD not in client.get(address).html


def test_text_alone_leaves_nothing(client: PageClient, address: str) -> None:
    form = {**hidden(client.get(address)), "commentaire": WORD}
    client.follow(f"{address}/brouillon", form)
    grow_old()
    give_up_abandoned()
    assert responses() == []
    assert db.session.scalars(select(LinkDraft)).all() == []


def test_a_draft_saved_again_meanwhile_is_not_given_up(client: PageClient, address: str) -> None:
    form = begin(client, address)
    grow_old()
    (late,) = _late()
    assert quietly(client, address, form) == 204
    with writing():
        drafts.give_up(late, "key")
    assert responses() == []
    assert len(db.session.scalars(select(LinkDraft)).all()) == 1


def _late() -> list[Any]:
    from_jobs = give_up_abandoned.__globals__
    key = from_jobs["house_secret"](from_jobs["DRAFTS"])
    return list(from_jobs["queries"].abandoned(utcnow() - dt.timedelta(hours=24), key))


def test_the_whole_sent_days_later_counts_instead_of_its_half(
    client: PageClient, app: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = begin(client, address)
    grow_old()
    give_up_abandoned()
    monkeypatch.setitem(app.config, "DRAFT_HOURS", 0)  # as if the page had been open for a day
    sent = {**form, **WHOLE, "commentaire": ""}
    assert "Merci" in client.follow(address, sent).text
    assert "déjà enregistré" in client.follow(address, sent).text
    half, whole = responses()
    assert half.withdrawn_at is not None
    assert (whole.status, whole.uuid) == ("complete", after(form["uuid"]))
    assert db.session.scalars(select(Conflict)).all() == []
    assert UUID4.fullmatch(whole.uuid)


def test_the_database_holds_no_typed_word(client: PageClient, app: Any, address: str) -> None:
    begin(client, address)
    if db.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(db.engine.url.database))) as raw:
            held = "\n".join(raw.iterdump())
    else:
        held = str(db.session.execute(text("SELECT * FROM link_draft")).all())
    assert hidden(client.get(address))["uuid"] in held
    assert WORD not in held
    assert "logement" not in str(db.session.execute(text("SELECT * FROM link_draft")).all())


def close(link: SurveyLink) -> None:
    """The link asks nothing more."""
    with writing() as session:
        found = session.get_one(SurveyLink, link.id)
        operations.close_link(make_lead(session.get_one(Study, link.study_id)), found)


def test_a_link_closed_meanwhile_says_what_becomes_of_the_answers(
    client: PageClient, link: SurveyLink, address: str
) -> None:
    form = begin(client, address)
    close(link)
    for page in (client.get(address, 410), client.post(address, form, 410)):
        assert "terminée" in page.text
        assert "compte comme un avis inachevé" in page.text
    assert quietly(client, address, form) == 409
    grow_old()
    give_up_abandoned()
    assert [r.status for r in responses()] == ["incomplete"]


def test_an_answer_sent_to_a_closed_link_learns_that_it_is_not_recorded(
    client: PageClient, link: SurveyLink, address: str
) -> None:
    form = {**hidden(client.get(address)), **WHOLE}
    close(link)
    assert "n'a pas pu être enregistré" in client.post(address, form, 410).text
    assert "n'a pas pu être enregistré" in client.post(f"{address}/brouillon", form, 410).text


def test_an_archived_survey_says_the_same(
    client: PageClient, link: SurveyLink, address: str
) -> None:
    begin(client, address)
    with writing() as session:
        found = session.get_one(SurveyLink, link.id)
        instruments.archive(make_lead(session.get_one(Study, link.study_id)), found.instrument)
    assert "compte comme un avis inachevé" in client.get(address, 410).text


def test_other_questions_meanwhile_are_said(
    client: PageClient, link: SurveyLink, address: str
) -> None:
    begin(client, address)
    with writing() as session:
        study = session.get_one(Study, link.study_id)
        found, lead = session.get_one(SurveyLink, link.id).instrument, make_lead(study)
        instruments.draft_from(lead, found, found.versions[0])
        instruments.publish(lead, study, found)
    page = client.get(address)
    assert "Les questions ont changé" in page.text
    assert filled(page)["satisfaction"] == ["moyen"]


def test_a_flood_of_drafts_is_kept_but_doubted(app: Any, address: str) -> None:
    for _turn in range(drafts.BURST + 1):
        client = PageClient(app)
        quietly(client, address, {**hidden(client.get(address)), "satisfaction": "pas_bien"})
    grow_old()
    give_up_abandoned()
    assert [r.counted for r in responses()] == [True] * drafts.BURST + [False]


def test_the_draft_speaks_the_language_it_was_begun_in(client: PageClient, address: str) -> None:
    form = {**hidden(client.get(f"{address}?lang=ar")), **HALF}
    client.follow(f"{address}/brouillon", form)
    page = client.get(address)
    assert page.tree.get("lang") == "ar"
    assert client.get(f"{address}?lang=en").tree.get("lang") == "en"
    assert page.tree.find(f"{HTML}body") is not None


@pytest.mark.parametrize("tag", ["fr", "fr-x-simple", "en", "es", "pt", "ar"])
def test_what_is_kept_is_said_in_each_language(client: PageClient, address: str, tag: str) -> None:
    page = client.get(f"{address}/garde?lang={tag}")
    assert "24" in page.text
    assert "{hours}" not in page.text
