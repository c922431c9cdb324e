"""The floor of the results page: one row per answer, counted by question, option, site, month.

`python -m bench.floor_results DATABASE`: processor milliseconds of the query.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.made import One

TABLE = """
CREATE TABLE answer (response INTEGER, site INTEGER, day TEXT, question TEXT, option TEXT)
"""
QUERY = """
SELECT question, option, site, substr(day, 1, 7), count(*) FROM answer GROUP BY 1, 2, 3, 4
"""


def fill(path: Path, made: Iterator[One]) -> int:
    """Store so many narrow rows; returns how many."""
    connection = sqlite3.connect(path)
    connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {TABLE}")
    count = connection.executemany(
        "INSERT INTO answer VALUES (?, ?, ?, ?, ?)", _rows(made)
    ).rowcount
    connection.commit()
    connection.close()
    return count


def _rows(made: Iterator[One]) -> Iterator[tuple[Any, ...]]:
    for number, one in enumerate(made):
        day = one.day.isoformat()
        for question, option in one.pairs:
            yield number, one.site, day, question, option


def main(path: Path) -> None:
    """Time the query once: it is long."""
    connection = sqlite3.connect(path)
    before = time.process_time()
    connection.execute(QUERY).fetchall()
    print(f"floor {1000 * (time.process_time() - before):.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
