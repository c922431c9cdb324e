"""Read a sheet of sites: CSV as Excel writes it in France, or with commas."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from feedback.formats.text import normalise

HEADERS = {
    "code": "code",
    "nom": "name",
    "name": "name",
    "territoire": "territory",
    "territory": "territory",
}


@dataclass(frozen=True)
class SiteRow:
    """One line of the sheet; `line` is its number in the file, the header being 1."""

    line: int
    code: str
    name: str
    territory: str


def decode(data: bytes) -> str:
    """Text of a CSV file: UTF-8 with or without BOM, else Windows-1252 as old Excel writes."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read(data: bytes) -> list[SiteRow]:
    """Rows of the sheet, blank lines left out; empty when a needed column is missing.

    Empty too when it is no sheet at all: a quote never closed swallows the rest of the file.
    """
    text = normalise(decode(data))
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        return []
    names = [HEADERS.get(c.strip().lower(), "") for c in rows[0]] if rows else []
    if not {"code", "name"} <= set(names):
        return []
    found = []
    for line, cells in enumerate(rows[1:], start=2):
        values = {n: c.strip() for n, c in zip(names, cells, strict=False) if n}
        if any(values.values()):
            found.append(SiteRow(line, *(values.get(k, "") for k in ("code", "name", "territory"))))
    return found
