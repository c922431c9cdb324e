"""The dictionary tells by version what was asked, when, and what was said otherwise before."""

from __future__ import annotations

import datetime as dt

from feedback.exports.dictionary import COLUMNS, Asked, rows
from tests.instruments.making import NON, OUI, definition, source

FIRST, SECOND, THIRD = dt.date(2026, 1, 5), dt.date(2026, 3, 2), dt.date(2026, 6, 1)
AT = {column.code: place for place, column in enumerate(COLUMNS)}


def told(*asked: Asked) -> list[dict[str, object]]:
    """The rows, by the code of their column."""
    return [{code: row[place] for code, place in AT.items()} for row in rows(asked, {})]


def test_a_new_wording_is_a_row_of_its_own_that_quotes_the_old_one() -> None:
    old = definition(source("single", options=[OUI, NON], text={"fr": "Content ?"}))
    new = definition(source("single", options=[OUI, NON], text={"fr": "Êtes-vous content ?"}))
    found = told(Asked("Avis", 1, old, FIRST, SECOND), Asked("Avis", 2, new, SECOND, None))
    assert [(one["versions"], one["depuis"], one["jusque"]) for one in found] == [
        ("1", FIRST, SECOND), ("1", FIRST, SECOND), ("2", SECOND, None), ("2", SECOND, None),
    ]  # fmt: skip
    assert found[0]["changement"] == ""
    assert found[2]["changement"] == "Version 2 : question reformulée (avant : « Content ? »)"


def test_what_came_later_says_so_and_what_stayed_is_one_row() -> None:
    more = {"value": "autrement", "label": {"fr": "Autrement"}}
    old = definition(source("single", options=[OUI, NON]))
    new = definition(source("single", options=[OUI, NON, more]), source("number", "age"))
    found = told(Asked("Avis", 1, old, FIRST, SECOND), Asked("Avis", 3, new, SECOND, THIRD))
    assert [(one["colonne"], one["valeur"], one["versions"], one["changement"]) for one in found] == [
        ("q", "oui", "1, 3", ""), ("q", "non", "1, 3", ""),
        ("q", "autrement", "3", "Version 3 : réponse ajoutée"),
        ("age", "", "3", "Version 3 : question ajoutée"),
    ]  # fmt: skip
    assert found[0]["jusque"] == THIRD
