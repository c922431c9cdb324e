"""Names of sheets that every spreadsheet accepts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.formats.cells import units
from feedback.formats.columns import Column
from feedback.formats.sheets import Sheet, fitted, sheet_name


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Réponses [codes]: a/b\\c?*", "Réponses codes a b c"),
        ("'Lieux'", "Lieux"),
        ("", "Feuille"),
        ("History", "History_"),
        ("Les réponses de toutes les maisons", "Les réponses de toutes les mais"),
        ("😀" * 20, "😀" * 15),
    ],
)
def test_a_name_is_brought_to_what_spreadsheets_accept(wanted: str, name: str) -> None:
    assert sheet_name(wanted, []) == name


def test_a_name_taken_gets_a_number_within_the_length() -> None:
    long = "Les réponses de toutes les mais"
    assert sheet_name(long, [long.upper()]) == "Les réponses de toutes les (2)"
    assert sheet_name("Avis", ["AVIS", "avis (2)"]) == "Avis (3)"


@given(st.lists(st.text(), max_size=6))
def test_any_names_become_valid_and_different(wanted: list[str]) -> None:
    names: list[str] = []
    for name in wanted:
        names.append(sheet_name(name, names))
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < units(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name == name.strip("' ")


def test_a_sheet_is_as_wide_as_its_longest_text_where_its_rows_are_at_hand() -> None:
    columns = (Column("a", "A"), Column("n", "N", "integer"))
    rows = [("court", 1), ("🙂" * 20_000, 2), (None, None)]
    assert [column.parts for column in fitted(Sheet("S", columns, rows)).columns] == [2, 1]
    streamed = Sheet("S", columns, iter(rows))
    assert fitted(streamed) is streamed
