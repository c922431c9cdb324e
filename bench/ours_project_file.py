"""The REFI-QDA project of a house already filled, as a job writes it.

`python -m bench.ours_project_file FOLDER STUDY FILE`
"""

from __future__ import annotations

import sys
from pathlib import Path

from feedback.app.child import SMALL, seldom_collect
from feedback.app.lean import create_lean_app
from feedback.exports.qda.operations import write_qdpx as write
from feedback.jobs.work import Work


def main(folder: Path, study_id: int, path: Path) -> None:
    """Reads and writes everything."""
    seldom_collect()
    app = create_lean_app(
        {**SMALL, "INSTANCE": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite'}"}
    )
    with app.app_context():
        write(Work("bench", None, study_id, {"threshold": 5}, path, lambda progress, step: None))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
