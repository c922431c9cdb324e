"""Folded words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.formats.folding import LONGEST, fold, folded, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L'accueil était TRÈS bien.", ["l", "accueil", "etait", "tres", "bien"]),
        ("Sœur, cœur", ["soeur", "coeur"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("n° 12-34", ["n", "12", "34"]),
        ("السَّلام عليكم", ["السلام", "عليكم"]),
        ("", []),
        ("… ! 😀", []),
    ],
)
def test_case_accents_and_ligatures_are_folded(text: str, found: list[str]) -> None:
    assert folded(text) == found


def test_a_word_written_with_its_accent_apart_is_the_same_word() -> None:
    apart = unicodedata.normalize("NFD", "réponse éloignée")
    assert folded(apart) == folded("réponse éloignée") == ["reponse", "eloignee"]


def test_a_word_without_end_is_cut() -> None:
    assert len(fold("é" * 5_000)) == LONGEST == len(fold("e" * 5_000))


@given(st.text())
def test_words_stand_where_they_say_and_hold_only_letters_and_figures(text: str) -> None:
    last = 0
    for word in words(text):
        assert last <= word.start < word.end <= len(text)
        assert word.folded == fold(text[word.start : word.end])
        assert word.folded.isalnum()
        last = word.end
