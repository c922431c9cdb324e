"""Results by hand: the choice that all follows, and the wall."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests import places

pytestmark = pytest.mark.browser


def results(visitor: Any) -> Any:
    """The page of results of the reception survey."""
    with visitor.world.app_context():
        address = f"/enquetes/{places.survey().public_id}/resultats"
    return visitor.open(address)


def test_what_may_be_done_follows_the_choice_without_a_new_page(visit: Callable[..., Any]) -> None:
    page = results(visit().sign_in("responsable"))
    page.get_by_label("Un filtre de plus").select_option("mode:lien")
    expect(page.locator("#shown .badge.accent", has_text="Lien sur un téléphone")).to_be_visible()
    page.get_by_text("Garder cette vue").click()
    assert page.locator("#shown input[name=filtre]").get_attribute("value") == "mode:lien"
    page.get_by_role("link", name="Projeter").click()
    expect(page.locator(".projected-head .badge")).to_have_text("Lien sur un téléphone")


def test_on_the_wall_keys_move_from_screen_to_screen_and_leave(visit: Callable[..., Any]) -> None:
    page = results(visit(1920, 1080).sign_in("lieu"))
    page.get_by_role("link", name="Projeter").click()
    expect(page.locator("#keys")).to_be_visible()
    opening, who = page.locator(".opening"), page.locator(".columns")
    expect(opening).to_be_in_viewport(ratio=0.9)
    page.keyboard.press("ArrowRight")
    expect(who).to_be_in_viewport(ratio=0.9)
    expect(who).to_be_focused()
    page.keyboard.press("PageUp")
    expect(opening).to_be_in_viewport(ratio=0.9)
    page.keyboard.press("Escape")
    expect(page.get_by_label("Lieu", exact=True)).to_be_visible()


@pytest.mark.parametrize("at", ["", "/projeter"])
def test_what_the_answers_in_words_speak_of_comes_by_itself(
    visit: Callable[..., Any], at: str
) -> None:
    page = results(visit().sign_in("responsable"))
    page.goto(page.url + at)
    part = page.locator(".themes").first
    expect(part.get_by_role("heading", name="Ce dont on parle")).to_be_attached()
    expect(part.locator("li").first).to_be_visible()
