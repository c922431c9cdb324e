"""The words of the questions themselves."""

import re

import pytest

from feedback.instruments.kinds import Problem
from feedback.instruments.languages import SIMPLE, TAGS, direction, html_lang, pick
from feedback.instruments.words import ERRORS, WORDS, error, word

ALL = {**WORDS, **ERRORS}


@pytest.mark.parametrize("key", ALL)
def test_every_word_exists_in_every_language(key: str) -> None:
    assert {tag for tag in TAGS if tag != SIMPLE} <= set(ALL[key])


@pytest.mark.parametrize("key", ALL)
def test_every_language_fills_the_same_places(key: str) -> None:
    places = {tuple(re.findall(r"{\w+}", text)) for text in ALL[key].values()}
    assert len(places) == 1


def test_a_limit_is_said_in_the_language() -> None:
    assert Problem("q", "too_long", 500).message("en") == error("too_long", "en", limit=500)
    assert "500" in Problem("q", "too_long", 500).message("ar")


def test_plain_french_falls_back_on_french() -> None:
    assert word("day", SIMPLE) == "Jour"


def test_a_text_says_which_language_it_is_really_in() -> None:
    assert pick({"fr": "Bonjour"}, "ar") == ("Bonjour", "fr", "ltr")
    assert pick({"fr": "Bonjour", "ar": "مرحبًا"}, "ar") == ("مرحبًا", "ar", "rtl")
    assert pick({"fr": "a", SIMPLE: "b"}, SIMPLE) == ("b", "fr", "ltr")
    assert pick({}, "en").text == ""


def test_plain_french_is_french_for_a_browser() -> None:
    assert [html_lang(tag) for tag in TAGS] == ["fr", "fr", "en", "es", "pt", "ar"]
    assert [tag for tag in TAGS if direction(tag) == "rtl"] == ["ar"]
