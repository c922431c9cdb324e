"""Milliseconds of the lists of a large corpus: each filter, searches, what one would code.

`python -m bench.ours_corpus FOLDER STUDY SURVEY SITE`
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench import made
from bench.case_corpus import PAGES
from bench.pages import entered, opened, say
from feedback.corpus.models import Document
from feedback.corpus.queries import PAGE


def main(folder: Path, study: str, survey: str, site: str) -> None:
    """The pages as a coder opens them."""
    app = made.house(folder)
    with app.app_context():
        late = Document.query.order_by(Document.id.desc()).offset(PAGE + 1).limit(1)
        last = late.one().public_id
    client = entered(app, "lead@example.org")
    here = f"/etudes/{study}/codage"
    for key, (_label, question) in PAGES.items():
        asked = question.format(site=site, survey=survey) or "etat=tous"
        say(key, opened(client, f"{here}?{asked}"))
    say("last", opened(client, f"{here}?etat=tous&apres={last}"))
    say("harvest", opened(client, f"{here}/par-recherche?q=guichet+attente&code=A1"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
