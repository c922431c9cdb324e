"""The floor of a search: every text looked through with LIKE.

`python -m bench.floor_search DATABASE WORD…`: processor milliseconds of counting each word.
"""

from __future__ import annotations

import sqlite3
import sys
from functools import partial

from bench.pages import say, timed

QUERY = "SELECT count(*) FROM document WHERE study_id = 1 AND state = 'read'"


def main(database: str, words: list[str]) -> None:
    """Count each word's texts."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA mmap_size = 1073741824")
    for searched in words:
        given = [f"%{word.rstrip('*')}%" for word in searched.split()]
        query = QUERY + " AND text LIKE ?" * len(given)
        count = partial(connection.execute, query, given)
        say(searched, timed(lambda count=count: count().fetchone(), 3))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
