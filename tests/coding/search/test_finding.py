"""Which stretches a search would code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.coding.search.finding import found
from feedback.corpus.asking import parse
from feedback.formats.transcripts import parse as turns_of

pytestmark = pytest.mark.once
TEXT = "On attend. Trop d'attente au guichet, et l'attente use. Merci !"


def said(text: str, question: str, stretch: str) -> list[str]:
    """The words that would be coded."""
    turns = turns_of(text).turns
    return [text[a:b] for a, b in found(text, parse(question), stretch, turns).spans]


def test_the_words_their_sentence_or_the_whole() -> None:
    assert said(TEXT, "attente", "words") == ["attente", "attente"]
    assert said(TEXT, "attente", "sentence") == ["Trop d'attente au guichet, et l'attente use."]
    assert said(TEXT, "attente", "whole") == [TEXT]


def test_words_near_one_another_make_one_stretch() -> None:
    assert said(TEXT, "guichet ~ use", "words") == ["guichet, et l'attente use"]


def test_in_an_interview_only_the_persons_turns_are_coded() -> None:
    talk = "E : L'accueil ?\nP : L'accueil était bien. Le bus, non.\nE : Et l'accueil ?"
    assert said(talk, "accueil", "sentence") == ["L'accueil était bien."]
    assert said(talk, "accueil", "whole") == ["L'accueil était bien. Le bus, non."]
    assert found(talk, parse("accueil"), "words", turns_of(talk).turns).refused == 2


@given(st.text(), st.text(max_size=20), st.sampled_from(["words", "sentence", "whole"]))
def test_a_stretch_holds_a_word_found_and_stays_in_the_text(
    text: str, question: str, stretch: str
) -> None:
    for start, end in found(text, parse(question), stretch).spans:
        assert 0 <= start < end <= len(text)
