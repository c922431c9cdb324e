"""The floor of storing: bare sqlite3, one durable transaction for each row of the same size.

`python -m bench.floor_insert DATABASE ROWS`: rows a second, by the clock.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bench.floor_server import INSERT, TABLE, opened, row


def main(database: str, path: Path) -> None:
    """Store the records of a file one by one."""
    rows = [row(record) for record in json.loads(path.read_bytes())]
    connection = opened(database)
    connection.execute(TABLE)
    before = time.perf_counter()
    for one in rows:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(INSERT, one)
        connection.execute("COMMIT")
    print(f"rate {len(rows) / (time.perf_counter() - before):.1f}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
