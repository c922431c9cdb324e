"""Exports by hand: an address for a spreadsheet, its page and the list of files, seen and walked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from feedback.app.worker import run_here

pytestmark = [pytest.mark.browser, pytest.mark.once]
SHOWN = Path(os.environ.get("SHOWN", ""))  # where pictures are left for a look, if anywhere


def look(visitor: Any, name: str) -> None:
    """Axe finds nothing, nothing is lost at 320 pixels; a picture is left for whoever asks."""
    assert visitor.violations() == [], name
    if SHOWN.name:
        visitor.page.screenshot(path=SHOWN / f"{name}.png", full_page=True)
    before = visitor.page.viewport_size
    visitor.page.set_viewport_size({"width": 320, "height": 700})
    extra = visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if SHOWN.name:
        visitor.page.screenshot(path=SHOWN / f"{name}_narrow.png", full_page=True)
    visitor.page.set_viewport_size(before)
    assert extra <= 0, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_address_is_made_told_once_and_taken_back(
    world: Any, visit: Callable[..., Any], scheme: str
) -> None:
    visitor = visit(color_scheme=scheme).sign_in("responsable")
    page = visitor.open("/exports")
    form = page.locator("form[action$='/exports/table']")
    form.get_by_label("Table").select_option("codings")
    form.get_by_role("button").click()
    address = page.locator("#address").inner_text()
    assert "/flux/" in address
    look(visitor, f"address_{scheme}")
    page.get_by_role("link", name="Terminé").click()
    page.locator("form[action$='/exports/donnees'] button").click()
    expect(page.locator("main")).to_contain_text("Votre fichier se prépare")
    look(visitor, f"waiting_{scheme}")
    assert run_here(world) == 2
    page.reload()
    assert page.request.get(address).status == 200
    page.reload()
    expect(page.locator("#mes-fichiers")).to_contain_text("lue 1 fois")
    assert address not in page.content()
    look(visitor, f"ready_{scheme}")
    page.get_by_role("button", name="Retirer l'adresse").click()
    expect(page.locator("main")).to_contain_text("Cette adresse n'ouvre plus.")
    assert page.request.get(address).status == 404


def test_an_address_is_made_by_keyboard_and_copied(world: Any, visit: Callable[..., Any]) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"]).sign_in("lieu")
    page = visitor.open("/exports")
    page.locator("#figures").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    address = page.locator("#address").inner_text()
    page.get_by_role("button", name="Copier").click()
    expect(page.locator("#say")).to_contain_text("Adresse copiée")
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert run_here(world) == 1  # nothing is left waiting in the house that all share
