"""For information: the same sheet through openpyxl alone, in write-only mode.

`python -m bench.floor_openpyxl ROWS FILE`
"""

from __future__ import annotations

import sys

from openpyxl import Workbook

from bench.survey_rows import COLUMNS, rows


def main(count: int, path: str) -> None:
    """Writes the sheet row by row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Réponses")
    sheet.append([column.title for column in COLUMNS])
    for values in rows(count):
        sheet.append(values)
    book.save(path)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
