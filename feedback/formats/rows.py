"""Rows of a big sheet as strings, by a function compiled once for its columns.

The common case of each type is written in the compiled line; everything else (odd characters,
unexpected types, numbers too long) goes through `CellWriter`, which owns the general case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter

from feedback.formats import cells
from feedback.formats.columns import Column
from feedback.formats.strings import SharedStrings, marked

Spill = Callable[[int, int, str], None]  # row, index of the column, what did not fit
NUMBERS = ("integer", "decimal", "percent", "flag", "left")


class CellWriter:
    """Writes one cell, whatever the value; `styles` gives the number of each style by name."""

    def __init__(self, styles: Mapping[str, int], shared: SharedStrings) -> None:
        self.styles = styles
        self.shared = shared

    def text(self, ref: str, text: str, style: str = "text", share: bool = False) -> str:
        """A text of at most one cell; what looks like a sum or an escape is kept a text."""
        return f'<c r="{ref}"{self.tail(cells.clean(text), style, share)}' if text else ""

    def tail(self, text: str, style: str, share: bool) -> str:
        """The end of the cell of a clean text, after its reference."""
        quoted = f"{style}_quoted" if cells.leads(text) else style
        s = self.styles.get(quoted, self.styles[style])
        escaped = cells.has_escape(text)
        number = self.shared.number(text, always=escaped) if share or escaped else None
        if number is None:
            return f' s="{s}" t="inlineStr"><is>{marked(text)}</is></c>'
        return f' s="{s}" t="s"><v>{number}</v></c>'

    def value(self, ref: str, value: object, type: str = "text", style: str = "text") -> str:
        """Any value: a real number or date where a spreadsheet can hold it, else a text."""
        if value is None or value == "":
            return ""
        if isinstance(value, date):
            figure: object = cells.serial(value)
            chosen = "datetime" if hasattr(value, "hour") else "date"
        else:
            figure = cells.numeral(value)
            chosen = type if type in NUMBERS else _of(value)
        if figure is None:
            text = value if isinstance(value, str) else cells.as_text(value)
            return self.text(ref, text, style)
        return f'<c r="{ref}" s="{self.styles[chosen]}"><v>{figure}</v></c>'


def _of(value: object) -> str:
    return "flag" if isinstance(value, bool) else "integer" if isinstance(value, int) else "decimal"


class Labels(dict[str, str]):
    """The end of the cell of each label met, made once."""

    def __init__(self, writer: CellWriter, style: str) -> None:
        self._writer, self._style = writer, style

    def __missing__(self, text: str) -> str:
        tail = self._writer.tail(cells.clean(text), self._style, share=True)
        if 't="s"' in tail:
            self[text] = tail
        return tail


def compile_row(
    columns: Sequence[Column], writer: CellWriter, spill: Spill, levelled: bool = False
) -> Callable[..., str]:
    """A function `(number, values[, level])` giving the XML of one row."""
    scope: dict[str, Any] = {"care": cells.CARE.search, "date": date}
    scope |= {"edges": cells.EDGES, "zero": cells.DAY_ZERO, "first": cells.FIRST_DAY}
    scope |= {"exact": cells.EXACT, "opened": _opened}
    letter, parts = 1, []
    for index, column in enumerate(columns):
        parts.append(_cell(index, column, letter, writer, spill, scope))
        letter += column.parts
    names = "".join(f"v{index}, " for index in range(len(columns)))
    start = "opened(n, level)" if levelled else """f'<row r="{n}">'"""
    lines = ",\n        ".join([start, *parts, "'</row>'"])
    source = f"def row(n, values, level=0):\n    {names or '*_'} = values\n"
    source += f"    return ''.join((\n        {lines}))\n"
    exec(source, scope)
    return scope["row"]


def _opened(number: int, level: int) -> str:
    return f'<row r="{number}"' + (f' outlineLevel="{min(level, 7)}">' if level > 0 else ">")


def _cell(
    index: int, column: Column, letter: int, writer: CellWriter, spill: Spill, scope: dict[str, Any]
) -> str:
    """The expression giving the cell of one column, with what it needs put in `scope`."""
    v, start = f"v{index}", f'<c r="{get_column_letter(letter)}{{n}}"'
    style = column.style
    s = writer.styles[style if column.type == "text" else column.type]
    scope[f"other{index}"] = _other(index, column, letter, writer, spill)
    if column.type == "text" and column.shared:
        labels = Labels(writer, style)
        scope |= {f"labels{index}": labels, f"met{index}": labels.get}
        fits = f"{v}.__class__ is str and 0 < len({v}) < 1000"
        new = f"f'{start}{{labels{index}[{v}]}}' if {fits} else other{index}(n, {v})"
        return f"'' if {v} is None else f'{start}{{end}}' if (end := met{index}({v})) else {new}"
    if column.type == "text":
        plain = f'f\'{start} s="{s}" t="inlineStr"><is><t>{{{v}}}</t></is></c>\''
        fits = f"{v}.__class__ is str and 0 < len({v}) < 16000 and {v}[0] not in edges"
        fits += f" and {v}[-1] not in edges and care({v}) is None"
    else:
        shown, fits = _figure(column.type, v)
        plain = f"f'{start} s=\"{s}\"><v>{{{shown}}}</v></c>'"
    empty = f"{v} is None or {v} == ''" if column.type == "text" else f"{v} is None"
    return f"'' if {empty} else {plain} if {fits} else other{index}(n, {v})"


def _figure(type: str, v: str) -> tuple[str, str]:
    """How the common value of a type is written, and the condition that it is one."""
    if type in ("integer", "flag"):
        return v, f"{v}.__class__ is int and -exact < {v} < exact"
    if type in ("decimal", "percent"):
        return f"{v}!r", f"{v}.__class__ is float and {v} - {v} == 0"
    day = f"{v}.__class__ is date and {v} >= first" if type == "date" else "False"
    return f"{v}.toordinal() - zero", day


def _other(
    index: int, column: Column, letter: int, writer: CellWriter, spill: Spill
) -> Callable[[int, object], str]:
    """The general case of one column: any type, and texts longer than a cell."""
    style = column.style
    letters = [get_column_letter(letter + part) for part in range(column.parts)]

    def other(n: int, value: object) -> str:
        if not isinstance(value, str):
            return writer.value(f"{letters[0]}{n}", value, column.type, style)
        found = cells.pieces(cells.clean(value))
        if len(found) > len(letters):
            spill(n, index, "".join(found[len(letters) :]))
        pairs = zip(letters, found, strict=False)
        return "".join(writer.text(f"{at}{n}", piece, style, column.shared) for at, piece in pairs)

    return other
