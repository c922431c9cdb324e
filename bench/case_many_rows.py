"""A workbook of more rows than one sheet holds: two sheets, a notice, nothing lost, flat memory."""

from __future__ import annotations

import re
import tempfile
import zipfile
from pathlib import Path

from bench.cases import Case, Figure
from bench.measure import run
from feedback.formats.sheetdata import ROWS as MOST

ROWS, FEW = 1_100_000, 100_000
CHUNK = 1 << 22
ROW = re.compile(rb'<row r="')


def rows_of(archive: zipfile.ZipFile, name: str) -> int:
    """Rows of a sheet, its header and notes included, counted without opening it whole."""
    count, tail = 0, b""
    with archive.open(name) as part:
        while piece := part.read(CHUNK):
            held = tail + piece
            count += len(ROW.findall(held))
            tail = held[-7:]  # one sign less than what is looked for
    return count


def measure(_runs: int) -> list[Figure]:
    """One run at each size: what is looked for is a limit, not a shade."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "ours.xlsx"
        few = run("bench.ours_workbook", str(FEW), str(path))
        many = run("bench.ours_workbook", str(ROWS), str(path))
        with zipfile.ZipFile(path) as archive:
            sheets = sorted(n for n in archive.namelist() if n.startswith("xl/worksheets/sheet"))
            counts = [rows_of(archive, sheet) for sheet in sheets]
            strings = archive.read("xl/sharedStrings.xml").decode()
            last = archive.read("xl/workbook.xml").decode()
        notices = len(sheets) - 1  # each sheet but the last ends with the name of the next
    data_rows = sum(counts) - len(sheets) - notices
    return [
        Figure("processor", many.cpu, unit="s"),
        Figure("processor per row ÷ at 100,000 rows", many.cpu / ROWS / (few.cpu / FEW), 1.15),
        Figure("peak memory", many.peak, 90, "MiB"),
        Figure("rows lost", ROWS - data_rows, 0),
        Figure("rows of the longest sheet", max(counts), MOST),
        Figure("sheets", len(sheets)),
        Figure("sheets named", last.count("<sheet "), len(sheets)),
        Figure("labels stored once", strings.count("<si>")),
    ]


CASE = Case("many_rows", f"Workbook of {ROWS:,} rows × 25 columns, beyond one sheet", measure)
