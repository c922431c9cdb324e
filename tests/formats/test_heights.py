"""Rows are high enough for their texts, and never endless."""

from __future__ import annotations

import io
from datetime import datetime

from openpyxl import load_workbook

from feedback.formats.columns import Column
from feedback.formats.heights import lines, of_line
from feedback.formats.sheets import Line, Page, Properties, Sheet
from feedback.formats.workbook import write

COLUMNS = (Column("a", "A", width=10), Column("t", "Texte", width=20, wrap=True))
ROWS = [("x", "court"), ("y", "un texte qui prend trois lignes dans sa colonne"), ("z", "m" * 900)]


def heights(tall: bool) -> list[float | None]:
    """Heights of the rows read back."""
    sink = io.BytesIO()
    page = Page("Lisez-moi", lambda written: [Line(("Titre",), "title"), Line(("a", "b" * 400))])
    sheets = [page, Sheet("S", COLUMNS, ROWS, tall=tall)]
    write(sink, sheets, Properties("T"), datetime(2026, 1, 1))
    book = load_workbook(sink)
    assert book["Lisez-moi"].row_dimensions[1].height == 24
    assert book["Lisez-moi"].row_dimensions[2].height == 60
    return [book["S"].row_dimensions[number].height for number in (2, 3, 4)]


def test_rows_of_texts_are_as_high_as_they_ask_to_a_limit() -> None:
    assert heights(tall=True) == [None, 45, 120]


def test_other_rows_stay_ordinary() -> None:
    assert heights(tall=False) == [None, None, None]


def test_each_paragraph_takes_a_line_at_least() -> None:
    assert lines("a\n\nb", 20) == 3
    assert lines("", 20) == 1


def test_a_line_of_a_page_without_cells_is_ordinary() -> None:
    assert of_line((), "label", (10, 20)) == 15
