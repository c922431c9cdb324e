"""A sheet somebody hands in, CSV or workbook, read as lines of text: nothing is guessed of its sense."""

from __future__ import annotations

import csv
import datetime as dt
import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

from feedback.formats.text import decode, normalise
from feedback.formats.zipped import NotZipped, TooBig, checked

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2_000, 60, 10_000
SEPARATORS = ";,\t|"


class UnreadableTable(Exception):
    """The file cannot be read as a table; `reason` is not_a_table, too_big or empty."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Row:
    """One line of the sheet; `line` is its number there, the header being 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Headers and lines, each line as long as the headers; empty lines are left out."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def read(data: bytes, most: int = MOST_ROWS, longest: int = LONGEST_CELL) -> Table:
    """Read a workbook (its first sheet) or a CSV file, by what it is and not by its name."""
    lines = _workbook(data, most) if data.startswith(b"PK\x03\x04") else _csv(data)
    return _table(lines, most, longest)


def _csv(data: bytes) -> Iterator[Sequence[str]]:
    text = decode(data)
    if text is None:
        raise UnreadableTable("not_a_table")
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise UnreadableTable("not_a_table") from error


def _workbook(data: bytes, most: int) -> Iterator[Sequence[str]]:
    _check_size(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and rules we do not read
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()  # some programs write false ones
            rows = sheet.iter_rows(max_row=most + 2, max_col=MOST_COLUMNS + 1)
            lines = [tuple(_written(value) for value in row) for row in _values(rows)]
            book.close()
        except UnreadableTable:
            raise
        except Exception as error:  # a damaged file fails in any way
            raise UnreadableTable("not_a_table") from error
    yield from lines


def _values(rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    for row in rows:
        yield [cell.value for cell in row]


def _check_size(data: bytes) -> None:
    try:
        checked(data)
    except NotZipped as error:
        raise UnreadableTable("not_a_table") from error
    except TooBig as error:
        raise UnreadableTable("too_big") from error


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(lines: Iterable[Sequence[str]], most: int, longest: int) -> Table:
    headers: tuple[str, ...] = ()
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        cells = [normalise(cell).strip() for cell in line]
        if not any(cells):
            continue
        if not headers:
            headers = _headers(cells)
            continue
        if len(rows) >= most or max(map(len, cells)) > longest:
            raise UnreadableTable("too_big")
        padded = [*cells, *[""] * len(headers)][: len(headers)]
        rows.append(Row(number, tuple(padded)))
    if not rows:
        raise UnreadableTable("empty")
    return Table(headers, tuple(rows))


def _headers(cells: Sequence[str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise UnreadableTable("too_big")
    return tuple(cell or f"colonne {number}" for number, cell in enumerate(cells, start=1))
