"""Columns say what they hold; their titles differ."""

from __future__ import annotations

import pytest

from feedback.formats.columns import Column, header


def test_titles_are_told_apart_whatever_their_case() -> None:
    found = header([Column("a", "Avis"), Column("b", "avis"), Column("c", "AVIS")])
    assert found == ["Avis", "avis [2]", "AVIS [3]"]


def test_a_text_in_parts_has_a_title_for_each() -> None:
    found = header([Column("a", "Avis", parts=3), Column("b", "Fin")])
    assert found == ["Avis", "Avis (suite)", "Avis (suite 2)", "Fin"]


def test_a_title_is_one_line_and_not_too_long() -> None:
    found = header([Column("a", "Un\n avis\x07"), Column("b", "x" * 300), Column("c", " ")])
    assert found[0] == "Un avis\ufffd"
    assert found[1] == "x" * 254 + "…"
    assert found[2] == "–"


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="no such type"):
        Column("a", "A", "money")


def test_only_a_text_takes_several_cells() -> None:
    with pytest.raises(ValueError, match="only texts"):
        Column("a", "A", "integer", parts=2)
