"""Two coders in two browsers at once: blind, finished, compared, settled; by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from feedback.coding.double import operations
from feedback.coding.double.models import Round
from feedback.coding.double.queries import lines
from feedback.corpus.states import READABLE
from feedback.db import db, writing
from feedback.studies.models import Study
from tests import places

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def drawn(world: Any) -> Iterator[tuple[str, list[str]]]:
    """A round of one short text, for the two coders of the demonstration."""
    with world.app_context(), writing():
        study = db.session.query(Study).first()
        coders = [places.by_email(f"{one}@demo.example.org") for one in ("codeuse", "codeur")]
        made = operations.begin(
            places.person("study_lead"), study, name="À deux", coders=coders, size=1, strata=(),
            kinds=("step",), branch="", coders_settle=False, states=READABLE, seed=3,
        )  # fmt: skip
        found = made.public_id, [line.text.document.public_id for line in lines(made)]
    yield found
    with world.app_context(), writing():
        db.session.delete(db.session.query(Round).filter_by(public_id=found[0]).one())


def code(page: Any, letters: str) -> None:
    """Take the first sentence and put a code on it, by keys."""
    page.focus("#text")
    page.keyboard.press("ArrowDown")
    page.keyboard.type(letters)
    page.keyboard.press("Enter")
    page.wait_for_selector("#say:not(:empty)", state="attached")


def test_two_code_blind_finish_compare_and_the_lead_signs(
    visit: Callable[..., Any], drawn: tuple[str, list[str]]
) -> None:
    number, (text,) = drawn
    one, two = visit().sign_in("codeuse"), visit().sign_in("codeur")
    ours, theirs = one.open(f"/codage/{text}"), two.open(f"/codage/{text}")
    for page in (ours, theirs):
        page.wait_for_function("() => window.htmx")
        assert "vous codez sans voir les autres" in page.inner_text("main")
    code(ours, "ecoute")
    code(theirs, "ecoute")
    one.open(f"/codage/{text}?autres=1")
    assert "codages d'autres" not in ours.inner_text("main")
    assert ours.locator(".coding").count() == 1
    assert one.violations() == []
    ours.focus("#text")
    ours.keyboard.press("f")
    ours.wait_for_url("**/double-codage/*")
    assert "Vous avez fini" in ours.inner_text("body")
    theirs.focus("#text")
    theirs.keyboard.press("f")
    theirs.wait_for_url("**/double-codage/*")
    assert two.violations() == []
    two.open(f"/double-codage/{number}/accord")
    assert "100 %" in theirs.inner_text("tfoot")
    assert two.violations() == []
    lead = visit().sign_in("responsable")
    page = lead.open(f"/double-codage/{number}/textes/{text}")
    assert lead.violations() == []
    page.focus("button:has-text('Garder tout ce qui est pareil')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#version li")
    page.focus("button:has-text('Signer cette version')")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Tab")
    page.focus("dialog[open] button:has-text('Oui')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#version .badge:has-text('signée')")
    assert lead.violations() == []
    study = study_of(page)
    for where in ("", "/nouveau"):
        lead.open(f"/etudes/{study}/double-codage{where}")
        assert lead.violations() == []


def study_of(page: Any) -> str:
    """The study's id, from the trail of the page."""
    address = page.get_attribute(".crumbs a[href^='/etudes/']", "href")
    return str(address).split("/")[2]
