"""Coding and masking with a keyboard, a mouse and a finger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from feedback.coding.models import Coding
from feedback.corpus import operations as corpus
from feedback.corpus.models import Document
from feedback.db import db, new_public_id, writing
from feedback.studies.models import Study

pytestmark = [pytest.mark.browser, pytest.mark.once]
WORDS = "La dame 🙂 a pris le temps. On entendait tout derrière le rideau. Merci !"
HELD = ".coding:not(.coding-gone)"


def text_of(world: Any, words: str, state: str) -> str:
    """A new text of the demonstration, by its public id."""
    with world.app_context():
        study = db.session.query(Study).first()
        assert study is not None
        with writing():
            document = corpus.receive(
                study_id=study.id, site_id=None, origin=("responses", new_public_id()),
                part="commentaire", kind="comment", speaker="user", language="fr", mode="lien",
                day=None, text=words, quotable=True,
            )  # fmt: skip
            document.state = state
            return str(document.public_id)


def coded(world: Any, public_id: str) -> list[tuple[str, str, int]]:
    """What is coded in a text: words, code, valence."""
    with world.app_context():
        found = db.session.query(Coding).join(Coding.passage)
        rows = [
            (c.passage.document.text[c.passage.start : c.passage.end], c.code.key, c.valence)
            for c in found
            if c.passage.document.public_id == public_id
        ]
        db.session.rollback()
    return sorted(rows)


@pytest.fixture
def opened(visit: Callable[..., Any], world: Any) -> tuple[Page, str]:
    """A fresh text open for coding."""
    public_id = text_of(world, WORDS, "read")
    page = visit().sign_in("codeuse").open(f"/codage/{public_id}")
    page.locator("html.js[data-htmx]").wait_for(state="attached")
    return page, public_id


def test_a_text_is_coded_by_keyboard_alone(opened: tuple[Page, str], world: Any) -> None:
    page, public_id = opened
    page.focus("#text")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#chosen")).to_have_text("« La dame 🙂 a pris le temps. »")
    page.keyboard.type("disp")
    page.keyboard.press("Enter")
    expect(page.locator(HELD)).to_have_count(1)
    expect(page.locator("#say")).to_have_text("Codé : A1 Disponibilité")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#chosen")).to_have_text("« On entendait »")
    page.keyboard.press("-")
    page.keyboard.type("confid")
    page.keyboard.press("Enter")
    expect(page.locator(HELD)).to_have_count(2)
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("t")
    page.keyboard.press("Enter")
    expect(page.locator("#code-filter")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Escape")
    assert coded(world, public_id) == [
        ("La dame 🙂 a pris le temps.", "A1", 0), ("On entendait", "A3", -1),
    ]  # fmt: skip


def test_a_recent_code_is_put_by_its_figure(opened: tuple[Page, str], world: Any) -> None:
    page, public_id = opened
    first = page.locator('#recent [data-digit="1"]')
    key = first.get_attribute("value")
    page.focus("#text")
    page.keyboard.press("t")
    page.keyboard.press("1")
    expect(page.locator(HELD)).to_have_count(1)
    assert coded(world, public_id) == [(WORDS, key, 0)]


def test_words_cut_by_the_mouse_are_taken_whole(opened: tuple[Page, str], world: Any) -> None:
    page, public_id = opened
    page.evaluate(
        """() => {
          const node = document.querySelector("#text [data-start]").firstChild;
          document.getSelection().setBaseAndExtent(node, 4, node, 14);
        }"""
    )
    expect(page.locator("#chosen")).to_have_text("« dame 🙂 a pris »")
    page.click('#code-list [value="A2"]')
    expect(page.locator(HELD)).to_have_count(1)
    assert coded(world, public_id) == [("dame 🙂 a pris", "A2", 0)]


def test_a_coding_is_taken_away_and_back(opened: tuple[Page, str], world: Any) -> None:
    page, public_id = opened
    page.focus("#text")
    page.keyboard.press("t")
    page.click('#code-list [value="B1"]')
    page.locator(f"{HELD} summary").click()
    page.get_by_role("button", name="Retirer ce codage").click()
    expect(page.locator(".coding-gone")).to_be_visible()
    assert coded(world, public_id) == []
    page.locator(".coding-gone button").click()
    expect(page.locator(HELD)).to_have_count(1)
    assert coded(world, public_id) == [(WORDS, "B1", 0)]


def test_nothing_chosen_is_said_and_nothing_is_coded(opened: tuple[Page, str], world: Any) -> None:
    page, public_id = opened
    page.click('#code-list [value="B1"]')
    expect(page.locator("#coding-problem")).to_have_text("Choisissez d'abord un passage.")
    assert coded(world, public_id) == []


def test_on_a_phone_the_codes_come_up_when_words_are_chosen(
    visit: Callable[..., Any], opened: tuple[Page, str]
) -> None:
    page = visit(390, 844, has_touch=True).sign_in("codeuse").open(f"/codage/{opened[1]}")
    expect(page.locator("#chooser")).to_be_hidden()
    page.evaluate(
        "document.getSelection().selectAllChildren(document.querySelector('[data-start]'))"
    )
    expect(page.locator("#chooser")).to_be_visible()
    page.locator("#chooser-close").click()
    expect(page.locator("#chooser")).to_be_hidden()


def test_selected_words_are_masked_with_a_preview(visit: Callable[..., Any], world: Any) -> None:
    public_id = text_of(world, "Merci 🙂 à Zoé du guichet, tél. 06 39 98 12 34.", "to_read")
    page = visit().sign_in("moderateur").open(f"/relecture/{public_id}")
    page.locator("html[data-htmx]").wait_for(state="attached")
    expect(page.locator("#preview")).to_contain_text("tél. [téléphone].")
    page.evaluate(
        """() => {
          const node = document.querySelector("#said").firstChild;
          const at = node.data.indexOf("Zoé");
          document.getSelection().setBaseAndExtent(node, at, node, at + 3);
        }"""
    )
    page.click("#mask-selection")
    expect(page.locator("#preview")).to_contain_text("Merci 🙂 à [prénom] du guichet")
    page.locator("label.likely").click()  # a click on the mark unticks it
    expect(page.locator("#preview")).to_contain_text("06 39 98 12 34")
    page.locator("label.likely").click()
    page.get_by_role("button", name="relu, suivant").click()
    page.wait_for_load_state()
    with world.app_context():
        stored = db.session.query(Document).filter_by(public_id=public_id).one()
        assert stored.text == "Merci 🙂 à [prénom] du guichet, tél. [téléphone]."
        assert stored.state == "read"
        db.session.rollback()


def test_the_queue_is_read_by_keyboard(visit: Callable[..., Any], world: Any) -> None:
    with world.app_context():
        study = db.session.query(Study).first()
        assert study is not None
        address = f"/etudes/{study.public_id}/relecture"
        db.session.rollback()
    page = visit().sign_in("moderateur").open(address)
    page.locator("html[data-htmx]").wait_for(state="attached")
    rows = page.locator("[data-reading] > *")
    clean = page.locator('.queue-text:has([data-key="r"])').first
    place = clean.evaluate("(one) => [...one.parentElement.children].indexOf(one)")
    clean.focus()
    page.keyboard.press("r")
    expect(rows.nth(place)).to_have_class("queue-done")
    expect(rows.nth(place + 1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(place)).to_be_focused()
    page.keyboard.press("z")
    expect(rows.nth(place)).to_have_class("queue-text")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/relecture/*")
