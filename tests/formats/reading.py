"""Reading workbooks back: with openpyxl, and as text for golden files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from feedback.formats.columns import Column
from feedback.formats.sheetdata import Limits
from feedback.formats.sheets import Page, Properties, Sheet, Written
from feedback.formats.workbook import write

STAMP = datetime(2026, 3, 4, 10, 30)
SHORT = Limits(rows=8)


class WriteOnly:
    """A sink that can only be written to, as a response being sent."""

    def __init__(self) -> None:
        self.held: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.held.append(bytes(data))
        return len(data)


def made(*sheets: Sheet | Page, limits: Limits | None = None) -> tuple[bytes, Written]:
    """The bytes of a workbook and what was said of it."""
    sink = BytesIO()
    written = write(sink, sheets, Properties("Essai"), STAMP, limits=limits)
    return sink.getvalue(), written


def opened(content: bytes) -> Workbook:
    """The workbook as openpyxl reads it."""
    return load_workbook(BytesIO(content))


def back(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """The rows after a stay in a workbook, header left out."""
    content, _ = made(Sheet("Feuille", columns, iter(rows)))
    sheet = opened(content).worksheets[0]
    return list(sheet.iter_rows(min_row=2, max_col=len(columns), values_only=True))


def parts(content: bytes) -> dict[str, str]:
    """The parts of a workbook as text."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def as_text(content: bytes) -> str:
    """A workbook as lines one can compare: every cell, with its format; then what surrounds them."""
    lines = []
    for sheet in opened(content).worksheets:
        lines.append(f"## {sheet.title} {sheet.dimensions} figé {sheet.freeze_panes}")
        lines.append(
            f"filtre {sheet.auto_filter.ref} tables {[t.ref for t in sheet.tables.values()]}"
        )
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    kind = "texte" if cell.data_type == "s" else cell.number_format
                    bold = " gras" if cell.font.b else ""
                    lines.append(f"{cell.coordinate} [{kind}{bold}] {cell.value!r}")
    rest = {name: text for name, text in parts(content).items() if "/sheet" not in name}
    return "\n".join([*lines, *(f"{name} {_brief(text)}" for name, text in sorted(rest.items()))])


def _brief(text: str) -> str:
    return " ".join(re.findall(r"(?:name|ref|descr|title)=\"[^\"]*\"", text))[:400]
