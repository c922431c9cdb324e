"""The floor of the researchers' workbook: bare sqlite3, json, and the hand-written writer.

`python -m bench.floor_export FOLDER FILE`: the same cells (answers as labels and as codes, texts,
matrix), every one inline, nothing else.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bench.floor_workbook import MAIN, PARTS, line

SHEET = "xl/worksheets/sheet{}.xml"
QUERY = """
SELECT r.public_id, r.week, s.name, t.name, r.mode, r.language, r.status, r.answers, d.text
FROM response r JOIN site s ON s.id = r.site_id LEFT JOIN territory t ON t.id = s.territory_id
LEFT JOIN document d ON d.origin_id = r.public_id ORDER BY r.public_id
"""
CODES = (
    "satisfaction", "effort", "ecoute", "disponibilite", "confidentialite", "sans_jugement",
    "suivi", "oralite", "resultat", "renoncement", "canal",
)  # fmt: skip


def rows(database: Path, labels: bool) -> Iterator[tuple[Any, ...]]:
    """Rows of one sheet: the same 25 cells."""
    connection = sqlite3.connect(database)
    for found in connection.execute(QUERY):
        answers = json.loads(found[7])
        cells = [answers.get(code) for code in CODES]
        if labels:
            cells = [value and value.replace("_", " ").capitalize() for value in cells]
        day = date.fromisoformat(found[1])
        yield (found[0], day, 0, found[2], found[3], 1, found[4], found[5], found[6], None, 1,
               None, *cells, found[8], None)  # fmt: skip


TEXTS = """
SELECT d.public_id, d.origin_id, d.part, d.day, s.name, d.mode, d.language, d.text, d.quotable
FROM document d JOIN site s ON s.id = d.site_id ORDER BY d.public_id
"""


def texts(database: Path, matrix: bool) -> Iterator[tuple[Any, ...]]:
    """Rows of the texts, or of their matrix."""
    for found in sqlite3.connect(database).execute(TEXTS):
        day = date.fromisoformat(found[3])
        week = date.fromordinal(day.toordinal() - day.weekday())
        head = ("enquête", found[2], week, found[4], "usager", found[5], found[6])
        if matrix:
            yield (found[0], *head)
        else:
            yield (found[0], head[0], found[1], *head[1:], found[7], "relu", found[8])


def main(folder: Path, path: Path) -> None:
    """Writes the sheets row by row."""
    database, parts = folder / "bench.sqlite", dict(PARTS)
    sheet = '<sheet name="Réponses" sheetId="1" r:id="r1"/>'
    more = "".join(f'<sheet name="F{n}" sheetId="{n}" r:id="s{n}"/>' for n in (2, 3, 4))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(sheet, sheet + more)
    made = (rows(database, True), rows(database, False), texts(database, False),
            texts(database, True))  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        for number, lines in enumerate(made, 1):
            with archive.open(SHEET.format(number), "w") as file:
                file.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
                for at, values in enumerate(lines, 2):
                    file.write(line(at, values).encode())
                file.write(b"</sheetData></worksheet>")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
