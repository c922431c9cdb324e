"""Workbooks and CSV as LibreOffice opens them."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from feedback.formats.columns import Column
from feedback.formats.csv import french
from feedback.formats.sheets import Chart, Sheet
from tests.formats.office import TEXTS, convert, needs_office
from tests.formats.reading import made
from tests.formats.test_rows import TRAPS
from tests.formats.test_workbook import small_workbook

pytestmark = [pytest.mark.office, pytest.mark.once, needs_office]
COLUMNS = (
    Column("a", "Texte"),
    Column("b", "Libellé", shared=True),
    Column("n", "N", "integer"),
    Column("p", "P", "percent"),
    Column("j", "Jour", "date"),
    Column("m", "Moment", "datetime"),
)
MOMENT = datetime(2026, 7, 14, 12, 30)
ROWS = [(text, text, 12, 0.25, date(2026, 3, 4), MOMENT) for text in TRAPS]


def test_every_cell_comes_back_equal_from_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "avis.xlsx"
    charts = [Chart("N", "a", ("n",))]
    path.write_bytes(made(Sheet("Avis", COLUMNS, ROWS, table=True, charts=charts))[0])
    (again,) = convert(path, "xlsx", tmp_path)
    sheet = load_workbook(again)["Avis"]
    found = [
        tuple(cell.value for cell in row[: len(COLUMNS)]) for row in sheet.iter_rows(min_row=2)
    ]
    day = datetime(2026, 3, 4)
    assert found == [(text, text, 12, 0.25, day, MOMENT) for text in TRAPS]
    assert all(row[0].data_type == "s" for row in sheet.iter_rows(min_row=2))


def test_every_sheet_is_shown_by_libreoffice_as_written(tmp_path: Path) -> None:
    path = tmp_path / "tout.xlsx"
    path.write_bytes(made(*small_workbook())[0])
    found = {file.stem.removeprefix("tout-"): file for file in convert(path, TEXTS, tmp_path)}
    assert set(found) == {"Lisez-moi", "Indicateurs", "Avis", "Livre de codes"}
    with found["Indicateurs"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][:3] == ["Accueil & écoute", "82%", "57"]
    assert rows[2][0] == "=Suivi"


def test_a_guarded_text_is_computed_by_nobody(tmp_path: Path) -> None:
    path = tmp_path / "avis.csv"
    path.write_bytes(b"".join(french([COLUMNS[0]], [(text,) for text in TRAPS])))
    (again,) = convert(path, "xlsx", tmp_path)
    cells = [row[0] for row in load_workbook(again).worksheets[0].iter_rows(min_row=2)]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
