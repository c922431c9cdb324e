"""Workbook of 100,000 rows × 25 columns against a hand-written writer of the same cells."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from bench.cases import Case, Figure
from bench.measure import interleaved, run
from bench.survey_rows import COLUMNS, rows

ROWS = 100_000


def differences(path: Path, count: int) -> int:
    """Cells read back by openpyxl that are not what was written."""
    book = load_workbook(path, read_only=True)
    found = book.worksheets[0].iter_rows(min_row=2, max_col=len(COLUMNS), values_only=True)
    wrong = 0
    for values, expected in zip(found, rows(count), strict=True):
        wrong += sum(_plain(a) != _plain(b) for a, b in zip(values, expected, strict=True))
    book.close()
    return wrong


def _plain(value: object) -> object:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return datetime(value.year, value.month, value.day) if is_day else value  # type: ignore[attr-defined]


def measure(runs: int) -> list[Figure]:
    """Processor time and memory of ours and of both floors, then a read-back of every cell."""
    with tempfile.TemporaryDirectory() as name:
        ours, other = str(Path(name) / "ours.xlsx"), str(Path(name) / "other.xlsx")
        commands = [
            ("bench.floor_workbook", str(ROWS), other),
            ("bench.ours_workbook", str(ROWS), ours, "6"),
            ("bench.ours_workbook", str(ROWS), ours),
        ]
        floor, slow, fast = interleaved(commands, runs)
        known = run("bench.floor_openpyxl", str(ROWS), other)
        small = run("bench.ours_workbook", str(ROWS // 10), other)
        wrong = differences(Path(ours), ROWS)
        size = Path(ours).stat().st_size / 2**20
    return [
        Figure("hand-written floor, processor", floor.cpu, unit="s"),
        Figure("openpyxl write-only ÷ floor (one run)", known.cpu / floor.cpu),
        Figure("ours, zip level 6 ÷ floor", slow.cpu / floor.cpu),
        Figure("ours ÷ floor", fast.cpu / floor.cpu, 0.75),
        Figure("ours, peak memory", fast.peak, 90, "MiB"),
        Figure(f"peak at {ROWS:,} rows ÷ at {ROWS // 10:,}", fast.peak / small.peak, 1.10),
        Figure("size of the file", size, unit="MiB"),
        Figure("cells different after read-back", wrong, 0),
    ]


CASE = Case("workbook", f"Workbook of {ROWS:,} rows × {len(COLUMNS)} columns", measure)
