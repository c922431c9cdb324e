"""Where a sheet holds sums instead of words: what is read from it must be what a person wrote."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

from feedback.formats.zipped import NotZipped, TooBig, checked


def formulas(data: bytes, most: int = 2_000) -> Iterator[int]:
    """The lines of the first sheet of a workbook that hold a formula; nothing for other files."""
    if not data.startswith(b"PK\x03\x04"):
        return
    try:
        checked(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and rules we do not read
            book = load_workbook(io.BytesIO(data), read_only=True)
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()
            found = [
                cells[0].row if hasattr(cells[0], "row") else number
                for number, cells in enumerate(sheet.iter_rows(max_row=most + 2), start=1)
                if any(getattr(cell, "data_type", "") == "f" for cell in cells)
            ]
            book.close()
    except (NotZipped, TooBig):
        return
    except Exception:  # a damaged file fails in any way: whoever reads it says so
        return
    yield from found
