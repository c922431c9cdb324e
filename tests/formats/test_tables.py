"""A sheet is read as lines of text, whatever program wrote it; what is no sheet is refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from feedback.formats.tables import MOST_ROWS, Table, UnreadableTable, read


def book(*rows: list[object]) -> bytes:
    """A workbook with these rows."""
    made = Workbook()
    for row in rows:
        made.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def reason(data: bytes) -> str:
    """Why the file is refused."""
    with pytest.raises(UnreadableTable) as refused:
        read(data)
    return refused.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_is_read_whatever_its_encoding_and_separator(encoding: str, separator: str) -> None:
    text = separator.join(["Parole", "Fonction"]) + "\r\n" + separator.join(["Ça va", "Élu"])
    table = read(text.encode(encoding))
    assert table.headers == ("Parole", "Fonction")
    assert table.rows[0].cells == ("Ça va", "Élu")


def test_a_cell_may_hold_the_separator_and_a_line_end() -> None:
    table = read(b'a;b\n"un; deux\ntrois";x\n')
    assert table.rows[0].cells == ("un; deux\ntrois", "x")


def test_a_workbook_is_read_with_its_dates_and_numbers_as_text() -> None:
    data = book(
        ["Parole", "Date", "N"], ["Bonjour", dt.datetime(2026, 5, 4), 3.0], ["=1+1", None, 2.5]
    )
    table = read(data)
    assert table.rows[0].cells == ("Bonjour", "2026-05-04", "3")
    assert table.rows[1].cells[2] == "2.5"


def test_lines_keep_the_number_they_have_in_the_sheet() -> None:
    table = read(b"a\n\nun\n\n\ndeux\n")
    assert [(r.line, r.cells) for r in table.rows] == [(3, ("un",)), (6, ("deux",))]


def test_short_lines_are_filled_and_long_ones_cut_to_the_headers() -> None:
    table = read(b"a;b;c\n1\n1;2;3;4\n")
    assert [r.cells for r in table.rows] == [("1", "", ""), ("1", "2", "3")]


def test_a_column_without_title_has_a_name() -> None:
    assert read(b"a;;c\n1;2;3\n").headers == ("a", "colonne 2", "c")


def test_headers_alone_are_not_enough() -> None:
    assert reason(b"a;b\n") == "empty"
    assert reason(b"") == "empty"
    assert reason(book(["a"])) == "empty"


def test_what_is_no_sheet_is_refused() -> None:
    assert reason(b"%PDF-1.7 ...") == "not_a_table"
    assert reason(b"PK\x03\x04 not a zip") == "not_a_table"
    assert reason(b"\x00\x01\x02") == "not_a_table"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert reason(out.getvalue()) == "not_a_table"


def test_a_workbook_that_swells_is_refused_before_it_is_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (65 << 20))
    assert len(out.getvalue()) < 200_000
    assert reason(out.getvalue()) == "too_big"


def test_too_many_lines_are_refused() -> None:
    assert reason(b"a\n" + b"x\n" * (MOST_ROWS + 1)) == "too_big"
    assert reason(b"a\n" + b"x" * 10_001) == "too_big"


@given(st.binary(max_size=400))
def test_any_file_is_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableTable):
        assert isinstance(read(data), Table)
