"""A text comes from elsewhere, is filtered, searched, coded and uncoded by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from feedback.coding.models import Coding
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.studies.models import Study

pytestmark = [pytest.mark.browser, pytest.mark.once]
SHEET = (
    "verbatim;date\nLe zinnia du guichet est fané.;04/05/2026\nUn zinnia bien frais.;05/05/2026\n"
    "Mal daté zinnia;hier\n"
)


def press_on(page: Page, role: str, name: str) -> None:
    """Go to something by the Tab key alone, then press Enter."""
    target = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    for _step in range(120):
        if target.evaluate("(one) => one === document.activeElement"):
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by keyboard")


def count(world: Any, model: Any, *where: Any) -> int:
    """How many rows."""
    with world.app_context():
        found = db.session.query(model).filter(*where).count()
        db.session.rollback()
    return int(found)


def read_all(world: Any) -> None:
    """Somebody reads what was brought in."""
    with world.app_context(), writing() as session:
        for document in session.query(Document).filter_by(origin_room="texts", state="to_read"):
            document.state = "read"


def test_a_sheet_is_brought_in_searched_coded_and_undone_by_keyboard(
    visit: Callable[..., Any], world: Any
) -> None:
    with world.app_context():
        study = db.session.query(Study).first().public_id
        db.session.rollback()
    lead = visit().sign_in("responsable")
    page = lead.open(f"/etudes/{study}/textes-importes")
    assert lead.violations() == []
    page.set_input_files(
        "input[type=file]",
        {"name": "a.csv", "mimeType": "text/csv", "buffer": SHEET.encode()},
    )
    press_on(page, "button", "Lire et montrer")
    expect(page.get_by_text("2 textes seraient enregistrés")).to_be_visible()
    expect(page.get_by_text("Ligne 4 : date non comprise")).to_be_visible()
    assert lead.violations() == []
    press_on(page, "button", "Enregistrer ces 2 textes")
    expect(page.get_by_text("ils attendent d'être relus")).to_be_visible()
    assert lead.violations() == []
    read_all(world)
    before = count(world, Coding)

    page = lead.open(f"/etudes/{study}/codage?nature=text")
    page.focus("#q")
    page.keyboard.type("zinn*")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=zinn*")
    expect(page.locator("mark")).to_have_count(2)
    assert lead.violations() == []
    press_on(page, "link", "Coder ce qui est trouvé")
    page.focus("#code")
    page.keyboard.type("A2")
    page.wait_for_url("**code=A2**")
    assert lead.violations() == []
    press_on(page, "button", "Coder les passages cochés")
    expect(page.get_by_text("2 passages codés.")).to_be_visible()
    assert count(world, Coding) == before + 2
    assert lead.violations() == []
    press_on(page, "button", "Annuler ces 2 codages")
    expect(page.get_by_text("2 codages annulés.")).to_be_visible()
    assert count(world, Coding) == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_lists_are_accessible_on_a_phone(
    visit: Callable[..., Any], world: Any, scheme: str
) -> None:
    with world.app_context():
        study = db.session.query(Study).first().public_id
        db.session.rollback()
    lead = visit(390, 844, color_scheme=scheme).sign_in("responsable")
    for path in ("codage?q=temps&langue=fr", "codage/attributions", "codage/par-recherche?q=temps"):
        page = lead.open(f"/etudes/{study}/{path}")
        assert lead.violations() == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
