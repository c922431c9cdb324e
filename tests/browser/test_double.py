"""Two coders at once, each blind to the other; then compared and settled, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from feedback.accounts.queries import by_email
from feedback.coding.double import operations, queries
from feedback.coding.double.models import Round, RoundText
from feedback.coding.models import Coding
from feedback.corpus import operations as corpus
from feedback.corpus.states import READABLE
from feedback.db import db, new_public_id, writing
from feedback.studies.models import Study

pytestmark = [pytest.mark.browser, pytest.mark.once]
WORDS = "La dame 🙂 a pris le temps. On entendait tout derrière le rideau. Merci !"
HELD = ".coding:not(.coding-gone)"


@pytest.fixture
def drawn(world: Any) -> tuple[str, list[str], list[str]]:
    """A round of two texts: its id, those of its documents and of its texts."""
    with world.app_context():
        ids = []
        with writing():
            study = db.session.query(Study).first()
            assert study is not None
            for _turn in range(2):
                document = corpus.receive(
                    study_id=study.id, site_id=None, origin=("responses", new_public_id()),
                    part="commentaire", kind="comment", speaker="user", language="fr",
                    mode="lien", day=None, text=WORDS, quotable=True,
                )  # fmt: skip
                document.state = "read"
                ids.append(document.id)
            coders = [by_email(f"{who}@demo.example.org") for who in ("codeuse", "codeur")]
            lead = by_email("responsable@demo.example.org")
            wish = operations.Wish("À deux", [c for c in coders if c], size=2, seed="1")
            round_ = operations.make(lead, study, wish, READABLE, ids)  # type: ignore[arg-type]
            found = queries.texts_of(round_)
            return (
                round_.public_id, [t.document.public_id for t in found],
                [t.public_id for t in found],
            )  # fmt: skip


def put(page: Page, letters: str) -> None:
    """Code the whole text by keyboard."""
    page.locator("html[data-htmx]").wait_for(state="attached")
    held = page.locator(HELD).count()
    page.focus("#text")
    page.keyboard.press("t")
    page.keyboard.type(letters)
    page.keyboard.press("Enter")
    expect(page.locator(HELD)).to_have_count(held + 1)
    expect(page.locator("#text")).to_be_focused()


def press(page: Page, name: str) -> None:
    """Press a button reached with the keyboard."""
    page.get_by_role("button", name=name).first.focus()
    page.keyboard.press("Enter")


def test_two_coders_code_blind_then_compare_and_settle_with_keys(
    visit: Callable[..., Any], drawn: tuple[str, list[str], list[str]], world: Any
) -> None:
    round_, documents, texts = drawn
    awa, yann = visit().sign_in("codeuse"), visit().sign_in("codeur")
    one = awa.open(f"/series-de-codage/{round_}")
    expect(one.get_by_role("heading", name="Reste à faire")).to_be_visible()
    assert awa.violations() == []
    one.get_by_role("link", name="Texte suivant à finir").focus()
    one.keyboard.press("Enter")
    one.wait_for_url(f"**/codage/{documents[0]}")
    put(one, "disp")
    two = yann.open(f"/codage/{documents[0]}?autres=1")
    put(two, "confid")
    assert "Disponibilité" not in two.locator("#passages").inner_text()
    assert yann.violations() == []
    one.keyboard.press("f")  # finished, and on to the next
    one.wait_for_url(f"**/codage/{documents[1]}")
    two.keyboard.press("f")
    two.wait_for_url(f"**/codage/{documents[1]}")
    put(one, "disp")
    put(two, "disp")
    one.keyboard.press("f")
    one.wait_for_url(f"**/series-de-codage/{round_}")
    expect(one.get_by_text("Vous avez tout fini.")).to_be_visible()
    two.focus("#text")
    two.keyboard.press("f")  # meanwhile it became the last of all: said, then asked
    expect(two.get_by_text("Entre-temps les autres ont tout fini")).to_be_visible()
    two.focus("#text")
    two.keyboard.press("f")
    expect(two.locator("#confirm")).to_be_visible()
    two.keyboard.press("Tab")
    press(two, "Oui, continuer")
    two.wait_for_url(f"**/series-de-codage/{round_}")
    expect(two.get_by_text("Tout est fini")).to_be_visible()
    settle(visit, round_, texts, world)


def settle(visit: Callable[..., Any], round_: str, texts: list[str], world: Any) -> None:
    """The lead reads the agreement, walks the disagreements, settles the first text."""
    lead = visit().sign_in("responsable")
    page = lead.open(f"/series-de-codage/{round_}/accord")
    expect(page.locator(".figures dd").first).to_have_text("50\N{NO-BREAK SPACE}%")
    assert lead.violations() == []
    page.locator(".agreement td a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desaccords?*")
    assert lead.violations() == []
    page = lead.open(f"/series-de-codage/{round_}/textes/{texts[0]}")
    page.keyboard.press("j")
    expect(page.locator(".difference").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".difference").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".difference").first).to_be_focused()
    assert lead.violations() == []
    page.get_by_role("link", name="Arbitrer ce texte").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/arbitrage")
    assert lead.violations() == []
    press(page, "Tout prendre de Awa Diallo")
    expect(page.locator("#kept .reading-marks li")).to_have_count(1)
    page.focus("#sentence")
    page.keyboard.press("ArrowDown")
    page.focus("#code")
    page.keyboard.type("A3")
    press(page, "Ajouter")
    expect(page.locator("#kept .reading-marks li")).to_have_count(2)
    press(page, "Signer cette version")
    expect(page.locator("#confirm")).to_be_visible()
    press(page, "Oui, continuer")
    expect(page.get_by_role("button", name="Rouvrir cette version")).to_be_visible()
    assert lead.violations() == []
    with world.app_context():
        text = db.session.query(RoundText).filter_by(public_id=texts[0]).one()
        signed = db.session.query(Coding).filter_by(signed=True).join(Coding.passage)
        assert text.signed_at is not None
        assert sorted(c.code.key for c in signed) == ["A1", "A3"]
        db.session.rollback()


def test_the_pages_of_rounds_are_accessible_on_a_phone_and_printed(
    visit: Callable[..., Any], world: Any
) -> None:
    with world.app_context():
        study = db.session.query(Study).first()
        closed = db.session.query(Round).filter(Round.closed_at.is_not(None)).first()
        assert study is not None
        assert closed is not None
        place, text = f"/series-de-codage/{closed.public_id}", queries.texts_of(closed)[0].public_id
        pages = [
            f"/etudes/{study.public_id}/series-de-codage",
            f"/etudes/{study.public_id}/nouvelle-serie-de-codage", place, f"{place}/accord",
            f"{place}/accord?unite=segment", f"{place}/desaccords", f"{place}/textes/{text}",
            f"{place}/textes/{text}/arbitrage",
        ]  # fmt: skip
        db.session.rollback()
    lead = visit(390, 844, color_scheme="dark").sign_in("responsable")
    for address in pages:
        page = lead.open(address)
        assert lead.violations() == [], address
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, address
    page.emulate_media(media="print")
    expect(page.locator(".reading").first).to_be_visible()
