"""The frame of a workbook, made by openpyxl: everything but the rows.

Each sheet is an empty one with its widths, panes, filter, table, charts and print set-up; it is
saved to memory and cut where its rows belong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.xml.functions import tostring

from feedback.formats.features import area, native_chart, native_table
from feedback.formats.sheets import SHEET, Page, Properties, Sheet
from feedback.formats.styles import STYLES, style_number

DATA = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
TYPES_END, RELS_END = b"</Types>", b"</Relationships>"
STRINGS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxml'
    b'formats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
STRINGS_REL = (
    b'<Relationship Id="strings" Target="/xl/sharedStrings.xml" Type="http://schemas.openxml'
    b'formats.org/officeDocument/2006/relationships/sharedStrings"/>'
)


class Frame:
    """A saved workbook without rows: `styles` by name, and its `parts` by path."""

    def __init__(
        self,
        sheets: Sequence[tuple[str, Sheet | Page]],
        counts: dict[str, int],
        properties: Properties,
        stamp: datetime,
    ) -> None:
        self._book = Workbook(write_only=True)
        made = [(self._book.create_sheet(name), name, sheet) for name, sheet in sheets]
        self.styles = {name: style_number(made[0][0], name) for name in STYLES}
        for number, (target, name, sheet) in enumerate(made, 1):
            if isinstance(sheet, Page):
                _page(target, sheet)
            else:
                _table(target, sheet, max(1, counts.get(name, 1)), number)
        self.parts = self._saved(properties, stamp)
        for number, (_, _, sheet) in enumerate(made, 1):
            self._describe(number, sheet)

    def _saved(self, properties: Properties, stamp: datetime) -> dict[str, bytes]:
        sink = BytesIO()
        self._book.save(sink)
        self._book.close()
        with ZipFile(sink) as archive:
            parts = {path: archive.read(path) for path in archive.namelist()}
        stamp = stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else stamp
        core = DocumentProperties(creator=properties.author, created=stamp, modified=stamp)
        core.title, core.language = properties.title, properties.language
        core.subject = properties.subject or None
        parts["docProps/core.xml"] = tostring(core.to_tree())
        _declare(parts, "[Content_Types].xml", TYPES_END, STRINGS_TYPE)
        _declare(parts, "xl/_rels/workbook.xml.rels", RELS_END, STRINGS_REL)
        return parts

    def _describe(self, number: int, sheet: Sheet | Page) -> None:
        """Gives the charts of a sheet the words read aloud in their place."""
        rels = self.parts.get(f"xl/worksheets/_rels/sheet{number}.xml.rels", b"")
        found = re.search(rb"/(xl/drawings/drawing\d+\.xml)", rels)
        if found is None or isinstance(sheet, Page):
            return
        path = found[1].decode()
        for index, chart in enumerate(sheet.charts, 1):
            words = quoteattr(chart.description or chart.title)
            name = f'name="Chart {index}"'
            drawing = self.parts[path].decode()
            self.parts[path] = drawing.replace(name, f"{name} descr={words}").encode()

    def halves(self, number: int) -> tuple[str, str]:
        """The XML of a sheet before its rows and after."""
        head, tail = DATA.split(self.parts[SHEET.format(number)])
        start = head.decode()
        if not start.startswith("<?xml"):
            start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + start
        return start + "<sheetData>", "</sheetData>" + tail.decode()


def _declare(parts: dict[str, bytes], path: str, end: bytes, line: bytes) -> None:
    """Announces the shared strings where openpyxl, having met none, did not."""
    if b"sharedStrings" not in parts[path]:
        parts[path] = parts[path].replace(end, line + end)


def _page(target: Any, page: Page) -> None:
    for number, width in enumerate(page.widths, 1):
        target.column_dimensions[get_column_letter(number)].width = width
    target.sheet_view.showGridLines = False
    _print_setup(target, "portrait")


def _table(target: Any, sheet: Sheet, rows: int, number: int) -> None:
    widths = [column.width for column in sheet.columns for _ in range(column.parts)]
    for index, width in enumerate(widths, 1):
        target.column_dimensions[get_column_letter(index)].width = width
    if sheet.locked:
        _lock(target, sheet)
    target.freeze_panes = f"{get_column_letter(sheet.freeze + 1)}2"
    target.print_title_rows = "1:1"
    _print_setup(target, "landscape")
    if sheet.depth:
        target.sheet_format.outlineLevelRow = sheet.depth
        target.sheet_properties.outlinePr = Outline(summaryBelow=False)
    if sheet.table:
        target.tables.add(native_table(sheet, rows, number))
    elif sheet.filter:
        target.auto_filter.ref = area(sheet, rows)
    if sheet.charts:
        target.print_area = area(sheet, rows)  # a chart beside the table would shrink it on paper
    for index, chart in enumerate(sheet.charts):
        anchor = f"{get_column_letter(len(widths) + 2)}{2 + 18 * index}"
        target.add_chart(native_chart(target, sheet, chart, rows), anchor)


def _lock(target: Any, sheet: Sheet) -> None:
    """Only the open columns can be written in; widths, heights and order stay anyone's."""
    target.protection.sheet = True
    target.protection.formatColumns = target.protection.formatRows = False
    letters = [column for column in sheet.columns for _ in range(column.parts)]
    for index, column in enumerate(letters, 1):
        if column.open:
            target.column_dimensions[get_column_letter(index)].protection = Protection(locked=False)


def _print_setup(target: Any, orientation: str) -> None:
    target.page_setup.orientation = orientation
    target.page_setup.paperSize = 9
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
