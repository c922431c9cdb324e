"""Milliseconds of a search (first page and total), then of the pages of a long list.

`python -m bench.ours_search FOLDER STUDY WORD…`
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench import made
from bench.pages import entered, opened, say, timed
from feedback.corpus.models import Document
from feedback.corpus.queries import PAGE, Wanted, search
from feedback.corpus.states import READABLE
from feedback.db import db


def main(folder: Path, study: str, words: list[str]) -> None:
    """The searches as the rooms ask them, the list as its page shows it."""
    app = made.house(folder)
    with app.app_context():
        for word in words:
            wanted = Wanted(1, READABLE, question=word)
            say(word, timed(lambda wanted=wanted: search(wanted)))
        late = db.session.query(Document).order_by(Document.id.desc()).offset(PAGE + 1).limit(1)
        last = late.one().public_id
    client = entered(app, "lead@example.org")
    for room in ("codage", "relecture/relus"):
        say(f"{room}.first", opened(client, f"/etudes/{study}/{room}"))
        say(f"{room}.last", opened(client, f"/etudes/{study}/{room}?apres={last}"))
    say("page", opened(client, f"/etudes/{study}/codage?q={words[0]}"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
