"""Milliseconds of coding: lists, one text, a passage added, one code's passages.

`python -m bench.ours_coding FOLDER STUDY`
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from flask.testing import FlaskClient

from bench import made
from bench.pages import Took, entered, opened, say, timed
from feedback.codebook.models import Code
from feedback.coding.models import Coding
from feedback.corpus.models import Document
from feedback.db import db

TIMES = 40


def main(folder: Path, study: str) -> None:
    """The acts of a coder, on a house already filled."""
    app = made.house(folder)
    app.config["WTF_CSRF_ENABLED"] = False  # its token is not what is measured
    with app.app_context():
        texts = list(db.session.query(Document.public_id, Document.length).limit(5000))
        keys = [key for (key,) in db.session.query(Code.key).filter(Code.codable)]
        most = db.session.query(Coding.code_id).first()[0]
        code = db.session.get_one(Code, most).key
    client = entered(app, "lead@example.org")
    say("list", opened(client, f"/etudes/{study}/codage"))
    say("left", opened(client, f"/etudes/{study}/codage?reste=1"))
    say("read", opened(client, f"/etudes/{study}/relecture/relus"))
    say("text", opened(client, f"/codage/{texts[7][0]}"))
    say("code", opened(client, f"/etudes/{study}/codes/{code}"))
    say("add", added(client, texts, keys))


def added(client: FlaskClient, texts: list[tuple[str, int]], keys: list[str]) -> Took:
    """A passage coded from the page, as its script asks."""
    chance = random.Random(2)

    def add() -> None:
        text, length = chance.choice(texts)
        start = chance.randrange(length // 2)
        form = {
            "code": chance.choice(keys),
            "start": start,
            "end": start + length // 2,
            "valence": "0",
        }
        response = client.post(
            f"/codage/{text}/passages", data=form,
            headers={"HX-Request": "true", "HX-Request-Type": "partial"},
        )  # fmt: skip
        if response.status_code != 200:
            raise RuntimeError(f"{response.status_code}: {response.text[:500]}")

    return timed(add, TIMES)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
