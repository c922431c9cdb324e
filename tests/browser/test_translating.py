"""A language is translated side by side with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from feedback.db import db, writing
from feedback.instruments import operations as instruments
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of, written
from feedback.instruments.rewording import reworded
from tests import places

pytestmark = [pytest.mark.browser, pytest.mark.once]


def words(world: Any, place: str) -> str:
    """What the Arabic of a place says."""
    with world.app_context():
        found = definition_of(written(places.survey()))
        db.session.rollback()
    return next(one.texts for one in found.wordings if one.place == place).get("ar", "")


@pytest.fixture
def missing(world: Any) -> Iterator[list[str]]:
    """The demonstration's survey, with three Arabic texts less in its draft; put back afterwards."""
    with world.app_context():
        survey = places.survey()
        asked = definition_of(written(survey))
        lost = [one.place for one in asked.wordings][4::20][:3]
        with writing():
            found = db.session.get_one(Instrument, survey.id)
            made = reworded(
                asked,
                lambda place, said: (
                    {tag: one for tag, one in said.items() if tag != "ar"}
                    if place in lost
                    else said
                ),
            )
            instruments.save_draft(places.person("study_lead"), found, made)
        address = f"/questionnaires/{survey.public_id}/traductions"
    yield [address, *lost]
    with world.app_context(), writing():
        found = db.session.get_one(Instrument, places.survey().id)
        instruments.discard_draft(places.person("study_lead"), found)


def type_and_go_on(page: Page, text: str) -> None:
    """Write in the field that has the focus, then the next that is missing."""
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")


def test_missing_texts_are_written_one_after_the_other(
    visit: Callable[..., Any], world: Any, missing: list[str]
) -> None:
    address, *lost = missing
    visitor = visit().sign_in("responsable")
    page = visitor.open(f"{address}/ar")
    page.locator("html[data-htmx]").wait_for(state="attached")
    fields = page.locator("form.pair textarea")
    expect(fields).to_have_count(3)
    fields.first.focus()
    type_and_go_on(page, "كلمة أولى")
    expect(fields.nth(1)).to_be_focused()
    expect(page.locator(".pair-state").first).to_contain_text("enregistré")
    expect(page.locator("#at")).to_contain_text("2 à traduire")
    page.keyboard.type("كلمة ثانية")
    page.keyboard.press("Tab")  # leaving it is enough; the next question's recording stands between
    page.keyboard.press("Tab")
    expect(fields.nth(2)).to_be_focused()
    expect(page.locator("#at")).to_contain_text("1 à traduire")
    assert visitor.violations() == []
    type_and_go_on(page, "كلمة ثالثة")
    page.wait_for_url(f"**{address}")
    expect(page.locator(".flash")).to_contain_text("Tout est traduit")
    assert [words(world, place) for place in lost] == ["كلمة أولى", "كلمة ثانية", "كلمة ثالثة"]


def test_a_text_that_cannot_be_kept_says_so_and_stays_in_its_field(
    visit: Callable[..., Any], world: Any, missing: list[str]
) -> None:
    address, first, *_ = missing
    page = visit().sign_in("responsable").open(f"{address}/ar")
    page.locator("html[data-htmx]").wait_for(state="attached")
    field = page.locator("form.pair textarea").first
    field.focus()
    type_and_go_on(page, "{reponse:nulle_part}")
    expect(page.locator(".pair-state").first).to_contain_text("n'est pas dans le texte français")
    expect(field).to_have_value("{reponse:nulle_part}")
    assert words(world, first) == ""
