"""The start token of a page answered without any script."""

from __future__ import annotations

from flask import Flask

from feedback.web.start import began, start_token

UUID = "6f1f3f52-5c8c-4a3e-9d5a-0d8f4c2b7e11"


def test_a_token_says_when_its_page_was_made(app: Flask) -> None:
    assert began("place", UUID, start_token("place", UUID)) is not None


def test_a_token_of_another_page_or_another_place_is_refused(app: Flask) -> None:
    token = start_token("place", UUID)
    assert began("place", UUID.replace("6", "7"), token) is None
    assert began("elsewhere", UUID, token) is None


def test_a_token_that_is_not_ours_is_refused(app: Flask) -> None:
    assert began("place", UUID, "") is None
    assert began("place", UUID, start_token("place", UUID)[:-2] + "xx") is None
