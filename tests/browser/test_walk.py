"""The whole mission, by hand: answered on a tablet, read, coded, downloaded, found in the workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import expect

from feedback.app.worker import run_here
from feedback.db import writing
from feedback.kiosk import operations as kiosk
from feedback.kiosk.queries import demo_device

pytestmark = [pytest.mark.browser, pytest.mark.once]
SAID = "Au guichet orange on m'a gardé ma place pendant que je cherchais mon papier."


def answer(page: Any) -> None:
    """Answer the survey, with a comment that may be quoted."""
    page.click("#start")
    while page.evaluate("document.body.dataset.at") == "questions":
        name = page.evaluate("document.querySelector('.here').dataset.screen")
        if name == "satisfaction":
            page.click(".here label:nth-child(3)")
        if name == "commentaire":
            page.fill(".here textarea", SAID)
        if name == "citation":
            page.click(".here label:has(input[value=oui])")
        page.click("#next")
        page.wait_for_function(
            "(was) => (document.querySelector('.here')?.dataset.screen ?? was) !== was", arg=name
        )
    page.wait_for_selector("body:not([data-saving])[data-waiting='0']")


def test_from_the_finger_to_the_workbook(
    visit: Callable[..., Any], world: Any, server: str, tmp_path: Path
) -> None:
    with world.app_context(), writing():
        credential = kiosk.pair(demo_device())
    tablet = visit(1024, 768)
    tablet.context.add_cookies([{"name": "tablette", "value": credential, "url": server}])
    tablet.open("/k").wait_for_selector("body[data-ready]")
    answer(tablet.page)

    reader = visit().sign_in("moderateur").open("/relecture")
    reader.fill("input[name=q]", "guichet orange papier")
    reader.get_by_role("button", name="Filtrer").click()
    reader.get_by_role("link", name="Ouvrir", exact=True).first.click()
    expect(reader.locator("main")).to_contain_text("guichet orange")
    reader.get_by_role("button", name="Relu", exact=True).click()
    expect(reader.locator("main")).to_contain_text("peut")

    second = visit().sign_in("moderatrice").open("/relecture")
    second.get_by_role("link", name="À valider").click()
    second.fill("input[name=q]", "guichet orange papier")
    second.get_by_role("button", name="Filtrer").click()
    expect(second.locator("main")).to_contain_text("guichet orange")
    second.get_by_role("button", name="Valider", exact=True).first.click()
    expect(second.locator("main")).to_contain_text("peut être cité")

    coder = visit().sign_in("codeuse").open("/codage")
    coder.fill("input[name=q]", "guichet orange papier")
    coder.get_by_role("button", name="Filtrer").click()
    coder.get_by_text("guichet orange").first.click()
    coder.locator("html.js[data-htmx]").wait_for(state="attached")
    coder.focus("#text")
    coder.keyboard.press("t")
    coder.keyboard.type("disp")
    coder.keyboard.press("Enter")
    expect(coder.locator(".coding")).to_have_count(1)

    research = download(visit, world, "codeuse", "recherche", tmp_path)
    rows = [r for r in research["Codages"].iter_rows(values_only=True) if SAID in r]
    assert len(rows) == 1
    assert "A1" in rows[0]
    assert any(SAID in r for r in research["Verbatims"].iter_rows(values_only=True))

    manager = download(visit, world, "responsable", "responsables", tmp_path)
    quotes = list(manager["Citations validées"].iter_rows(values_only=True))
    assert len(quotes) > 10
    assert not any(SAID in r for r in quotes)  # its month is not closed yet
    assert not {"Verbatims", "Réponses (codes)", "Codages"} & set(manager.sheetnames)


def download(
    visit: Callable[..., Any], world: Any, who: str, which: str, folder: Path
) -> openpyxl.Workbook:
    """Ask for a workbook, let the worker make it, download it, open it."""
    page = visit(accept_downloads=True).sign_in(who).open("/exports")
    page.locator(f"form[action$='/exports/{which}'] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Votre fichier se prépare")
    assert run_here(world) == 1
    page.reload()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Télécharger").first.click()
    path = folder / f"{which}.xlsx"
    taken.value.save_as(path)
    return openpyxl.load_workbook(path)
