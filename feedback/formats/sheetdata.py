"""What stands between `<sheetData>` and `</sheetData>`: header, rows, notes, free lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from openpyxl.utils import get_column_letter

from feedback.formats import heights
from feedback.formats.archive import LARGEST, Part
from feedback.formats.cells import clean, pieces
from feedback.formats.columns import Column, header
from feedback.formats.rows import CellWriter, Spill, compile_row
from feedback.formats.sheets import Line, Sheet

ROWS = 1_048_576  # rows of a sheet, header and notes included


@dataclass(frozen=True)
class Limits:
    """How much one sheet may hold, in rows and in bytes; smaller in tests."""

    rows: int = ROWS
    size: int = LARGEST


class SheetData:
    """Writes the inside of sheets with one `CellWriter`."""

    def __init__(self, writer: CellWriter, limits: Limits) -> None:
        self.cells, self.limits = writer, limits

    def header(self, columns: Sequence[Column]) -> str:
        """The first row, in bold; one title for each cell of the rows below."""
        titles = enumerate(header(columns), 1)
        high = heights.attributes(heights.of_header(columns))
        return f'<row r="1"{high}>' + "".join(self._title(i, t) for i, t in titles) + "</row>"

    def _title(self, index: int, title: str) -> str:
        return self.cells.text(f"{get_column_letter(index)}1", title, "header", share=True)

    def rows(
        self, part: Part, sheet: Sheet, rows: Iterator[Sequence[Any]], spill: Spill
    ) -> tuple[int, Iterator[Sequence[Any]] | None]:
        """Writes rows while they fit; gives their count, and those that remain if any do."""
        row = compile_row(sheet.columns, self.cells, spill, sheet.level is not None)
        last = self.limits.rows - 1 - max(1, len(sheet.notes))
        number, put, level = 1, part.write, sheet.level
        height = heights.of_rows(sheet.columns) if sheet.tall else None
        for values in rows:
            if number >= last or part.written > self.limits.size:
                return number - 1, chain([values], rows)
            number += 1
            made = row(number, values, level(values)) if level else row(number, values)
            put(_raised(made, heights.attributes(height(values))) if height else made)
        return number - 1, None

    def notes(self, start: int, notes: Iterable[str]) -> str:
        """Lines under the data."""
        lines = []
        for at, note in enumerate(notes, start):
            lines.append(f'<row r="{at}">{self.cells.text(f"A{at}", note, "notice")}</row>')
        return "".join(lines)

    def lines(self, part: Part, lines: Iterable[Line], widths: Sequence[float]) -> None:
        """Free lines; a text longer than a cell goes on in the next one."""
        for number, line in enumerate(lines, 1):
            high = heights.attributes(heights.of_line(line.cells, line.style, widths))
            part.write(f'<row r="{number}"{high}>')
            for index, value in enumerate(_cut(line.cells), 1):
                style = line.style if index == 1 and line.style != "text" else "wrap"
                ref = f"{get_column_letter(index)}{number}"
                part.write(self.cells.value(ref, value, "left", style))
            part.write("</row>")


def _raised(row: str, high: str) -> str:
    """The row with its height."""
    return row.replace(">", f"{high}>", 1) if high else row


def _cut(values: Iterable[Any]) -> list[Any]:
    cut: list[Any] = []
    for value in values:
        cut.extend(pieces(clean(value)) if isinstance(value, str) else [value])
    return cut
