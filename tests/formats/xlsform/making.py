"""Small workbooks as a researcher would write them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def workbook(**sheets: Rows) -> bytes:
    """Return a workbook of those sheets, each a list of rows, the first its headers."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook as a file."""
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def survey(*rows: dict[str, Any]) -> Rows:
    """Return a sheet whose columns are the keys of its rows, in the order they come."""
    names = list(dict.fromkeys(key for row in rows for key in row))
    return [names, *([row.get(name) for name in names] for row in rows)]
