"""Milliseconds of the page of results, for each way of looking.

`python -m bench.ours_results FOLDER SURVEY`: one line per way, `who.name.cpu milliseconds` (and `.wall`).
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench import made
from bench.pages import entered, opened, say, timed
from feedback.db import db
from feedback.instruments.models import Version
from feedback.responses.tally.lines import MONTH, WEEK
from feedback.responses.tally.queries import lines
from feedback.studies.models import Site


def main(folder: Path, survey: str) -> None:
    """Opens the page as the lead (figures of this moment) and as a manager (closed months)."""
    app = made.house(folder)
    with app.app_context():
        site = db.session.query(Site).first().public_id
        version = db.session.query(Version.id).first()[0]
        for grain in (MONTH, WEEK):
            say(
                f"width.{grain}",
                timed(lambda grain=grain: lines([version], shown=False, grain=grain).total()),
            )
    ways = {
        "all": "", "language": "?filtre=language:ar", "mode": "?filtre=mode:borne",
        "outcome": "?filtre=outcome:oui", "month": "?periode=2025-06", "site": f"?lieu={site}",
    }  # fmt: skip
    for who in ("lead", "manager"):
        client = entered(app, f"{who}@example.org")
        for name, query in ways.items():
            say(f"{who}.{name}", opened(client, f"/enquetes/{survey}/resultats{query}"))
        for name in ("all", "language"):
            part = f"/enquetes/{survey}/resultats/questions/commentaire/themes{ways[name]}"
            say(f"themes.{who}.{name}", opened(client, part))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
