"""A file of a house already filled, as a job writes it: the researchers' workbook, or a project.

`python -m bench.ours_export FOLDER STUDY FILE [WRITER [FORMAT]]`
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from feedback.app.child import SMALL, seldom_collect
from feedback.app.lean import create_lean_app
from feedback.jobs.work import Work

WORKBOOK = "feedback.exports.research.operations:write"


def main(folder: Path, study_id: int, path: Path, writer: str = WORKBOOK, wanted: str = "") -> None:
    """Reads and writes everything."""
    seldom_collect()
    module, _, name = writer.partition(":")
    write = getattr(importlib.import_module(module), name)
    app = create_lean_app(
        {**SMALL, "INSTANCE": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite'}"}
    )
    with app.app_context():
        write(
            Work(
                "bench",
                None,
                study_id,
                {"threshold": 5, "format": wanted},
                path,
                lambda progress, step: None,
            )
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
