"""A workbook read as an XLSForm: rows with their numbers, columns under their standard names."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from feedback.formats.text import normalise
from feedback.formats.xlsform.standard import SHEETS, tokens
from feedback.formats.zipped import DAMAGED, NotZipped, TooBig, checked

OWN = "vivevoix"  # the sheet and the first part of the columns that hold what the standard cannot
LARGEST = 4 << 20
MOST_EXPANDED = 24 << 20
MOST_MARKS = 400_000  # opening signs in one part: each costs a reader some hundred bytes
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 6_000, 200, 32_767
_OLD = b"\xd0\xcf\x11\xe0"
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}([0-9]{1,7}):[A-Z0-9]{1,10})"')

Name = tuple[str, ...]


class UnreadableForm(Exception):
    """The file cannot be read; `reason` and `values` (sheet, line…) say why."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


@dataclass(frozen=True)
class Row:
    """One line of a sheet that says something; `line` is its number there."""

    line: int
    cells: Mapping[Name, str]

    def get(self, *name: str) -> str:
        """Return one cell, empty when nothing is written."""
        return self.cells.get(name, "")

    def under(self, *name: str) -> dict[str, str]:
        """Return the cells of a column by what follows its name: languages; "" when nothing does."""
        size = len(name)
        return {
            "::".join(key[size:]): value for key, value in self.cells.items() if key[:size] == name
        }


@dataclass(frozen=True)
class Remark:
    """Something odd about a place, which hinders nothing: a formula, merged cells."""

    reason: str
    sheet: str
    line: int
    what: str


@dataclass(frozen=True)
class Book:
    """The sheets of a form; `headers` are those of each sheet as they were written."""

    sheets: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    headers: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    def rows(self, sheet: str) -> tuple[Row, ...]:
        """Return the rows of a sheet, none when there is no such sheet."""
        return self.sheets.get(sheet, ())

    @property
    def settings(self) -> Row:
        """The one row of settings."""
        return next(iter(self.rows("settings")), Row(2, {}))


def read(data: bytes) -> Book:
    """Read a workbook, or raise `UnreadableForm`; its size is bounded before it is opened."""
    parts = _parts(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and rules we do not read
        try:
            return _read(data, parts)
        except UnreadableForm:
            raise
        except Exception as error:  # a damaged file fails in any way
            raise UnreadableForm("not_a_workbook") from error


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of the archive, none of which could fill the memory of who reads it."""
    if data.startswith(_OLD):
        raise UnreadableForm("old_workbook")
    if len(data) > LARGEST:
        raise UnreadableForm("too_big")
    try:
        archive = checked(data, MOST_EXPANDED)
        parts = {name: archive.read(name) for name in archive.namelist()}
    except TooBig as error:
        raise UnreadableForm("too_big") from error
    except (NotZipped, *DAMAGED) as error:
        raise UnreadableForm("not_a_workbook") from error
    for part in parts.values():
        if part.count(b"<") > MOST_MARKS:
            raise UnreadableForm("too_big")
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise UnreadableForm("not_a_workbook")
    return parts


def _read(data: bytes, parts: Mapping[str, bytes]) -> Book:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    names = _names(book.sheetnames)
    if "survey" not in names:
        raise UnreadableForm("no_survey", names=", ".join(book.sheetnames[:10]))
    sheets: dict[str, tuple[Row, ...]] = {}
    headers: dict[str, tuple[Name, ...]] = {}
    remarks: list[Remark] = []
    for sheet, title in names.items():
        grid = list(_grid(book[title], sheet))
        headers[sheet], sheets[sheet] = _rows(sheet, grid)
        part = parts.get(str(getattr(book[title], "_worksheet_path", "")).lstrip("/"), b"")
        remarks += _merged(sheet, part)
        if b"<f" in part:
            remarks += _formulas(data, sheet, title, grid)
    book.close()
    if ("type",) not in headers["survey"]:
        raise UnreadableForm("no_type")
    return Book(sheets, headers, tuple(remarks))


def _names(titles: Sequence[str]) -> dict[str, str]:
    """The sheets that matter, by their standard name; a lone sheet is the survey."""
    wanted = (*SHEETS, OWN)
    found = {title.strip().lower(): title for title in titles}
    if len(titles) == 1 and not set(found) & set(wanted):
        return {"survey": titles[0]}
    return {name: found[name] for name in wanted if name in found}


def _grid(sheet: Any, name: str) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # some programs write false ones
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1, values_only=True)
    for line, row in enumerate(rows, start=1):
        cells = [_written(value) for value in row]
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise UnreadableForm("too_many_columns", sheet=name, most=MOST_COLUMNS)
        if line > MOST_ROWS and any(cells):
            raise UnreadableForm("too_many_rows", sheet=name, most=MOST_ROWS)
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise UnreadableForm("long_cell", sheet=name, line=line, most=LONGEST_CELL)
        yield cells


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return normalise(str(value)).strip()


def _rows(sheet: str, grid: Sequence[Sequence[str]]) -> tuple[tuple[Name, ...], tuple[Row, ...]]:
    written = list(grid[0]) if grid else []
    names = [_name(one, sheet, written) if one else () for one in written]
    for name in names:
        if name and names.count(name) > 1:
            same = [one for one, other in zip(written, names, strict=True) if other == name]
            raise UnreadableForm("double_column", sheet=sheet, columns=", ".join(same))
    rows = []
    for line, cells in enumerate(grid[1:], start=2):
        said = {n: cell for n, cell in zip(names, cells, strict=False) if n and cell}
        if said:
            rows.append(Row(line, said))
    return tuple(name for name in names if name), tuple(rows)


def _name(header: str, sheet: str, headers: Sequence[str]) -> Name:
    start = OWN + "_"
    if sheet == "choices" and header.startswith(start):
        own = header.removeprefix(start)
        return (OWN, *own.split("_", 1)) if own.startswith("label_") else (OWN, own)
    return tokens(header, sheet, headers)


def _merged(sheet: str, part: bytes) -> Iterator[Remark]:
    for place, line in _MERGED.findall(part)[:50]:
        yield Remark("merged", sheet, int(line), place.decode())


def _formulas(
    data: bytes, sheet: str, title: str, grid: Sequence[Sequence[str]]
) -> Iterator[Remark]:
    """Cells that compute: their last value was read, or nothing where none was kept."""
    book: Any = load_workbook(io.BytesIO(data), read_only=True)
    rows = book[title]
    rows.reset_dimensions()
    for line, row in enumerate(rows.iter_rows(max_row=len(grid), max_col=MOST_COLUMNS), start=1):
        for column, cell in enumerate(row):
            if cell.data_type == "f":
                value = grid[line - 1][column] if column < len(grid[line - 1]) else ""
                reason = "formula" if value else "formula_without_value"
                yield Remark(reason, sheet, line, f"{get_column_letter(column + 1)}{line}")
    book.close()
