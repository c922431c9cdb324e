"""Once published, a question that means something else needs a new code; other words do not."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from feedback.instruments.versions.meaning import changed_meaning, suggested
from tests.instruments.making import FACES, NON, NSP, OUI, definition, home, source

LINE = {"code": "ligne_a", "text": {"fr": "Ligne A"}}
MORE = {"value": "autrement", "label": {"fr": "Autrement"}}


def changed(old: dict[str, Any], new: dict[str, Any]) -> list[str | None]:
    """Codes of the questions whose meaning changes."""
    kind = home(old["kind"])
    before, after = definition(old, kind=kind), definition(new, kind=kind)
    return [one.code for one in changed_meaning([before], after)]


SINGLE = source("single", options=[OUI, NON, NSP])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SINGLE, source("single", options=[OUI, NON])),
        (SINGLE, source("single", options=[OUI, NON, {**NSP, "role": "prefer_not"}])),
        (SINGLE, source("single", options=[{**OUI, "score": 10}, NON, NSP])),
        (SINGLE, source("multiple", options=[OUI, NON, {**NSP, "exclusive": True}], max_choices=None)),
        (source("faces"), source("faces", options=[{**FACES[0], "score": 1}, *FACES[1:]])),
        (source("scale"), source("scale", max=3)),
        (source("date"), source("date", precision="month")),
        (source("matrix"), source("matrix", statements=[{"code": "ligne_a", "text": {"fr": "Ligne A"}}])),
        (source("matrix"), source("matrix", options=[{**OUI, "score": 1}, NON])),
        (source("matrix", statements=[LINE]),
         source("matrix", statements=[{**LINE, "scores": {"non": 3}}])),
        (source("steps"), source("steps", fields=[{"code": "titre", "kind": "long_text", "text": {"fr": "T"}}])),
    ],
)  # fmt: skip
def test_a_change_of_meaning_is_told(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert changed(old, new) == ["q"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SINGLE, {**SINGLE, "text": {"fr": "Autrement dit ?"}}),
        (SINGLE, source("single", options=[{**OUI, "label": {"fr": "Oui !"}}, NON, NSP])),
        (SINGLE, source("single", options=[MORE, NON, OUI, NSP])),
        (SINGLE, {**SINGLE, "required": True, "show_if": None}),
        (source("short_text"), source("short_text", max_length=30)),
        # the same scores, written at the statements
        (
            source("matrix", options=[{**OUI, "score": 10}, NON], statements=[LINE]),
            source("matrix", options=[OUI, NON], statements=[{**LINE, "scores": {"oui": 10}}]),
        ),
        (SINGLE, source("single", "autre", options=[OUI, NON])),
    ],
)
def test_other_words_another_order_or_more_answers_are_none(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    assert changed(old, new) == []


def test_a_question_taken_up_again_is_compared_with_what_it_last_was() -> None:
    first = definition(SINGLE)
    second = definition(source("single", "autre"))
    back = definition(source("single", options=[OUI, NON]))
    assert [one.code for one in changed_meaning([first, second], back)] == ["q"]
    assert list(changed_meaning([first, second], first)) == []


def test_the_sentence_says_why_and_offers_a_free_code(house: Flask) -> None:
    old = definition(SINGLE, source("single", "q_2"))
    new = definition(source("single", options=[OUI, NON]), source("single", "q_2"))
    (found,) = changed_meaning([old], new)
    with house.app_context():
        assert "« Je ne sais pas » n'est plus proposée" in found.told
        assert found.told.endswith("par exemple « q_3 ».")
        assert found.level == "blocking"


def test_a_code_at_its_longest_is_shortened_for_its_number() -> None:
    long = "a" * 41
    assert suggested(long, {long}) == "a" * 39 + "_2"
    assert suggested("motif_9", {"motif_10"}) == "motif_11"
