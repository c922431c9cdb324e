"""Workbooks handed in: read with their line numbers, or refused in words that say where."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from feedback.formats.xlsform import book
from feedback.formats.xlsform.book import Remark, UnreadableForm, read
from tests.formats.xlsform.making import saved, survey, workbook

GOOD = workbook(survey=survey({"type": "text", "name": "a", "label": "A"}))


def refusal(data: bytes) -> UnreadableForm:
    """Return why a file is refused; it must be."""
    with pytest.raises(UnreadableForm) as caught:
        read(data)
    return caught.value


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return the workbook with one of its parts replaced."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(sink, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return sink.getvalue()


def test_rows_keep_the_numbers_a_person_sees() -> None:
    data = workbook(survey=[["type", "name"], [], ["text", "a"], [None, None], ["text", "b"]])
    assert [(row.line, row.get("name")) for row in read(data).rows("survey")] == [
        (3, "a"),
        (5, "b"),
    ]


def test_a_lone_sheet_is_the_survey_whatever_its_name() -> None:
    data = workbook(Feuille1=survey({"type": "text", "name": "a"}))
    assert len(read(data).rows("survey")) == 1


def test_sheets_are_known_whatever_their_case() -> None:
    data = workbook(Survey=survey({"type": "text", "name": "a"}), Autre=[["x"]])
    assert len(read(data).rows("survey")) == 1


def test_numbers_and_booleans_read_as_a_person_writes_them() -> None:
    data = workbook(survey=survey({"type": "text", "name": 3.0, "required": True, "label": 2.5}))
    (row,) = read(data).rows("survey")
    assert (row.get("name"), row.get("bind", "required"), row.get("label")) == ("3", "TRUE", "2.5")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not_a_workbook"),
        (b"PK\x03\x04 broken", "not_a_workbook"),
        (GOOD[:-200], "not_a_workbook"),
        (b"type,name\ntext,a\n", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old_workbook"),
        (workbook(Questions=[["type"]], Choix=[["x"]]), "no_survey"),
        (workbook(survey=[["nom", "texte"], ["a", "b"]]), "no_type"),
        (workbook(survey=[[]]), "no_type"),
        (workbook(survey=[["type", "relevant", "relevance"], ["text", "", ""]]), "double_column"),
    ],
)
def test_a_file_that_is_no_form_is_refused(data: bytes, reason: str) -> None:
    assert refusal(data).reason == reason


def test_a_document_of_a_word_processor_is_no_workbook() -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(sink.getvalue()).reason == "not_a_workbook"


def test_what_would_fill_the_memory_is_refused_unopened() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (book.MOST_EXPANDED + 1))
    assert refusal(bomb.getvalue()).reason == "too_big"
    assert refusal(GOOD + b"\0" * book.LARGEST).reason == "too_big"
    cells = b"<row>" + b"<c/>" * book.MOST_MARKS + b"</row>"
    assert refusal(with_part(GOOD, "xl/worksheets/sheet1.xml", cells)).reason == "too_big"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_from_elsewhere_are_never_read(encoding: str) -> None:
    evil = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>type</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'
    )
    data = with_part(GOOD, "xl/worksheets/sheet1.xml", evil.encode(encoding))
    assert refusal(data).reason == "not_a_workbook"


def test_too_many_rows_columns_and_letters_are_told_with_their_sheet() -> None:
    rows = workbook(survey=[["type"], *[["text"]] * book.MOST_ROWS])
    assert refusal(rows).values["sheet"] == "survey"
    columns = workbook(survey=[["type", *(f"c{n}" for n in range(book.MOST_COLUMNS))]])
    assert refusal(columns).reason == "too_many_columns"


def test_a_formula_is_read_by_its_value_or_told_as_empty() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (["type", "name", "label"], ["text", "a", '="A"&"B"']):
        sheet.append(row)
    found = read(saved(made))
    assert found.remarks == (Remark("formula_without_value", "survey", 2, "C2"),)
    assert found.rows("survey")[0].get("label") == ""


def test_merged_cells_are_told() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (["type", "name"], ["text", "a"], ["text", "b"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    assert read(saved(made)).remarks == (Remark("merged", "survey", 2, "A2:A3"),)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=30))
def test_a_damaged_workbook_is_read_or_refused(at: int, noise: bytes) -> None:
    with contextlib.suppress(UnreadableForm):
        read(GOOD[:at] + noise + GOOD[at + len(noise) :])
