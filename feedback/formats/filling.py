"""A table on its way into sheets: rows are put as they come, and go on in another sheet when one is full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from feedback.formats import cells, heights
from feedback.formats.archive import Part
from feedback.formats.features import area
from feedback.formats.rows import Spill, compile_row
from feedback.formats.sheetdata import SheetData
from feedback.formats.sheets import SHEET, Continued, Made, Sheet, Written

CONTINUED = "La suite est dans la feuille « {} »."


class Book(Protocol):
    """The workbook as a table being written sees it."""

    data: SheetData
    written: Written
    halves: dict[str, tuple[str, str]]
    spilled: list[tuple[str, int, str, int, str]]

    def another(self, sheet: Sheet) -> tuple[int, str]:
        """A sheet not foreseen: its number and name."""


class Filling:
    """One table; `begin` opens the part of the archive at a path."""

    def __init__(
        self, book: Book, number: int, name: str, sheet: Sheet, begin: Callable[[str], Part]
    ) -> None:
        self._book, self._sheet, self._begin = book, sheet, begin
        self._make = sheet.rows.make if isinstance(sheet.rows, Made) else None
        self._height = heights.of_rows(sheet.columns) if sheet.tall else None
        limits = book.data.limits
        self._last, self._size = limits.rows - 1 - max(1, len(sheet.notes)), limits.size
        self._start(number, name)

    def _start(self, number: int, name: str) -> None:
        book, columns = self._book, self._sheet.columns
        if wide := [column.title or column.code for column in columns if column.parts > 1]:
            book.written.wide[name] = wide
        head, self._tail = book.halves[name]
        self._name, self._at = name, 1
        self._part = self._begin(SHEET.format(number))
        self._part.write(head + book.data.header(columns))
        levelled = self._sheet.level is not None
        self._line = compile_row(columns, book.data.cells, self._spill(name), levelled)

    def put(self, rows: Iterable[Any]) -> None:
        """Writes rows, or what they are made of, below those before."""
        level, height = self._sheet.level, self._height
        line, part, at = self._line, self._part, self._at
        for values in map(self._make, rows) if self._make else rows:
            if at >= self._last or part.written > self._size:
                self._at = at
                self._go_on()
                line, part, at = self._line, self._part, self._at
            at += 1
            made = line(at, values, level(values)) if level else line(at, values)
            part.write(_raised(made, heights.attributes(height(values))) if height else made)
        self._at = at

    def _go_on(self) -> None:
        number, into = self._book.another(replace(self._sheet, charts=()))
        self._end([CONTINUED.format(into)])
        self._book.written.continued.append(Continued(self._name, into))
        self._start(number, into)

    def close(self) -> None:
        """No row comes any more."""
        self._end(self._sheet.notes)

    def _end(self, notes: Sequence[str]) -> None:
        count, sheet = self._at - 1, self._sheet
        self._book.written.rows[self._name] = count
        self._part.write(self._book.data.notes(count + 3, notes))
        was, now = f'"{area(sheet, 1)}"', f'"{area(sheet, max(1, count))}"'
        self._part.write(self._tail.replace(was, now))
        self._part.close()

    def _spill(self, name: str) -> Spill:
        """Keeps what no cell of a row could hold."""
        written, kept = self._book.written, self._book.spilled

        def spill(number: int, index: int, text: str) -> None:
            column = self._sheet.columns[index]
            key = (name, column.code)
            written.long_texts[key] = written.long_texts.get(key, 0) + 1
            for part, piece in enumerate(cells.pieces(text), column.parts + 1):
                kept.append((name, number, column.title, part, piece))

        return spill


def _raised(row: str, high: str) -> str:
    """The row with its height."""
    return row.replace(">", f"{high}>", 1) if high else row
