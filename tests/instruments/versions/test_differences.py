"""Two versions side by side, in words."""

from __future__ import annotations

from typing import Any

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from feedback.instruments import library
from feedback.instruments.definition import Definition
from feedback.instruments.versions.differences import Change, Touched, differences, summary
from feedback.instruments.versions.telling import NAMES, few_words, value
from feedback.instruments.versions.words import GONE, NEW, SAME, Piece, pieces
from tests.instruments.making import NON, OUI, definition, source

MORE = {"value": "autrement", "label": {"fr": "Autrement"}}


def compared(house: Flask, old: Definition, new: Definition) -> list[Touched]:
    """What changed."""
    with house.app_context():
        return differences(old, new)


def changes(house: Flask, old: dict[str, Any], new: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What changed in the one question of both."""
    (one,) = compared(house, definition(old), definition(new))
    return [(c.what, c.how, c.of, c.tag, c.old, c.new) for c in one.changes]


def test_the_same_content_has_no_difference(house: Flask) -> None:
    for name in library.names():
        assert compared(house, library.load(name), library.load(name)) == []


def test_questions_added_removed_and_moved_stand_where_they_are(house: Flask) -> None:
    old = definition(*(source("single", code) for code in "abcd"))
    new = definition(*(source("single", code) for code in "dabe"))
    found = compared(house, old, new)
    assert [(one.code, one.how, one.moved) for one in found] == [
        ("d", "changed", True), ("c", "removed", False), ("e", "added", False),
    ]  # fmt: skip
    with house.app_context():
        assert few_words(summary(found)) == "Questions : 1 ajoutée, 1 retirée, 1 déplacée"


def test_every_kind_of_change_is_told(house: Flask) -> None:
    old = source("single", options=[OUI, NON], help={"fr": "Aide"})
    new = source(
        "single", options=[{**OUI, "label": {"fr": "Oui, bien"}, "score": 10}, MORE],
        text={"fr": "Question q ?", "en": "Question?"}, required=True,
    )  # fmt: skip
    found = changes(house, old, new)
    assert ("text", "changed", "", "fr", "Question q", "Question q ?") in found
    assert ("text", "added", "", "en", "", "Question?") in found
    assert ("help", "removed", "", "fr", "Aide", "") in found
    assert ("required", "changed", "", "", False, True) in found
    assert ("option", "changed", "Oui, bien", "fr", "Oui", "Oui, bien") in found
    assert ("score", "changed", "Oui, bien", "", None, 10) in found
    assert ("option", "added", "Autrement", "", None, "Autrement") in found
    assert ("option", "removed", "Non", "", "Non", None) in found


def test_a_rule_is_told_as_sentences_of_its_own_version(house: Flask) -> None:
    asked = source("single", "a", options=[OUI, NON], text={"fr": "Vu ?"})
    ruled = source("single", show_if={"equals": ["a", "oui"]})
    (one,) = compared(house, definition(asked, source("single")), definition(asked, ruled))
    (change,) = one.changes
    assert (change.old, change.new) == ("toujours", "Montrer si « Vu ? » est « Oui »")


def test_what_is_around_the_questions_comes_first(house: Flask) -> None:
    old = definition(source("single"))
    new = definition(source("single"), title={"fr": "Autre"}, languages=["fr", "es"],
                     texts={"thanks": {"fr": "Merci"}})  # fmt: skip
    (one,) = compared(house, old, new)
    assert one.code is None
    assert {(c.what, c.how) for c in one.changes} == {
        ("title", "changed"), ("thanks", "added"), ("language", "added"),
    }  # fmt: skip


def test_every_change_has_a_name_and_a_value(house: Flask) -> None:
    with house.app_context():
        for name in library.names():
            other = definition(source("single"))
            for one in differences(other, library.load(name)):
                for change in one.changes:
                    assert str(NAMES[change.what])
        assert value(None) == "rien"
        assert value({"oui": 10.0}) == "oui : 10"


def test_words_that_went_stand_before_words_that_came() -> None:
    assert pieces("Le chat noir dort.", "Le chien blanc dort.") == [
        Piece(SAME, "Le "), Piece(GONE, "chat noir"), Piece(NEW, "chien blanc"), Piece(SAME, " dort."),
    ]  # fmt: skip


@given(st.text(" abc,é’", max_size=20), st.text(" abc,é’", max_size=20))
def test_both_wordings_can_be_read_out_of_the_pieces(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(one.text for one in found if one.how != NEW) == old
    assert "".join(one.text for one in found if one.how != GONE) == new


def test_a_change_without_text_has_no_pieces() -> None:
    assert Change("option_order", "changed").pieces == []
