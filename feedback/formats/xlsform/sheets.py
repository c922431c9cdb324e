"""Rows under standard names, written as the workbook of a form; every cell is text that cannot act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from feedback.formats.archive import Sink
from feedback.formats.columns import Column
from feedback.formats.sheets import Properties, Sheet
from feedback.formats.workbook import write
from feedback.formats.xlsform.book import OWN, Name

_TITLES = {
    ("list name",): "list_name",
    ("title",): "form_title",
    ("id_string",): "form_id",
}
_ORDER = (
    "list name", "type", "name", "title", "id_string", "version", "default_language", "place",
    "list", "label", "hint", "bind", "control",
)  # fmt: skip
_WIDTHS = {"label": 48.0, "hint": 36.0, "type": 26.0, "name": 24.0, "bind": 30.0}


def write_sheets(
    sink: Sink, sheets: Mapping[str, Sequence[Mapping[Name, str]]], title: str, stamp: datetime
) -> None:
    """Write the sheets to `sink`, columns in the order forms usually have."""
    write(sink, [_sheet(name, rows) for name, rows in sheets.items()], Properties(title), stamp)


def _sheet(name: str, rows: Sequence[Mapping[Name, str]]) -> Sheet:
    names = sorted(dict.fromkeys(key for row in rows for key in row), key=_place)
    titles = {key: _title(key, name) for key in names}
    columns = [
        Column(titles[key], titles[key], width=_WIDTHS.get(key[0], 18.0), wrap=key[0] == "label")
        for key in names
    ]
    return Sheet(name, columns, [[row.get(key) for key in names] for row in rows], filter=False)


def _place(key: Name) -> int:
    """Columns of ours come last; those of one name stay together."""
    return _ORDER.index(key[0]) if key[0] in _ORDER else len(_ORDER) + (key[0] == OWN)


def _title(key: Name, sheet: str) -> str:
    if key in _TITLES:
        return _TITLES[key]
    if key[0] == OWN and sheet == "choices":
        return "_".join(key)  # a form carries other columns of choices as plain elements
    return "::".join(key[1:] if key[0] in ("bind", "control") else key)
