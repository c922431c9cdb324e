"""A survey from nothing: written, translated into Arabic, published, answered on the tablet, found
in the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from feedback.db import db, writing
from feedback.instruments import library
from feedback.instruments.models import Instrument
from feedback.kiosk import operations as kiosk
from feedback.kiosk.queries import demo_device
from tests.browser.conftest import served
from tests.browser.hand import SAVED, Hand
from tests.browser.test_walk import download
from tests.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.once]
MODEL = library.load("accueil")
WRITTEN = ("satisfaction", "effort", "renoncement", "motif_renoncement", "commentaire")
TITLE = "Votre passage chez nous"


@pytest.fixture(scope="module")
def world() -> Flask:
    """A demonstration of its own: what is published here stays."""
    return make_world()


@pytest.fixture(scope="module")
def server(world: Flask) -> Iterator[str]:
    """Its address."""
    yield from served(world)


def confirmed(page: Any, button: str) -> None:
    """Press a button and say yes."""
    page.get_by_role("button", name=button).click()
    page.locator("#confirm button[value=yes]").click()


def test_from_nothing_to_the_workbook(
    visit: Callable[..., Any], world: Flask, server: str, tmp_path: Path
) -> None:
    lead = visit().sign_in("responsable")
    page, hand = lead.page, Hand(lead.page)
    lead.open("/etudes")
    study = page.locator("main a[href^='/etudes/']").first.get_attribute("href")
    lead.open(f"{study}/questionnaires/nouveau")
    hand.begin(study, TITLE)
    for code in WRITTEN:
        hand.question(MODEL.by_code[code])
    page.wait_for_selector(SAVED)
    page.locator(".workshop-bar a", has_text="Traductions").click()
    page.select_option("select[name=tag]", "ar")
    page.get_by_role("button", name="Ajouter").click()
    if "/ar" not in page.url:
        page.get_by_role("link", name="العربية").first.click()
    hand.translated(MODEL, "ar")
    confirmed(page, "Dire relue")
    expect(page.locator("td .badge.good").first).to_contain_text("relue")

    with world.app_context():
        made = db.session.query(Instrument).filter_by(title=TITLE).one().public_id
    lead.open(f"/questionnaires/{made}/verification")
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.locator("main")).to_contain_text("Version 1 publiée")
    with world.app_context():
        device = demo_device()
        assert device
        tablet = device.public_id
    lead.open(f"/tablettes/{tablet}")
    page.select_option("select[name=instrument]", made)
    page.get_by_role("button", name="Enregistrer").click()

    with world.app_context(), writing():
        credential = kiosk.pair(demo_device())
    visitor = visit(1024, 768)
    visitor.context.add_cookies([{"name": "tablette", "value": credential, "url": server}])
    visitor.open("/k").wait_for_selector("body[data-ready]")
    screen = visitor.page
    screen.click(".k-languages summary")
    screen.click("[data-language=ar]")
    screen.wait_for_selector("html[dir=rtl]")
    screen.click("#start")
    screen.get_by_text(MODEL.by_code["satisfaction"].options[2].label["ar"]).click()
    while screen.evaluate("document.body.dataset.at") == "questions":
        was = screen.evaluate("document.querySelector('.here').dataset.screen")
        screen.click("#next")
        screen.wait_for_function(
            "(was) => (document.querySelector('.here')?.dataset.screen ?? was) !== was", arg=was
        )
    screen.wait_for_selector("body:not([data-saving])[data-waiting='0']")

    first = MODEL.by_code["satisfaction"].text["fr"]
    book = download(visit, world, "codeuse", "recherche", tmp_path)
    dictionary = list(book["Dictionnaire"].iter_rows(values_only=True))
    assert sum(first in row for row in dictionary) >= 2  # asked by both surveys
    sheet = next(
        one for one in book.worksheets if one.title.startswith("Réponses (libellés) passage")
    )
    header, *rows = sheet.iter_rows(values_only=True)
    (row,) = rows
    assert row[header.index("Langue")] == "arabe"
    assert row[header.index(" ".join(first.split()))] == "Très bien"
