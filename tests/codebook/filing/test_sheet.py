"""The book as a table and back."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from openpyxl import Workbook

from feedback.codebook.filing import sheet
from feedback.codebook.filing.given import Given
from feedback.formats import csv, tables
from feedback.formats.formulas import formulas
from feedback.formats.sheets import Properties, Sheet
from feedback.formats.workbook import write
from tests.codebook.making import told

BOOK = [
    told("A", codable=False, definition="=1+1"),
    told("A1", "A", definition="Deux\nlignes", include="« oui »", exclude="Délai → B4",
         name_en="Listening", status="proposed"),
    told("A2", "A", archived=True),
]  # fmt: skip
EXPECTED = [
    Given(2, "A", "", "Nom A", "", "=1+1", "", "", False, "validated", "#0f5560"),
    Given(3, "A1", "A", "Nom A1", "Listening", "Deux\nlignes", "« oui »", "Délai → B4", True, "proposed", "#0f5560"),
]  # fmt: skip


def lines(found: list[Given]) -> list[Given]:
    """As in the sheet: a text of two lines takes one row."""
    return [Given(n, *list(vars(one).values())[1:]) for n, one in enumerate(found, 2)]


def test_a_workbook_comes_back_as_it_left() -> None:
    sink = io.BytesIO()
    page = Sheet("Livre", sheet.COLUMNS, sheet.rows(BOOK, {"A1": (12, 3)}))
    write(sink, [page], Properties("Livre"), datetime(2026, 1, 1, tzinfo=UTC))
    found, faults = sheet.read(tables.read(sink.getvalue()), guarded=False)
    assert faults == []
    assert found == EXPECTED
    assert list(formulas(sink.getvalue())) == []


def test_a_csv_comes_back_as_it_left_its_guards_taken_off() -> None:
    data = b"".join(csv.french(sheet.COLUMNS, sheet.rows(BOOK, {})))
    found, faults = sheet.read(tables.read(data), guarded=True)
    assert faults == []
    assert lines(found) == EXPECTED


def test_headers_are_known_by_title_or_code_whatever_their_case() -> None:
    found, faults = sheet.read(tables.read(b"CLE;Libelle;definition\nC1;Nom;Dit\n"), True)
    assert faults == []
    assert found == [Given(2, "C1", name="Nom", definition="Dit")]


def test_a_missing_column_and_an_odd_value_are_told() -> None:
    _, faults = sheet.read(tables.read(b"Titre;Mot\nx;y\n"), True)
    assert [(fault.line, fault.kind, fault.value) for fault in faults] == [
        (1, "column", "Clé"), (1, "column", "Libellé"),
    ]  # fmt: skip
    _, faults = sheet.read(tables.read(b"cle;nom;codable;statut\nC;N;peut-etre;fini\n"), True)
    assert [(fault.line, fault.kind) for fault in faults] == [(2, "codable"), (2, "status")]


def test_formulas_are_seen() -> None:
    book = Workbook()
    book.active.append(["cle", "nom"])
    book.active.append(["A", "Nom"])
    book.active.append(["B", "=A2"])
    sink = io.BytesIO()
    book.save(sink)
    assert list(formulas(sink.getvalue())) == [3]
