"""Paper answers typed in at the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from feedback.db import db
from feedback.responses.models import Response
from tests import places

pytestmark = [pytest.mark.browser, pytest.mark.once]


def begin(visit: Callable[..., Any], world: Any, **size: int) -> tuple[Any, Page]:
    """An agent begins a batch."""
    with world.app_context():
        address = f"/etudes/{places.study()}/saisie"
    visitor = visit(**size).sign_in("agent")
    page = visitor.open(address)
    page.get_by_role("button", name="Commencer la saisie").click()
    expect(page.locator("#entry input[type=radio]").first).to_be_focused()
    return visitor, page


def focused(page: Page) -> str:
    """The name of the field that has the focus."""
    return str(page.evaluate("document.activeElement.name"))


def typed(page: Page) -> dict[str, list[str]]:
    """What is filled in, but for the token and the id."""
    return page.evaluate(
        """() => { const found = {};
           for (const [name, value] of new FormData(document.getElementById("entry")))
             if (value && !["csrf_token", "uuid"].includes(name)) (found[name] ??= []).push(value);
           return found; }"""
    )


def latest(world: Any) -> Response:
    """The response stored last."""
    with world.app_context():
        found = db.session.scalars(select(Response).order_by(Response.id.desc()).limit(1)).one()
        db.session.expunge(found)
        return found


def test_a_sheet_is_typed_without_leaving_the_keyboard(
    visit: Callable[..., Any], world: Any
) -> None:
    _visitor, page = begin(visit, world)
    made = page.locator("input[name=uuid]").input_value()
    assert focused(page) == "satisfaction"
    keys = page.keyboard
    keys.press("3")
    assert focused(page) == "motif"
    for key in ("2", "3", "3"):  # the third takes the second away again
        keys.press(key)
    keys.press("Enter")
    keys.press("0")  # nothing was ticked on paper
    for answer in "123401":
        keys.press(answer)  # one line of the table after the other; the fifth is blank
    assert focused(page) == "resultat"
    keys.press("ArrowUp")
    assert focused(page) == "oralite"
    keys.press("Enter")
    keys.press("1")
    assert not page.locator("[data-question=motif_renoncement]").is_visible()
    keys.press("1")
    assert focused(page) == "motif_renoncement"  # asked only of who gave up
    keys.press("2")
    keys.press("Enter")
    keys.press("Enter")
    assert focused(page) == "commentaire"
    keys.type("On m'a dit 3 fois d'attendre.")
    keys.press("Enter")
    assert focused(page) == "citation"
    keys.press("1")
    assert page.evaluate("document.activeElement.id") == "store"
    keys.press("Control+Enter")
    expect(page.locator(".entry-count")).to_contain_text("1 saisie dans ce lot")
    expect(page.locator("#entry input[type=radio]").first).to_be_focused()
    kept = latest(world)
    assert kept.uuid == made
    assert (kept.mode, kept.status) == ("saisie", "complete")
    assert kept.answers == {
        "satisfaction": "tres_bien", "motif": ["argent"], "ecoute": "oui",
        "disponibilite": "un_peu", "confidentialite": "non", "sans_jugement": "pas_concerne",
        "oralite": "oui", "resultat": "oui", "renoncement": "oui",
        "motif_renoncement": ["complique"], "citation": "oui",
    }  # fmt: skip
    assert typed(page) == {}  # a blank sheet again, nothing of the one before
    assert focused(page) == "satisfaction"
    assert page.locator("input[name=uuid]").input_value() != made


def test_numbers_above_nine_wait_for_their_second_digit(
    visit: Callable[..., Any], world: Any
) -> None:
    _visitor, page = begin(visit, world)
    page.keyboard.press("1")
    for key in ("1", "0"):
        page.keyboard.press(key)
    assert typed(page)["motif"] == ["autre"]
    for key in ("1", ",", "2"):
        page.keyboard.press(key)
    assert typed(page)["motif"] == ["rendez_vous", "argent", "autre"]
    for key in ("1", "1"):
        page.keyboard.press(key)
    assert typed(page)["motif"] == ["ne_dit_pas"]  # it goes with no other
    page.keyboard.press("0")
    assert "motif" not in typed(page)


def test_the_row_of_digits_of_a_french_keyboard_needs_no_shift(
    visit: Callable[..., Any], world: Any
) -> None:
    _visitor, page = begin(visit, world)
    page.evaluate(
        """() => document.activeElement.dispatchEvent(
             new KeyboardEvent("keydown", {key: "é", code: "Digit2", bubbles: true, cancelable: true}))"""
    )
    assert typed(page) == {"satisfaction": ["moyen"]}


def test_the_last_one_is_taken_back_after_a_question(visit: Callable[..., Any], world: Any) -> None:
    _visitor, page = begin(visit, world)
    page.keyboard.press("2")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Annuler la dernière").click()
    page.get_by_role("button", name="Oui, continuer").click()
    expect(page.locator(".entry-count")).to_contain_text("0 saisie dans ce lot")
    assert latest(world).withdrawn_at is not None


def test_a_blank_first_question_is_said_and_nothing_typed_is_lost(
    visit: Callable[..., Any], world: Any
) -> None:
    _visitor, page = begin(visit, world)
    made = page.locator("input[name=uuid]").input_value()
    page.keyboard.press("Enter")
    page.keyboard.press("4")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".errors")).to_be_focused()
    assert typed(page) == {"motif": ["adresse"]}
    page.get_by_label("Cette question est restée vide").check()
    page.get_by_role("button", name="Enregistrer la feuille").click()
    expect(page.locator(".entry-count")).to_contain_text("1 saisie")
    kept = latest(world)
    assert (kept.uuid, kept.status, kept.last_step) == (made, "incomplete", "satisfaction")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_sheet_nor_on_its_faults(
    visit: Callable[..., Any], world: Any, scheme: str
) -> None:
    visitor, page = begin(visit, world)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.locator(".entry-keys summary").click()
    assert visitor.violations() == []
    page.get_by_role("button", name="Enregistrer la feuille").click()
    page.locator(".errors").wait_for()
    assert visitor.violations() == []


def test_a_narrow_screen_loses_nothing(visit: Callable[..., Any], world: Any) -> None:
    _visitor, page = begin(visit, world, width=320, height=700)
    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
             .filter((one) => one.getBoundingClientRect().right > innerWidth)
             .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert wide == []
