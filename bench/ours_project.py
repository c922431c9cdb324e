"""Milliseconds of the analysis of a project: its pages, agreement, suggestions.

`python -m bench.ours_project FOLDER STUDY ROUND`
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench import made
from bench.case_project import PAGES
from bench.pages import entered, opened, say, timed
from feedback.coding.suggesting.queries import coded
from feedback.coding.suggesting.views import keeper
from feedback.db import db
from feedback.studies.models import Study

WORD = "guichet"


def main(folder: Path, study: str, round_id: str) -> None:
    """The pages as a study lead opens them."""
    app = made.house(folder)
    client = entered(app, "lead@example.org")
    for key in PAGES:
        asked = f"?q={WORD}" if key == "mots-en-contexte" else "?attribut=site"
        say(key, opened(client, f"/etudes/{study}/analyse/{key}{asked}"))
    say("accord", opened(client, f"/double-codage/{round_id}/accord"))
    with app.app_context():
        number = db.session.query(Study.id).filter_by(public_id=study).scalar()
        rows = coded(number)
        db.session.remove()
        say("learn", timed(lambda: keeper.learn(number, "bench", rows), 3))
        held = keeper.ask(number, "bench", lambda: rows)
        say("suggest", timed(lambda: held.propose(rows[0].words, {rows[0].document})))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
