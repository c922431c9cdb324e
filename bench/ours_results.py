"""Processor milliseconds of the page of results, for each way of looking.

`python -m bench.ours_results FOLDER SURVEY`: one line per way, `name milliseconds`.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from bench import made
from feedback.accounts import operations as accounts
from feedback.accounts.models import Account
from feedback.db import db, writing
from feedback.studies.models import Site

TIMES = 7


def main(folder: Path, survey: str) -> None:
    """Opens the page as the lead (figures of this moment) and as a manager (closed months)."""
    app = made.house(folder)
    app.testing = True
    with app.app_context():
        lead = db.session.query(Account).first()
        site = db.session.query(Site).first().public_id
        manager = db.session.query(Account).filter_by(email="manager@example.org").one()
        with writing():
            tokens = {"lead": accounts.sign_in(lead), "manager": accounts.sign_in(manager)}
        db.session.remove()
    ways = {
        "all": "", "language": "?filtre=language:ar", "mode": "?filtre=mode:borne",
        "outcome": "?filtre=outcome:oui", "month": "?periode=2025-06", "site": f"?lieu={site}",
    }  # fmt: skip
    for who, token in tokens.items():
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["sign_in"] = token
        for name, query in ways.items():
            address = f"/enquetes/{survey}/resultats{query}"
            print(f"{who}.{name} {1000 * _typical(client, address):.1f}")


def _typical(client: object, address: str) -> float:
    taken = []
    for _ in range(TIMES + 1):
        before = time.process_time()
        response = client.get(address)  # type: ignore[attr-defined]
        taken.append(time.process_time() - before)
        assert response.status_code == 200, response.status_code
    return statistics.median(taken[1:])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
