"""The floor of a search: every text looked through with LIKE.

`python -m bench.floor_search DATABASE WORD…`: processor milliseconds of counting each word.
"""

from __future__ import annotations

import sqlite3
import sys

from bench.pages import say, timed

QUERY = "SELECT count(*) FROM document WHERE study_id = 1 AND state = 'read' AND text LIKE ?"


def main(database: str, words: list[str]) -> None:
    """Count each word's texts."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA mmap_size = 1073741824")
    for word in words:
        pattern = f"%{word.rstrip('*')}%"
        say(
            word, timed(lambda pattern=pattern: connection.execute(QUERY, (pattern,)).fetchone(), 3)
        )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
