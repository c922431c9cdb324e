"""The researchers' workbook end to end, from our own tables, against bare sqlite3 and zip."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlalchemy import select

from bench import made
from bench.cases import Case, Figure
from bench.measure import interleaved, run
from feedback.db import db
from feedback.instruments.models import Version

ROWS = 100_000
COMMENTS = 0.2


def filled(folder: Path, count: int) -> int:
    """A house with so many responses, a fifth of them with a comment; the study's id."""
    app = made.house(folder)
    with app.app_context():
        study_id, survey_id = made.study(made.narrow())
        version_id = db.session.scalar(select(Version.id)) or 0
        found = made.responses(study_id, survey_id, count)
        made.fill_responses(study_id, survey_id, version_id, found)
        made.fill_comments(study_id, int(COMMENTS * count))
        made.settle()
        db.engine.dispose()
    return study_id


def measure(runs: int) -> list[Figure]:
    """Processor time and memory of ours and of the floor."""
    with tempfile.TemporaryDirectory() as name:
        large, small = Path(name) / "large", Path(name) / "small"
        for folder, count in ((large, ROWS), (small, ROWS // 10)):
            folder.mkdir()
            study_id = filled(folder, count)
        out = str(Path(name) / "out.xlsx")
        commands = [
            ("bench.floor_export", str(large), out),
            ("bench.ours_export", str(large), str(study_id), out),
        ]
        floor, ours = interleaved(commands, runs)
        size = Path(out).stat().st_size / 2**20
        tenth = run("bench.ours_export", str(small), str(study_id), out)
    return [
        Figure("floor (the same cells by hand), processor", floor.cpu, unit="s"),
        Figure("ours, all eleven sheets", ours.cpu, unit="s"),
        Figure("ours ÷ floor", ours.cpu / floor.cpu, 0.75),
        Figure("ours, peak memory", ours.peak, 90, "MiB"),
        Figure(f"peak at {ROWS:,} rows ÷ at {ROWS // 10:,}", ours.peak / tenth.peak, 1.10),
        Figure("size of the file", size, unit="MiB"),
    ]


CASE = Case("export", f"Researchers' workbook of {ROWS:,} responses, from our tables", measure)
