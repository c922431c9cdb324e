"""The survey on one's own phone: left and taken up again, with its script and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select

from feedback.db import db, writing
from feedback.instruments.models import Instrument
from feedback.instruments.recordings import operations as recordings
from feedback.instruments.recordings.queries import recording
from feedback.kiosk import operations
from feedback.kiosk.drafts.models import LinkDraft
from feedback.kiosk.models import SurveyLink
from feedback.kiosk.slips import operations as slips
from feedback.kiosk.words import words
from feedback.responses.models import Response
from feedback.studies.models import Study
from feedback.web.secrets import SLIPS, house_secret
from tests.factories import make_account, make_lead, make_site
from tests.instruments.recordings.making import wav

pytestmark = [pytest.mark.browser, pytest.mark.once]
PHONE = (390, 844)
WORD = "Mirabelle"
SEND = {tag: words(tag)["send"] for tag in ("fr", "fr-x-simple", "en", "es", "pt", "ar")}


@pytest.fixture
def address(world: Any) -> str:
    """A link of its own."""
    with world.app_context():
        site = make_site()
        with writing() as session:
            study = session.scalars(select(Study)).first()
            study.sites = [*study.sites, session.merge(site)]
            survey = session.scalars(select(Instrument).where(Instrument.code == "accueil")).one()
            link = operations.open_link(make_lead(study), study, survey, session.merge(site))
            return f"/r/{link.token}"


@contextmanager
def recorded(world: Any, *parts: str) -> Iterator[None]:
    """Meanwhile these screens have a recording in French."""
    with world.app_context():
        query, actor = select(Instrument).where(Instrument.code == "accueil"), make_account()
        for part in parts:
            with writing() as session:
                survey = session.scalars(query).one()
                recordings.keep(actor, survey, part, "fr", wav(1), "")
        yield
        for part in parts:
            with writing() as session:
                survey = session.scalars(query).one()
                found = recording(survey, part, "fr")
                assert found
                recordings.remove(actor, survey, found)


def here(page: Any) -> str:
    """The screen shown."""
    return str(page.evaluate("document.querySelector('.here')?.dataset.screen"))


def go_on(page: Any, saved: bool = True) -> None:
    """Touch "next"; the step is kept."""
    if not saved:
        page.click("#next")
        return
    with page.expect_response(lambda answer: answer.url.endswith("/brouillon")):
        page.click("#next")


def answer_half(page: Any) -> None:
    """From the start to the comment, which is typed; the step after it is reached."""
    page.click("#start")
    page.click(".here label:nth-child(2)")
    while here(page) != "commentaire":
        go_on(page)
    page.fill(".here textarea", WORD)
    go_on(page)


def arrived(world: Any, address: str) -> list[Response]:
    """Answers of this link's site."""
    with world.app_context():
        link = SurveyLink.token == address[3:]
        query = select(Response).join(SurveyLink, SurveyLink.site_id == Response.site_id)
        return list(db.session.scalars(query.where(link)))


def waiting(world: Any, address: str) -> int:
    """Drafts of this link."""
    with world.app_context():
        query = select(LinkDraft).join(SurveyLink, SurveyLink.id == LinkDraft.link_id)
        return len(db.session.scalars(query.where(SurveyLink.token == address[3:])).all())


def test_closed_and_opened_again_the_phone_is_at_the_step_reached(
    visit: Callable[..., Any], world: Any, address: str
) -> None:
    visitor = visit(*PHONE)
    answer_half(visitor.open(address))
    step = here(visitor.page)
    visitor.page.close()
    page = visitor.page = visitor.context.new_page()
    visitor.open(address)
    assert "Vous aviez commencé" in page.inner_text("main")
    assert not page.is_visible("#start")
    assert visitor.violations() == []
    page.click("#resume")
    assert here(page) == step
    page.click("#back")
    assert page.input_value(".here textarea") == WORD
    while page.evaluate("document.body.dataset.at") == "questions":
        page.click("#next")
        if "/merci" in page.url:
            break
    page.wait_for_url("**/merci**")
    (only,) = arrived(world, address)
    assert (only.status, only.answers["satisfaction"]) == ("complete", "moyen")
    assert "Vous aviez commencé" not in visitor.open(address).inner_text("main")


def test_starting_over_leaves_nothing_of_the_first_answers(
    visit: Callable[..., Any], address: str
) -> None:
    visitor = visit(*PHONE)
    answer_half(visitor.open(address))
    page = visitor.open(address)
    page.get_by_role("button", name="Recommencer").click()
    page.wait_for_selector("#start")
    assert WORD not in page.content()
    assert page.evaluate("document.querySelectorAll('#survey input:checked').length") == 0


def test_stopping_after_taking_up_again_erases_all(
    visit: Callable[..., Any], world: Any, address: str
) -> None:
    visitor = visit(*PHONE)
    answer_half(visitor.open(address))
    page = visitor.open(address)
    page.click("#resume")
    page.click("#stop")
    with page.expect_response(lambda answer: answer.url.endswith("/recommencer")):
        page.click("#sure button[value=yes]")
    page.wait_for_selector("#start")
    assert page.evaluate("document.querySelectorAll('#survey input:checked').length") == 0
    assert page.input_value("#survey textarea >> nth=0") == ""
    assert "Vous aviez commencé" not in visitor.open(address).inner_text("main")
    assert waiting(world, address) == 0


def test_another_language_keeps_what_was_begun(visit: Callable[..., Any], address: str) -> None:
    visitor = visit(*PHONE)
    answer_half(visitor.open(address))
    page = visitor.open(address)
    page.click(".k-languages summary")
    page.click("[data-language=en]")
    page.wait_for_url("**lang=en")
    assert "You had started" in page.inner_text("main")
    page.click("#resume")
    page.click(".k-languages summary")
    page.click("[data-language=ar]")
    page.wait_for_selector("#survey input[name=lang][value=ar]", state="attached")
    page.click("#back")
    assert page.input_value(".here textarea") == WORD


def test_without_network_the_person_goes_on_and_is_told_nothing(
    visit: Callable[..., Any], world: Any, address: str
) -> None:
    visitor = visit(*PHONE)
    page = visitor.open(address)
    page.click("#start")
    page.click(".here label:nth-child(3)")
    visitor.context.set_offline(True)
    go_on(page, saved=False)
    go_on(page, saved=False)
    assert page.evaluate("document.body.dataset.at") == "questions"
    visitor.context.set_offline(False)
    go_on(page)
    assert waiting(world, address) == 1


def test_without_script_the_same_answers_are_kept_and_taken_up_again(
    visit: Callable[..., Any], world: Any, address: str
) -> None:
    visitor = visit(*PHONE, java_script_enabled=False)
    page = visitor.open(address)
    page.check("input[name=satisfaction][value=tres_bien]", force=True)
    page.fill("textarea[name=commentaire]", WORD)
    page.get_by_role("button", name="Enregistrer et finir plus tard").click()
    assert "24 heures" in page.inner_text("main")
    page.get_by_role("link", name="Reprendre").click()
    assert "Vous aviez commencé" in page.inner_text("main")
    assert page.is_checked("input[name=satisfaction][value=tres_bien]")
    assert page.input_value("textarea[name=commentaire]") == WORD
    other = visit(*PHONE, java_script_enabled=False).open(address)
    assert WORD not in other.content()
    page.get_by_role("button", name="Envoyer").click()
    assert "Merci" in page.inner_text("main")
    (only,) = arrived(world, address)
    assert only.answers["satisfaction"] == "tres_bien"
    assert "Vous aviez commencé" not in visitor.open(address).inner_text("main")


def test_the_pages_of_what_is_kept_are_accessible(visit: Callable[..., Any], address: str) -> None:
    visitor = visit(*PHONE)
    visitor.open(f"{address}/garde?lang=ar")
    assert visitor.violations() == []
    visitor.open(f"{address}/garde")
    assert visitor.violations() == []


def test_without_script_the_page_taken_up_again_is_accessible(
    visit: Callable[..., Any], address: str
) -> None:
    visitor = visit(*PHONE)
    answer_half(visitor.open(address))
    visitor.context.route("**/repondre-link-*.js", lambda route: route.abort())
    page = visitor.open(address)
    assert page.is_visible("text=Enregistrer et finir plus tard")
    assert visitor.violations() == []


def test_the_first_visit_stays_light(visit: Callable[..., Any], world: Any, address: str) -> None:
    with recorded(world, "start"):
        visitor = visit(*PHONE)
        sizes = []
        visitor.page.on("requestfinished", lambda one: sizes.append(one.sizes()))
        visitor.open(address, until="networkidle")
        assert len(sizes) <= 8
        assert sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes) <= 60_000


def test_a_recording_is_listened_to_and_stopped(
    visit: Callable[..., Any], world: Any, address: str
) -> None:
    with recorded(world, "satisfaction"):
        visitor = visit(*PHONE)
        page = visitor.open(address)
        assert not page.is_visible("#listen")  # no recording of this screen, no voice here
        page.click("#start")
        with page.expect_response("**/ecouter/*"):
            page.click("#listen")
        page.wait_for_selector("#listen[aria-pressed=true]")
        assert page.inner_text("#listen") == "Arrêter la lecture"
        assert visitor.violations() == []
        page.wait_for_selector("#listen[aria-pressed=false]")  # heard to its end
        page.click("#listen")
        page.click("#listen")
        page.wait_for_selector("#listen[aria-pressed=false]")


@pytest.mark.parametrize("tag", list(SEND))
def test_no_screen_is_wider_than_a_small_phone(
    visit: Callable[..., Any], address: str, tag: str
) -> None:
    page = visit(320, 640).open(f"{address}?lang={tag}")
    page.click("#start")
    page.click(".here label:nth-child(2)")
    wide = []
    while True:
        page.evaluate("document.getElementById('listen').hidden = false")
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            wide.append(here(page))
        if page.evaluate("document.getElementById('next').innerText").strip() == SEND[tag]:
            break
        page.click("#next")
    assert wide == []


def test_the_code_of_a_slip_is_asked_first_and_a_wrong_one_costs_no_answer(
    visit: Callable[..., Any], world: Any, address: str
) -> None:
    with world.app_context():
        key = house_secret(SLIPS)
        with writing() as session:
            link = session.scalars(select(SurveyLink).where(SurveyLink.token == address[3:])).one()
            lead = make_lead(session.get_one(Study, link.study_id))
            slips.demand(lead, link, True)
            code = slips.make(lead, link, 10, key)[0]
    visitor = visit(*PHONE)
    page = visitor.open(address)
    assert visitor.violations() == []
    page.click("#start")
    assert here(page) == "start"
    assert "Tapez d'abord" in page.inner_text("#code-help")
    page.fill("#code", "aaaa aaaa")
    page.click(".k-languages summary")
    page.click("[data-language=en]")
    page.wait_for_selector("#survey input[name=lang][value=en]", state="attached")
    assert page.input_value("#code") == "aaaa aaaa"
    page.press("#code", "Enter")
    page.click(".here label:nth-child(3)")
    while page.inner_text("#next").strip() != SEND["en"]:
        go_on(page)
    with page.expect_navigation():
        page.click("#next")
    assert "not right" in page.inner_text("#code-error")
    assert page.evaluate("document.activeElement.id") == "code"
    assert visitor.violations() == []
    page.fill("#code", code)
    page.click("#start")
    page.click("#next")
    page.wait_for_url("**/merci**")
    assert [one.status for one in arrived(world, address)] == ["complete"]
