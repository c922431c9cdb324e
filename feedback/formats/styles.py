"""The styles of a workbook: by name here, by number in its cells."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection

INK, PAPER = "FF1B3A4B", "FFE6EEF1"
FORMATS = {
    "integer": "0",
    "decimal": "0.0#",
    "percent": "0%",
    "date": "dd/mm/yyyy",
    "datetime": "dd/mm/yyyy hh:mm",
    "flag": "0",
    "left": "General",
}
FONTS = {
    "title": Font(name="Calibri", size=16, bold=True, color=INK),
    "heading": Font(name="Calibri", size=13, bold=True, color=INK),
    "label": Font(name="Calibri", size=11, bold=True),
    "header": Font(name="Calibri", size=11, bold=True, color=INK),
    "notice": Font(name="Calibri", size=11, italic=True),
}
OPEN = ("open", "open_quoted")
WRAPPED = ("wrap", "wrap_quoted", "header", "label", *OPEN)
QUOTED = ("text_quoted", "wrap_quoted", "open_quoted")
STYLES = ("text", "wrap", "open", *QUOTED, *FORMATS, *FONTS)


def style_number(sheet: Any, name: str) -> int:
    """The number of a style, read from a probe cell."""
    probe = WriteOnlyCell(sheet)
    side = "left" if name == "left" else "right" if name in FORMATS else None
    # A number keeps away from the words of the next column
    indent = 1 if side == "right" else 0
    probe.alignment = Alignment(side, "top", wrap_text=name in WRAPPED or None, indent=indent)
    if name in FONTS:
        probe.font = copy(FONTS[name])
    if name in FORMATS:
        probe.number_format = FORMATS[name]
    if name == "header":
        probe.fill = PatternFill("solid", fgColor=PAPER)
    probe.quotePrefix = name in QUOTED
    if name in OPEN:
        probe.protection = Protection(locked=False)
    return int(probe.style_id)
