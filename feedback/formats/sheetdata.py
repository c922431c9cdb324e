"""What stands between `<sheetData>` and `</sheetData>` beside rows: header, notes, free lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from feedback.formats import heights
from feedback.formats.archive import LARGEST, Part
from feedback.formats.cells import clean, pieces
from feedback.formats.columns import Column, header
from feedback.formats.rows import CellWriter
from feedback.formats.sheets import Line

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


def _cut(values: Iterable[Any]) -> list[Any]:
    cut: list[Any] = []
    for value in values:
        cut.extend(pieces(clean(value)) if isinstance(value, str) else [value])
    return cut
