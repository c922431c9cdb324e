"""Edges, short answers and a network that goes away, as coders meet them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from feedback.db import db
from feedback.studies.models import Study
from tests.browser.test_coding import HELD, WORDS, coded, opened, text_of

__all__ = ["opened"]
pytestmark = [pytest.mark.browser, pytest.mark.once]
SHORT = "Rien à dire, tout va bien."


def put(page: Page, key: str = "écou") -> None:
    """Code the first sentence by keys."""
    page.locator("#text").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type(key)
    page.keyboard.press("Enter")


def test_an_edge_is_moved_by_keys_and_to_the_words_selected(
    opened: tuple[Page, str], world: Any
) -> None:
    page, public_id = opened
    put(page)
    expect(page.locator(HELD)).to_have_count(1)
    page.locator(f"{HELD} summary").focus()
    page.keyboard.press("Enter")
    less = page.get_by_role("button", name="Fin, en mots : laisser un mot")
    less.focus()
    with page.expect_response(lambda answer: "/bords" in answer.url):
        page.keyboard.press("Enter")
    expect(page.locator(".passage")).to_have_text("La dame 🙂 a pris le")
    assert [said for said, _, _ in coded(world, public_id)] == ["La dame 🙂 a pris le"]
    page.locator("#text").focus()
    page.keyboard.press("ArrowDown")
    page.locator(f"{HELD} summary").click()
    page.get_by_role("button", name="Prendre les mots sélectionnés").click()
    expect(page.locator(".passage")).to_have_count(1)
    assert len(coded(world, public_id)) == 1
    assert coded(world, public_id)[0][0] != "La dame 🙂 a pris le"


def told_of(visitor: Any) -> None:
    """The network that was cut is no fault of the page."""
    visitor.faults[:] = [one for one in visitor.faults if "Failed to fetch" not in one]


def test_what_is_coded_without_a_network_is_stored_when_it_is_back(
    visit: Callable[..., Any], world: Any
) -> None:
    public_id = text_of(world, WORDS, "read")
    visitor = visit().sign_in("codeuse")
    page = visitor.open(f"/codage/{public_id}")
    page.locator("html.js[data-htmx]").wait_for(state="attached")
    page.context.set_offline(True)
    put(page)
    told = page.locator("#unsent")
    expect(told).to_contain_text("1 geste attend")
    put(page, "conf")
    expect(told).to_contain_text("2 gestes attendent")
    assert coded(world, public_id) == []
    page.context.set_offline(False)
    expect(told).to_contain_text("tout est enregistré")
    expect(page.locator(HELD)).to_have_count(2)
    told_of(visitor)
    assert len(coded(world, public_id)) == 2
    page.locator(f"{HELD} summary").first.click()  # what was drawn again works
    page.get_by_role("button", name="Retirer ce codage").first.click()
    expect(page.locator(HELD)).to_have_count(1)


def test_short_answers_are_coded_by_one_key_each(world: Any, visit: Callable[..., Any]) -> None:
    first, second = text_of(world, SHORT, "read"), text_of(world, "Trop long, trop loin.", "read")
    visitor = visit().sign_in("codeuse")
    with world.app_context():
        study = db.session.query(Study).first().public_id
        db.session.rollback()
    q = "sous=A2&sous=B4&etat=personne&nature=comment&langue=fr"
    page = visitor.open(f"/etudes/{study}/codage/liste-rapide?{q}")
    page.locator("html.js[data-htmx]").wait_for(state="attached")
    while not page.locator(f"#quick-{first}").count():
        page.locator("#quick-more").click()
        page.locator("html.js[data-htmx]").wait_for(state="attached")
    assert visitor.violations() == []
    page.locator(f"#quick-{first}").focus()
    page.keyboard.press("2")
    expect(page.locator(f"#quick-{first} .quick-mark")).to_have_count(1)
    expect(page.locator(f"#quick-{second}")).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator(f"#quick-{second} .quick-mark")).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator(f"#quick-{second} .quick-mark")).to_have_count(0)
    assert coded(world, first) == [(SHORT, "B4", 0)]
    assert coded(world, second) == []
    page.locator(f"#quick-{second}").focus()
    page.context.set_offline(True)
    page.keyboard.press("1")
    expect(page.locator("#unsent")).to_contain_text("1 geste attend")
    page.context.set_offline(False)
    expect(page.locator(f"#quick-{second} .quick-mark")).to_have_count(1)
    told_of(visitor)
