"""The workshop in a real browser: by keyboard alone, with the network cut, by two people at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from feedback.db import db, writing
from feedback.instruments.definition import Definition
from feedback.instruments.models import Instrument
from feedback.instruments.operations import create, discard_draft
from feedback.instruments.queries import definition_of, draft
from feedback.studies.models import Study
from tests import places
from tests.factories import make_member

pytestmark = [pytest.mark.browser, pytest.mark.once]
SAVED = "#status:not(.wrong):has-text('Enregistré')"


@pytest.fixture
def blank(world: Any) -> Iterator[str]:
    """A survey of which nothing is written yet."""
    with world.app_context(), writing():
        definition = Definition("atelier", "survey", {"fr": "Essai de l'atelier"}, ("fr",))
        study = db.session.query(Study).first()
        made = create(places.person("study_lead"), study, definition).public_id
    yield made
    with world.app_context(), writing():
        left = db.session.query(Instrument).filter_by(public_id=made).one()
        discard_draft(places.person("study_lead"), left)


def written(world: Any, public_id: str) -> Definition:
    """The draft as the house has it."""
    with world.app_context():
        found = draft(db.session.query(Instrument).filter_by(public_id=public_id).one())
        assert found
        return definition_of(found)


def opened(visit: Callable[..., Any], public_id: str, **options: Any) -> Any:
    """The workbench of a draft, with htmx."""
    visitor = visit(**options).sign_in("responsable")
    page = visitor.open(f"/questionnaires/{public_id}/atelier")
    page.wait_for_function("() => window.htmx")
    return visitor


def add(page: Any, kind: str) -> None:
    """Add a question with the keyboard and come to its text."""
    page.focus(".palette > summary >> nth=-1")
    page.keyboard.press("Enter")
    page.focus(f".palette[open] button[value={kind}]")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'text'")


def test_a_survey_is_written_moved_and_undone_by_keyboard_alone(
    visit: Callable[..., Any], world: Any, blank: str
) -> None:
    visitor = opened(visit, blank)
    page = visitor.page
    add(page, "yes_no")
    page.keyboard.type("Avez-vous attendu longtemps ?")
    page.wait_for_selector(SAVED)
    add(page, "single")
    page.keyboard.type("Où étiez-vous assis ?")
    page.focus("#options-0-label")
    for words in ("Près de la porte", "Au fond", "Debout"):
        page.keyboard.press("Control+a")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'options-3-label'")  # it has come
    page.wait_for_selector(SAVED)
    labels = [o.label["fr"] for o in written(world, blank).written[1].options]
    assert labels == ["Près de la porte", "Au fond", "Debout"]
    # Up and down, and back
    page.focus(".outline-line a[aria-current]")
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_selector(".outline-line:nth-child(2) a[aria-current]")
    assert [q.kind for q in written(world, blank).written] == ["single", "yes_no"]
    page.focus("#move-bas")
    page.keyboard.press("Control+z")
    page.wait_for_selector(".outline-line:nth-child(3) a[aria-current]")
    assert [q.kind for q in written(world, blank).written] == ["yes_no", "single"]
    # The rule of the second question, with lines
    page.focus("button[name=act][value=condition]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#conditions-0-code")
    assert written(world, blank).written[1].show_if == {"equals": ["attendu_longtemps", "oui"]}
    assert visitor.violations() == []


def test_the_tablet_beside_shows_what_is_being_written_and_the_path_tried(
    visit: Callable[..., Any], world: Any, blank: str
) -> None:
    page = opened(visit, blank).page
    add(page, "yes_no")
    page.keyboard.type("Avez-vous attendu ?")
    screen = page.frame_locator("#screen")
    screen.locator(".here .question-text", has_text="Avez-vous attendu ?").wait_for()
    add(page, "short_text")
    page.keyboard.type("Combien de temps ?")
    screen.locator(".here .question-text", has_text="Combien de temps ?").wait_for()
    page.click("button[value=condition]")
    page.wait_for_selector("#conditions-0-code")
    page.click("#looks label:has-text('Essayer tout')")
    screen.locator("#start").click()
    screen.locator(".here label", has_text="Non").click()
    screen.locator("#next").click()
    screen.locator("[data-screen=thanks].here").wait_for()  # the second was not asked
    assert "Combien de temps" not in page.inner_text("#tried")
    assert "1. Avez-vous attendu ?" in page.inner_text("#tried")


def test_with_the_network_cut_nothing_is_lost_and_it_is_saved_afterwards(
    visit: Callable[..., Any], world: Any, blank: str
) -> None:
    visitor = opened(visit, blank)
    page = visitor.page
    add(page, "short_text")
    visitor.context.set_offline(True)
    page.keyboard.type("Écrit pendant la panne ?")
    page.wait_for_selector("#status.wrong:has-text('réseau')")
    visitor.context.set_offline(False)
    page.wait_for_selector(SAVED)
    assert all("Failed to fetch" in fault for fault in visitor.faults)
    visitor.faults.clear()
    assert written(world, blank).written[0].text == {"fr": "Écrit pendant la panne ?"}


def test_a_question_is_dragged_before_another(
    visit: Callable[..., Any], world: Any, blank: str
) -> None:
    page = opened(visit, blank).page
    for kind in ("short_text", "number"):
        add(page, kind)
        page.keyboard.type(f"Question {kind} ?")
        page.wait_for_selector(SAVED)
    page.drag_and_drop(".outline-line:nth-child(3)", ".outline-line:nth-child(2)")
    page.wait_for_selector("#status:has-text('déplacée')")
    assert [q.kind for q in written(world, blank).written] == ["number", "short_text"]


def test_two_people_see_each_other_and_the_second_is_told(
    visit: Callable[..., Any], world: Any, blank: str
) -> None:
    first = opened(visit, blank).page
    add(first, "short_text")
    first.keyboard.type("Le texte du premier ?")
    first.wait_for_selector(SAVED)
    with world.app_context():
        study = db.session.query(Study).first()
        other = make_member(study, "study_lead", name="Camille Durand").email
    second = visit().sign_in(other).open(f"/questionnaires/{blank}/atelier")
    second.wait_for_function("() => window.htmx")
    second.wait_for_selector("#others:has-text('écrit aussi')")
    first.focus("#text")
    first.keyboard.press("End")
    first.keyboard.type(" Oui.")
    first.wait_for_selector(".outline-line:has-text('Oui.')")
    second.fill("#text", "Celui du second ?")
    second.wait_for_selector("#conflict")
    assert second.input_value("#text") == "Celui du second ?"
    assert written(world, blank).written[0].text == {"fr": "Le texte du premier ? Oui."}
    assert "Pas enregistré" in second.inner_text("#status")
    second.click("button[value=mine]")
    second.wait_for_selector("#conflict", state="detached")
    assert written(world, blank).written[0].text == {"fr": "Celui du second ?"}
