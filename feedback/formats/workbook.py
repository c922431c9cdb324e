"""Workbooks: an openpyxl frame, rows streamed into it, straight to any sink.

The same sheets and stamp give the same bytes. Nothing is cut in silence: a sheet too long goes
on in another, a text too long goes on in the next column or, when none was kept for it, in a
sheet of its own; `Written` tells the read-me.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice, repeat
from pathlib import Path

from feedback.formats import cells
from feedback.formats.archive import LEVEL, Archive, Sink
from feedback.formats.columns import Column
from feedback.formats.filling import Filling
from feedback.formats.frame import Frame
from feedback.formats.rows import CellWriter
from feedback.formats.sheetdata import Limits, SheetData
from feedback.formats.sheets import (
    SHEET,
    Made,
    Page,
    Properties,
    Sheet,
    Written,
    fitted,
    sheet_name,
)
from feedback.formats.strings import SharedStrings

OVERFLOW = "Textes longs (suite)"
BATCH = 100  # rows held at once
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
    folder: Path | None = None,
) -> Written:
    """Writes the workbook to `sink` (which need not seek) and returns what was written.

    Sheets written beside another wait in nameless files of `folder`.
    """
    writing = _Writing(sheets, properties, stamp)
    with Archive(sink, level, folder) as archive:
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
        for together in self._readings():
            self._tables(*together)
        if self.spilled:
            overflow = Sheet(OVERFLOW, OVERFLOW_COLUMNS, self.spilled)
            number, self.written.overflow = self.another(overflow)
            self._tables((number, self.written.overflow, overflow))
        rows = self.written.rows
        self.written.rows = {name: rows[name] for name, _ in self.named if name in rows}
        for number, (name, sheet) in enumerate(self.named, 1):
            if isinstance(sheet, Page):
                self._page(number, name, sheet)
        self._close()
        return self.written

    def another(self, sheet: Sheet) -> tuple[int, str]:
        """A sheet not foreseen: its number and name; it has a frame of its own."""
        name = self._name(sheet)
        self.halves[name] = Frame([(name, sheet)], {}, self.properties, self.stamp).halves(1)
        return len(self.named), name

    def _readings(self) -> Iterable[list[tuple[int, str, Sheet]]]:
        """The tables, those of one source together."""
        found: dict[object, list[tuple[int, str, Sheet]]] = {}
        for number, (name, sheet) in enumerate(self.named, 1):
            if isinstance(sheet, Sheet):
                source = sheet.rows.source if isinstance(sheet.rows, Made) else name
                found.setdefault(source, []).append((number, name, sheet))
        return found.values()

    def _tables(self, *together: tuple[int, str, Sheet]) -> None:
        """Tables of one reading, side by side: the first in the archive, others beside it."""
        begins = chain([self.archive.begin], repeat(self.archive.begin_aside))
        tables = [Filling(self, *one, begin) for one, begin in zip(together, begins, strict=False)]
        rows = together[0][2].rows
        rest = iter(rows.source() if isinstance(rows, Made) else rows)
        while batch := list(islice(rest, BATCH)):
            for table in tables:
                table.put(batch)
        for table in tables:
            table.close()
        self.archive.take_in()

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
