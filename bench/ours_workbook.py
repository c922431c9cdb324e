"""The same sheet through `feedback.formats.workbook`.

`python -m bench.ours_workbook ROWS FILE [LEVEL]`
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from bench.survey_rows import COLUMNS, rows
from feedback.formats.archive import LEVEL
from feedback.formats.sheets import Properties, Sheet
from feedback.formats.workbook import write


def main(count: int, path: Path, level: int = LEVEL) -> None:
    """Writes the sheet with all its features: styles, widths, filter, frozen panes."""
    sheet = Sheet("Réponses", COLUMNS, rows(count), freeze=1)
    with path.open("wb") as sink:
        write(sink, [sheet], Properties("Mesure"), datetime(2026, 1, 1), level)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
