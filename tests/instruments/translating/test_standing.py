"""Where a language stands, and its texts by page."""

from __future__ import annotations

import pytest

from feedback.instruments.definition import load
from feedback.instruments.translating.checks import fault
from feedback.instruments.translating.standing import (
    ALL,
    MISSING,
    chosen,
    following,
    page_of,
    pages,
    standing,
    texts,
)
from tests.instruments.making import definition, source
from tests.instruments.translating.making import QUOTING, half

HALF = load(half())


def test_texts_are_counted_by_language() -> None:
    english, arabic = standing(HALF, "en"), standing(HALF, "ar")
    assert (english.done, english.missing, english.again, english.total) == (7, 1, 0, 8)
    assert (arabic.done, arabic.missing, arabic.complete) == (0, 8, False)


def test_what_is_searched_is_french_translation_or_code() -> None:
    every = texts(HALF, "en")
    places = [one.wording.place for one in chosen(every, ALL, "BEEN before")]
    assert places == ["venu.text"]
    assert len(chosen(every, ALL, "pourquoi")) == 1
    assert [one.wording.place for one in chosen(every, MISSING, "")] == ["pourquoi.text"]
    assert chosen(every, MISSING, "oui") == []


def test_the_next_text_is_the_next_that_waits_and_then_the_first() -> None:
    every = texts(HALF, "ar")
    second = following(every, every[0].mark)
    assert second is not None
    assert second.mark == every[1].mark
    first = following(every, every[-1].mark)
    assert first is not None
    assert first.mark == every[0].mark
    lonely = texts(HALF, "en")
    assert following(lonely, lonely[-1].mark) is None


def test_the_texts_of_a_question_are_never_on_two_pages() -> None:
    many = [{"value": f"r{n}", "label": {"fr": f"Réponse {n}"}} for n in range(30)]
    made = definition(*(source("single", f"q{n}", options=many) for n in range(5)))
    every = texts(made, "en")
    paged = pages(every)
    assert [sum(map(len, page)) for page in paged] == [63, 62, 31]
    assert page_of(paged, every[-1].mark) == 2
    assert [one for page in paged for group in page for one in group] == every


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("You said {reponse:venu|something}. Why?", None),
        ("Why?", "mark_lost"),
        ("You said {reponse:venu}. Why?", "mark_bare"),
        ("You said {reponse:venu|x} {reponse:autre|y}. Why?", "mark_unknown"),
        ("You said {reponse venu}. Why?", "mark_broken"),
        ("x" * 1001, "too_long"),
    ],
)
def test_a_translation_quotes_what_its_french_quotes(words: str, reason: str | None) -> None:
    (text,) = [one for one in texts(HALF, "en") if one.french == QUOTING]
    found = fault(text.wording, text.french, words)
    assert (found.reason if found else None) == reason
