"""Workbooks: an openpyxl frame, rows streamed into it, straight to any sink.

The same sheets and stamp give the same bytes. Nothing is cut in silence: a sheet too long goes
on in another, a text too long goes on in the next column or, when none was kept for it, in a
sheet of its own; `Written` tells the read-me.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from feedback.formats import cells
from feedback.formats.archive import LEVEL, Archive, Sink
from feedback.formats.columns import Column
from feedback.formats.features import area
from feedback.formats.frame import SHEET, Frame
from feedback.formats.rows import CellWriter, Spill
from feedback.formats.sheetdata import Limits, SheetData
from feedback.formats.sheets import Continued, Page, Properties, Sheet, Written, fitted, sheet_name
from feedback.formats.strings import SharedStrings

OVERFLOW = "Textes longs (suite)"
CONTINUED = "La suite est dans la feuille « {} »."
OVERFLOW_COLUMNS = (
    Column("feuille", "Feuille", width=24, shared=True),
    Column("ligne", "Ligne", "integer", width=9),
    Column("colonne", "Colonne", width=24, shared=True),
    Column("partie", "Partie", "integer", width=9),
    Column("texte", "Suite du texte", width=90, wrap=True),
)


def write(
    sink: Sink,
    sheets: Sequence[Sheet | Page],
    properties: Properties,
    stamp: datetime,
    level: int = LEVEL,
    limits: Limits | None = None,
) -> Written:
    """Writes the workbook to `sink` (which need not seek) and returns what was written."""
    writing = _Writing(sheets, properties, stamp)
    with Archive(sink, level) as archive:
        return writing.run(archive, limits or Limits())


def _ready(sheet: Sheet | Page) -> Sheet | Page:
    """The sheet as wide as its longest texts ask, its notes cut to cells."""
    if isinstance(sheet, Page):
        return sheet
    notes = [piece for note in sheet.notes for piece in cells.pieces(cells.clean(note))]
    return replace(fitted(sheet), notes=notes)


class _Writing:
    """One workbook being written."""

    def __init__(
        self, sheets: Sequence[Sheet | Page], properties: Properties, stamp: datetime
    ) -> None:
        self.properties, self.stamp = properties, stamp
        self.named: list[tuple[str, Sheet | Page]] = []
        self.written = Written(stamp=cells.local(stamp))
        for sheet in sheets:
            self.written.names.setdefault(sheet.name, self._name(_ready(sheet)))
        frame = Frame(self.named, {}, properties, stamp)
        self.halves = {name: frame.halves(i) for i, (name, _) in enumerate(self.named, 1)}
        self.shared = SharedStrings()
        self.cells = CellWriter(frame.styles, self.shared)
        self.spilled: list[tuple[str, int, str, int, str]] = []

    def _name(self, sheet: Sheet | Page) -> str:
        name = sheet_name(sheet.name, [taken for taken, _ in self.named])
        self.named.append((name, sheet))
        return name

    def run(self, archive: Archive, limits: Limits) -> Written:
        """Tables first, then what they left over, then the pages that tell of them."""
        self.archive, self.data = archive, SheetData(self.cells, limits)
        for number, (name, sheet) in enumerate(list(self.named), 1):
            if isinstance(sheet, Sheet):
                self._table(number, name, sheet)
        if self.spilled:
            overflow = Sheet(OVERFLOW, OVERFLOW_COLUMNS, self.spilled)
            self.written.overflow = name = self._another(overflow)
            self._table(len(self.named), name, overflow)
        for number, (name, sheet) in enumerate(self.named, 1):
            if isinstance(sheet, Page):
                self._page(number, name, sheet)
        self._close()
        return self.written

    def _another(self, sheet: Sheet) -> str:
        """A sheet not foreseen: named, with a frame of its own."""
        name = self._name(sheet)
        self.halves[name] = Frame([(name, sheet)], {}, self.properties, self.stamp).halves(1)
        return name

    def _table(self, number: int, name: str, sheet: Sheet) -> None:
        """One table, and as many more sheets as its rows need."""
        rest: Iterator[Sequence[Any]] | None = iter(sheet.rows)
        while rest is not None:
            rest, into = self._sheet(number, name, sheet, rest)
            number, name = len(self.named), into or name

    def _sheet(
        self, number: int, name: str, sheet: Sheet, rows: Iterator[Sequence[Any]]
    ) -> tuple[Iterator[Sequence[Any]] | None, str | None]:
        """One sheet of a table; the rows that remain, and the sheet where they go."""
        head, tail = self.halves[name]
        if wide := [column.title or column.code for column in sheet.columns if column.parts > 1]:
            self.written.wide[name] = wide
        with self.archive.stream(SHEET.format(number)) as part:
            part.write(head + self.data.header(sheet.columns))
            count, rest = self.data.rows(part, sheet, rows, self._spill(name, sheet))
            self.written.rows[name] = count
            into = self._another(replace(sheet, charts=())) if rest else None
            notes = [CONTINUED.format(into)] if into else sheet.notes
            part.write(self.data.notes(count + 3, notes))
            part.write(tail.replace(f'"{area(sheet, 1)}"', f'"{area(sheet, max(1, count))}"'))
        if into:
            self.written.continued.append(Continued(name, into))
        return rest, into

    def _spill(self, name: str, sheet: Sheet) -> Spill:
        """Keeps what no cell of a row could hold."""

        def spill(number: int, index: int, text: str) -> None:
            column, key = sheet.columns[index], (name, sheet.columns[index].code)
            self.written.long_texts[key] = self.written.long_texts.get(key, 0) + 1
            for part, piece in enumerate(cells.pieces(text), column.parts + 1):
                self.spilled.append((name, number, column.title, part, piece))

        return spill

    def _page(self, number: int, name: str, page: Page) -> None:
        head, tail = self.halves[name]
        with self.archive.stream(SHEET.format(number)) as part:
            part.write(head)
            self.data.lines(part, page.lines(self.written), page.widths)
            part.write(tail)

    def _close(self) -> None:
        """Everything but the sheets, now that all counts are known."""
        frame = Frame(self.named, self.written.rows, self.properties, self.stamp)
        self.archive.add_pieces("xl/sharedStrings.xml", self.shared.xml())
        for path, content in frame.parts.items():
            if not path.startswith("xl/worksheets/sheet") and path != "xl/sharedStrings.xml":
                self.archive.add(path, content)
