"""Suggestions on the coding screen: they come for the words chosen, and one key puts one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from feedback.coding.suggesting import learning
from feedback.coding.suggesting.views import keeper
from tests.browser.test_coding import HELD, coded, text_of

pytestmark = [pytest.mark.browser, pytest.mark.once]
WORDS = "On a attendu debout une heure au guichet."


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is asked is learnt at once, and whatever its weight it is said."""
    monkeypatch.setattr(keeper, "_begin", keeper.learn)
    monkeypatch.setattr(learning, "LEAST", 0.0)
    monkeypatch.setattr(learning, "ENOUGH", 10)
    keeper._held.clear()
    yield
    keeper._held.clear()


def test_suggestions_come_for_the_words_chosen_and_a_key_puts_one(
    world: Any, visit: Callable[..., Any], ready: None
) -> None:
    public_id = text_of(world, WORDS, "read")
    visitor = visit().sign_in("codeuse")
    for _ in range(2):  # the first time it only learns
        page = visitor.open(f"/codage/{public_id}")
        page.locator("html.js[data-htmx]").wait_for(state="attached")
        page.locator("#text").focus()
        with page.expect_response(lambda answer: "/suggestions" in answer.url):
            page.keyboard.press("t")
    button = page.locator("#suggestions [data-digit='7']")
    expect(button).to_be_visible()
    assert coded(world, public_id) == []
    assert visitor.violations() == []
    key = button.get_attribute("value")
    page.keyboard.press("7")
    expect(page.locator(HELD)).to_have_count(1)
    assert coded(world, public_id) == [(WORDS, key, 0)]
