"""The tablet in a real browser: one question at a time, nothing left of the person before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.kiosk import operations as kiosk
from feedback.kiosk.queries import demo_device
from feedback.responses.models import Response

pytestmark = [pytest.mark.browser, pytest.mark.once]
IDLE = "body:not([data-saving])[data-waiting='0'][data-at]"
LANGUAGES = ["fr", "fr-x-simple", "en", "es", "pt", "ar"]


@pytest.fixture
def tablet(visit: Callable[..., Any], world: Any, server: str) -> Iterator[Callable[..., Any]]:
    """Make a paired tablet of a size; at the end, what it holds arrives before the next test."""
    made: list[Any] = []

    def make(width: int = 1024, height: int = 768) -> Any:
        with world.app_context(), writing():
            credential = kiosk.pair(demo_device())
        visitor = visit(width, height)
        visitor.context.add_cookies([{"name": "tablette", "value": credential, "url": server}])
        visitor.open("/k").wait_for_selector("body[data-ready]")
        made.append(visitor)
        return visitor

    yield make
    for visitor in made:
        visitor.page.wait_for_selector(IDLE)


def here(page: Any) -> str:
    """The screen shown."""
    return str(page.evaluate("document.querySelector('.here')?.dataset.screen"))


def go_on(page: Any, act: Callable[[], Any] | None = None) -> None:
    """Touch "next" and wait for the next screen: the last one comes when all is on the disk."""
    before = here(page)
    act() if act else page.click("#next")
    page.wait_for_function(
        "(was) => (document.querySelector('.here')?.dataset.screen ?? was) !== was", arg=before
    )


def count(world: Any) -> int:
    """Responses stored."""
    with world.app_context():
        return db.session.scalar(select(func.count()).select_from(Response)) or 0


def answer(page: Any, comment: str = "") -> list[str]:
    """Walk the whole survey, giving up a help so that the hidden question shows."""
    page.click("#start")
    seen = []
    while here(page) != "thanks":
        seen.append(here(page))
        if seen[-1] == "satisfaction":
            page.click(".here label:nth-child(1)")
        if seen[-1] == "renoncement":
            page.click(".here label:has(input[value=oui])")
        if seen[-1] == "commentaire" and comment:
            page.fill(".here textarea", comment)
        go_on(page)
    return seen


def test_the_path_follows_the_answers_and_the_answer_arrives(tablet: Any, world: Any) -> None:
    before = count(world)
    visitor = tablet()
    seen = answer(visitor.page, "Un mot de la borne")
    assert "motif_renoncement" in seen
    assert "citation" in seen
    visitor.page.wait_for_selector(IDLE)
    assert count(world) == before + 1
    with world.app_context():
        query = select(Document.state).where(Document.text == "Un mot de la borne")
        assert db.session.scalar(query) == "to_read"


def test_nothing_typed_can_be_reached_by_the_next_person(tablet: Any) -> None:
    visitor = tablet()
    answer(visitor.page, "Secret du premier")
    visitor.page.click("#again")
    assert "Secret du premier" not in visitor.page.content()
    values = visitor.page.evaluate(
        "[...document.querySelectorAll('#survey textarea, #survey input')].map((i) => i.value)"
    )
    assert "Secret du premier" not in values
    assert visitor.page.evaluate("document.querySelectorAll('#survey input:checked').length") == 0
    visitor.page.go_back()
    assert "Secret du premier" not in visitor.page.content()


def test_the_required_question_is_said_and_the_page_stays(tablet: Any) -> None:
    page = tablet().page
    page.click("#start")
    page.click("#next")
    assert here(page) == "satisfaction"
    assert "Touchez une réponse" in page.inner_text(".here .k-must")


def test_stopping_keeps_closed_answers_as_incomplete_without_text(tablet: Any, world: Any) -> None:
    visitor = tablet()
    page = visitor.page
    page.click("#start")
    page.click(".here label:nth-child(2)")
    page.click("#next")
    page.click("#stop")
    page.click("#sure button[value=yes]")
    page.wait_for_selector(f"{IDLE}[data-at='start']")
    with world.app_context():
        last = db.session.scalars(select(Response).order_by(Response.id.desc()).limit(1)).one()
        assert (last.status, last.last_step) == ("incomplete", "motif")
    assert here(page) == "start"


def test_answers_wait_while_the_network_is_cut_and_arrive_once(tablet: Any, world: Any) -> None:
    visitor = tablet()
    page = visitor.page
    before = count(world)
    visitor.context.set_offline(True)
    answer(page)
    page.wait_for_selector("body[data-waiting='1']")
    expect(page.locator("#state")).to_contain_text("essaie à nouveau")
    page.click("#again")
    answer(page)
    assert count(world) == before
    visitor.context.set_offline(False)
    page.wait_for_selector(IDLE, timeout=10_000)
    assert count(world) == before + 2


@pytest.mark.parametrize("size", [(1024, 768), (768, 1024)])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_screen_scrolls_and_axe_finds_nothing(
    tablet: Any, tag: str, size: tuple[int, int]
) -> None:
    visitor = tablet(*size)
    page = visitor.page
    if tag != "fr":
        page.click(".k-languages summary")
        page.click(f"[data-language='{tag}']")
        page.wait_for_selector(f"#survey input[name=lang][value='{tag}']", state="attached")
    found = visitor.violations()
    page.click("#start")
    while here(page) != "thanks":
        name = here(page)
        if name == "satisfaction":
            page.click(".here label:nth-child(3)")
        if name == "commentaire":
            page.fill(".here textarea", "…")
        extra = page.evaluate("document.documentElement.scrollHeight - innerHeight")
        assert extra <= 0, f"{name} scrolls by {extra}"
        if size[0] == 1024:
            found += [f"{name}: {one}" for one in visitor.violations()]
        go_on(page)
    assert found == []


def test_targets_are_large_enough_for_a_finger(tablet: Any) -> None:
    page = tablet().page
    page.click("#start")
    page.click(".here label:nth-child(3)")
    while here(page) != "thanks":
        sizes = page.evaluate(
            """[...document.querySelectorAll('.here .choice, #foot button')]
               .map((e) => e.getBoundingClientRect()).map((r) => [r.width, r.height])"""
        )
        assert all(min(size) >= 63.5 for size in sizes), (here(page), sizes)
        go_on(page)


def test_the_keyboard_alone_is_enough(tablet: Any, world: Any) -> None:
    before = count(world)
    page = tablet().page
    page.focus("#start")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _screen in range(12):
        if here(page) == "thanks":
            break
        go_on(page, lambda: (page.focus("#next"), page.keyboard.press("Enter")))
    page.wait_for_selector(IDLE)
    assert count(world) == before + 1
