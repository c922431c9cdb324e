"""The codebook by keyboard alone: a code made, moved, merged, taken back; a version compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from feedback.codebook import operations
from feedback.codebook.queries import by_key
from feedback.db import db, writing
from feedback.studies.models import Study
from tests.factories import make_document, make_lead, make_study

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def study(world: Flask) -> Iterator[tuple[str, str, str]]:
    """A study of its own with a codebook and a text: its id, its lead's address, the text's id."""
    with world.app_context():
        found = make_study(title="Livre à travailler")
        lead = make_lead(found)
        with writing():
            operations.create_from_library(lead, db.session.get_one(Study, found.id))
        document = make_document(found, "On m'a reçue comme une reine. Puis plus rien.", "read")
        yield found.public_id, lead.email, document.public_id
        db.session.rollback()


def parent(world: Flask, public_id: str, key: str) -> str:
    """The key of a code's parent."""
    with world.app_context():
        owner = db.session.query(Study).filter_by(public_id=public_id).one()
        code = by_key(owner, key)
        assert code is not None
        found = code.parent.key if code.parent else ""
        db.session.rollback()
    return found


def opened(visitor: Any, address: str) -> Page:
    """A page with htmx ready."""
    page: Page = visitor.open(address)
    page.locator("html[data-htmx]").wait_for(state="attached")
    return page


def test_codes_are_reorganised_by_keys_and_taken_back(
    visit: Callable[..., Any], study: tuple[str, str, str], world: Flask
) -> None:
    public_id, email, _ = study
    visitor = visit().sign_in(email)
    page = opened(visitor, f"/etudes/{public_id}/livre-de-codes")
    assert visitor.violations() == []
    page.focus("#code-A1 > .code-row .code-name")
    page.keyboard.press("ArrowDown")
    name = page.locator("#code-A2 > .code-row .code-name")
    expect(name).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#code-A .code-children > li").first).to_have_id("code-A2")
    expect(name).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#code-A .code-children > li").first).to_have_id("code-A1")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#code-A1 #code-A2")).to_be_visible()
    expect(page.locator("#say")).to_contain_text("A2 est sous A1")
    assert parent(world, public_id, "A2") == "A1"
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator("#code-A1 #code-A2")).to_have_count(0)
    expect(name).to_be_focused()
    page.focus("#code-B1 > .code-row .code-name")
    page.keyboard.press("Space")
    page.focus("#code-B2 > .code-row .code-name")
    page.keyboard.press("Space")
    expect(page.locator(".lot-count")).to_have_text("Codes cochés : 2")
    page.select_option("#famille", "C")
    page.focus('#lot [value="deplacer"]')
    page.keyboard.press("Enter")
    expect(page.locator("#code-C #code-B2")).to_be_visible()
    page.focus("#book-undo button")
    page.keyboard.press("Enter")
    expect(page.locator("#code-B #code-B2")).to_be_visible()
    page.fill("#book-find", "confid")
    expect(page.locator("#code-A3")).to_be_visible()
    expect(page.locator("#code-A1")).to_be_hidden()
    assert visitor.violations() == []


def test_a_code_is_dragged_under_another(
    visit: Callable[..., Any], study: tuple[str, str, str], world: Flask
) -> None:
    public_id, email, _ = study
    page = opened(visit().sign_in(email), f"/etudes/{public_id}/livre-de-codes")
    page.click("#names-only")
    page.drag_and_drop(
        "#code-A2 > .code-row", "#code-A1 > .code-row", target_position={"x": 300, "y": 22}
    )
    expect(page.locator("#code-A1 #code-A2")).to_be_visible()
    expect(page.locator("#book")).to_have_class(re.compile("names-only"))
    assert parent(world, public_id, "A2") == "A1"


def test_words_become_a_code_that_is_merged_and_a_version_tells_it(
    visit: Callable[..., Any], study: tuple[str, str, str]
) -> None:
    public_id, email, text = study
    visitor = visit().sign_in(email)
    page = opened(visitor, f"/etudes/{public_id}/livre-de-codes-versions")
    page.fill("#note", "Avant")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".version-list h2")).to_have_text("Version 1")
    assert visitor.violations() == []

    page = opened(visitor, f"/codage/{text}")
    page.focus("#text")
    page.keyboard.press("ArrowDown")
    page.focus("#in-vivo-box summary")
    page.keyboard.press("Enter")
    expect(page.locator("#in-vivo-name")).to_have_value("On m'a reçue comme une reine")
    page.fill("#in-vivo-name", "comme une reine")
    assert visitor.violations() == []
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("P1 comme une reine")
    expect(page.locator("#text .coding")).to_have_count(1)

    page = opened(visitor, f"/etudes/{public_id}/livre-de-codes-fusion?cle=P1")
    page.select_option("#vers", "A2")
    expect(page.locator(".merge-into")).to_contain_text("Écoute")
    expect(page.locator(".merge-list")).to_contain_text("1 codage")
    assert visitor.violations() == []
    page.get_by_role("button", name="Fusionner dans A2").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#code-A2 > .code-row")).to_contain_text("1 codage")
    expect(page.locator("#code-P1")).to_have_count(0)

    page = opened(visitor, f"/etudes/{public_id}/livre-de-codes-differences")
    expect(page.locator(".touched")).to_contain_text("ajouté")
    assert visitor.violations() == []

    page = opened(visitor, f"/etudes/{public_id}/livre-de-codes")
    page.focus("#book-undo button")
    page.keyboard.press("Enter")
    expect(page.locator("#code-P1")).to_contain_text("1 codage")
    for name in ("historique", "fichiers", "imprime"):
        visitor.open(f"/etudes/{public_id}/livre-de-codes-{name}")
        assert visitor.violations() == [], name


def test_the_tree_holds_on_a_phone(visit: Callable[..., Any], study: tuple[str, str, str]) -> None:
    visitor = visit(390, 844, has_touch=True).sign_in(study[1])
    page = visitor.open(f"/etudes/{study[0]}/livre-de-codes")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.violations() == []
