"""CSV: inert and French for people, exact for machines."""

from __future__ import annotations

import csv
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.formats.cells import pieces
from feedback.formats.columns import Column
from feedback.formats.csv import french, guard, machine, unguard

TEXT = (Column("avis", "Avis"), Column("suite", "Suite"))
MANY = tuple(Column(f"c{i}", f"C {i}") for i in range(6))
ROW = (12, 7.25, date(2026, 3, 4), datetime(2026, 7, 14, 10, tzinfo=UTC), True, None)
texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


def french_text(columns: tuple[Column, ...], *rows: tuple[object, ...]) -> str:
    return b"".join(french(columns, rows)).decode()


def machine_text(columns: tuple[Column, ...], *rows: tuple[object, ...]) -> str:
    return b"".join(machine(columns, rows)).decode()


def test_the_french_file_has_a_mark_semicolons_and_french_figures() -> None:
    assert french_text(MANY, ROW) == (
        "\ufeffC 0;C 1;C 2;C 3;C 4;C 5\r\n12;7,25;04/03/2026;14/07/2026 12:00;1;\r\n"
    )


def test_the_machine_file_has_codes_commas_and_iso_figures() -> None:
    assert machine_text(MANY, ROW) == (
        "c0,c1,c2,c3,c4,c5\r\n12,7.25,2026-03-04,2026-07-14T12:00:00+02:00,1,\r\n"
    )


@pytest.mark.parametrize(
    "text", ["=1+1", "+33", "-5", "@a", "\ta", "\ra", "\na", " =1", "＝1", "'=1"]
)
def test_a_text_that_could_be_computed_is_guarded(text: str) -> None:
    assert guard(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=1", "l'avis", "'cité'", "0", " bords", "(+33)"])
def test_an_ordinary_text_is_left_alone(text: str) -> None:
    assert guard(text) == text == unguard(text)


def test_a_number_below_zero_is_not_guarded() -> None:
    assert french_text(TEXT, (-5, Decimal("-1.5"))).endswith("-5;-1,5\r\n")


@given(texts)
def test_the_guard_can_always_be_taken_off(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_any_text_comes_out_equal_from_the_machine_file(rows: list[tuple[str, str]]) -> None:
    found = list(csv.reader(StringIO(machine_text(TEXT, *rows), newline="")))
    assert found == [["avis", "suite"], *map(list, rows)]


@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_any_text_comes_out_equal_from_the_french_file(rows: list[tuple[str, str]]) -> None:
    content = french_text(TEXT, *rows).removeprefix("\ufeff")
    found = list(csv.reader(StringIO(content, newline=""), delimiter=";"))[1:]
    assert [tuple(map(unguard, row)) for row in found] == rows


def test_nothing_and_an_empty_text_are_told_apart() -> None:
    assert machine_text(TEXT, (None, "")) == 'avis,suite\r\n,""\r\n'


def test_a_lone_surrogate_does_not_break_the_file() -> None:
    assert "\ufffd" in machine_text(TEXT, ("a\ud83d", "b"))


def test_a_title_is_guarded_too() -> None:
    assert french_text((Column("a", "=Total"),)) == "\ufeff'=Total\r\n"


def test_a_long_file_comes_in_pieces() -> None:
    pieces = list(machine(TEXT, ((str(i), "x") for i in range(1500))))
    assert len(pieces) > 2
    assert b"".join(pieces).count(b"\r\n") == 1501


WIDE = (Column("avis", "Avis", parts=2), Column("n", "N", "integer"))


@given(texts.map(lambda said: said * 40), st.integers(2, 40))
def test_a_long_text_goes_on_in_the_next_column_of_the_french_file(said: str, most: int) -> None:
    def cut(text: str, limit: int = most) -> list[str]:
        return pieces(text, limit)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("feedback.formats.csv.pieces", cut)
        content = french_text(WIDE, (said, 1)).removeprefix("\ufeff")
    header, row = csv.reader(StringIO(content, newline=""), delimiter=";")
    assert header == ["Avis", "Avis (suite)", "N"]
    assert (unguard(row[0]) + unguard(row[1]), row[2]) == (said, "1")
    assert len(unguard(row[0]).encode("utf-16-le")) <= 2 * most


def test_each_cell_of_a_long_text_is_guarded() -> None:
    said = "é" * 32_767 + "=1"
    assert french_text(WIDE, (said, None)).endswith(f"{said[:-2]};'=1;\r\n")


def test_titles_of_the_french_file_are_all_different() -> None:
    assert french_text((Column("a", "Avis"), Column("b", "Avis"))) == "\ufeffAvis;Avis [2]\r\n"


@pytest.mark.parametrize(
    "text",
    ["0012", "1e5", "12e34567", "3/4", "2026-03-04", "12:30", "1,50", "1.5", "12 %", "1234567890123456",
     "mars 2026", "12 mars", "1-mai", "Déc. 26", "VRAI", "true", "06 12 34 56 78", "(5)"],
)  # fmt: skip
def test_a_text_that_would_be_changed_into_something_else_is_guarded(text: str) -> None:
    assert guard(text) == f"'{text}"
    assert unguard(f"'{text}") == text


@pytest.mark.parametrize("text", ["12", "0", "1234567890", "2 mairies", "mai", "vraiment", "e5", "A2", "1er", "12 rue"])  # fmt: skip
def test_a_text_that_a_spreadsheet_leaves_alone_is_not(text: str) -> None:
    assert guard(text) == text


@given(st.text(alphabet="'0123456789eE.,/:- %+mars vrai", max_size=12))
def test_the_guard_of_near_numbers_can_be_taken_off_too(text: str) -> None:
    assert unguard(guard(text)) == text


@pytest.mark.parametrize(
    "start", ["(" + "1" * 40_000, "1 " * 20_000, "(" + "1," * 20_000, " " * 40_000, "0" * 40_000]
)
def test_no_long_text_takes_long_to_guard(start: str) -> None:
    before = time.perf_counter()
    assert guard(f"{start}x") == f"{start}x"
    assert time.perf_counter() - before < 0.5
