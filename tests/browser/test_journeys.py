"""Interviews and paroles in a real browser, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from feedback.db import db
from feedback.journeys.models import Interview
from feedback.paroles.models import ParoleLink

pytestmark = [pytest.mark.browser, pytest.mark.once]


def found(world: Any, query: Any) -> str:
    """One value of the demonstration."""
    with world.app_context():
        value = str(db.session.scalars(query).first())
        db.session.rollback()
    return value


@pytest.fixture
def journey(visit: Callable[..., Any], world: Any) -> Page:
    """The interview in progress, htmx at hand."""
    query = select(Interview.public_id).where(Interview.state == "draft")
    page: Page = visit().sign_in("enqueteur").open(f"/parcours/{found(world, query)}")
    page.locator("html[data-htmx]").wait_for(state="attached")
    return page


def titles(page: Page) -> list[str]:
    """Titles of the steps in order."""
    return page.locator(".step-words h3 a").all_inner_texts()


def test_a_step_moves_by_keyboard_and_the_focus_follows(journey: Page) -> None:
    before = titles(journey)
    down = journey.get_by_role("button", name=f"Descendre : {before[0]}")
    down.focus()
    journey.keyboard.press("Enter")
    expect(journey.locator(".step-words h3 a").first).to_have_text(before[1])
    assert titles(journey)[:2] == [before[1], before[0]]
    expect(down).to_be_focused()
    expect(journey.locator("#steps [role=status]").first).to_contain_text("à la place 2")
    journey.get_by_role("button", name=f"Monter : {before[0]}").click()
    expect(journey.locator(".step-words h3 a").first).to_have_text(before[0])


def test_a_step_taken_away_comes_back(journey: Page) -> None:
    before = titles(journey)
    journey.get_by_role("button", name=f"Retirer : {before[1]}").click()
    expect(journey.locator(".step-words h3 a")).to_have_count(len(before) - 1)
    journey.get_by_role("button", name="Annuler").first.click()
    expect(journey.locator(".step-words h3 a")).to_have_count(len(before))
    assert titles(journey) == before


def test_the_picture_fits_a_wide_screen_and_scrolls_on_a_narrow_one(
    journey: Page, visit: Callable[..., Any]
) -> None:
    wide = journey.locator(".journey-scroll").evaluate("e => e.scrollWidth - e.clientWidth")
    assert wide <= 1
    journey.set_viewport_size({"width": 390, "height": 844})
    page = journey.evaluate("document.documentElement.scrollWidth")
    assert page <= 390


def deposit(world: Any) -> str:
    """Address of the deposit page."""
    return f"/p/{found(world, select(ParoleLink.token))}?lang=fr"


def test_questions_appear_as_they_are_called_for(visit: Callable[..., Any], world: Any) -> None:
    page = visit().open(deposit(world))
    name, mail = page.locator("#q-nom_cite"), page.locator("#q-courriel_relecture")
    expect(name).to_be_hidden()
    expect(mail).to_be_hidden()
    page.check("#q-type_parole-expert")
    page.check("#q-diffusion-nominative")
    expect(name).to_be_visible()
    page.check("#q-type_parole-professionnel")
    expect(name).to_be_hidden()
    page.check("#q-relecture-oui")
    expect(mail).to_be_visible()


def test_a_parole_is_left_and_taken_back_without_any_script(
    visit: Callable[..., Any], world: Any
) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.open(deposit(world))
    expect(page.locator("#q-nom_cite")).to_be_visible()
    page.fill("#q-parole", "Sans écran, on se regarde davantage, et on s'explique mieux.")
    for box in ("sans_personne", "type_parole-professionnel", "contexte-formulaire"):
        page.check(f"#q-{box}")
    page.check("#q-diffusion-anonyme")
    page.get_by_role("button", name="Envoyer").click()
    code = page.locator(".p-code-signs").inner_text()
    visitor.open("/retrait?lang=fr")
    page.fill("#code", code.lower())
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Oui, tout retirer").click()
    expect(page.locator("h1")).to_contain_text("C'est retiré")


@pytest.mark.parametrize("path", ["/retrait?lang=ar", "/retrait?lang=fr"])
def test_the_public_pages_stand_before_axe(visit: Callable[..., Any], path: str) -> None:
    visitor = visit(width=390, height=844)
    visitor.open(path)
    assert visitor.violations() == []
