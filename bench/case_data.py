"""The tables of a study in each format, end to end, against the researchers' workbook."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.case_export import ROWS, filled
from bench.cases import Case, Figure
from bench.measure import run

WRITER = "feedback.exports.data.operations:write"
MOST = {"csv": 1.1, "machine": 1.1, "jsonl": 1.1, "sav": 4.5}  # SPSS files are made in memory


def measure(_runs: int) -> list[Figure]:
    """One run of each: processor time beside the workbook's, and peak memory."""
    figures = []
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name), str(Path(name) / "out")
        study_id = str(filled(folder, ROWS))
        workbook = run("bench.ours_export", str(folder), study_id, out)
        for wanted, most in MOST.items():
            cost = run("bench.ours_export", str(folder), study_id, out, WRITER, wanted)
            figures += [
                Figure(f"{wanted}: processor ÷ the workbook's", cost.cpu / workbook.cpu),
                Figure(f"{wanted}: peak memory ÷ the workbook's", cost.peak / workbook.peak, most),
                Figure(f"{wanted}: size", Path(out).stat().st_size / 2**20, unit="MiB"),
            ]
    floor = [
        Figure("workbook, processor", workbook.cpu, unit="s"),
        Figure("workbook, peak memory", workbook.peak, unit="MiB"),
    ]
    return [*floor, *figures]


CASE = Case("data", f"Tables of {ROWS:,} responses in each format, from our tables", measure)
