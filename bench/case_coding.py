"""Coding among many passages: a passage added, one code's passages, the lists of texts."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from sqlalchemy import insert, select

from bench import made
from bench.cases import Case, Figure
from bench.measure import medians, told
from feedback.accounts import operations as accounts
from feedback.accounts.queries import holders
from feedback.codebook import operations as codebook
from feedback.codebook.models import Code
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.corpus.operations import rebuild_search
from feedback.db import db, new_public_id, utcnow, writing
from feedback.studies.models import Study

TEXTS, PASSAGES = 20_000, 20_000


def filled(folder: Path) -> str:
    """A house with texts and passages, coded by its lead; the study's public id."""
    app = made.house(folder)
    with app.app_context():
        study_id, _survey = made.study()
        made.fill_texts(study_id, TEXTS)
        with writing():
            study = db.session.get_one(Study, study_id)
            lead = holders(study_id, "study_lead")[0]
            codebook.create_from_library(lead, study)
            rebuild_search()
        fill_passages([lead.id, *coders(study_id)])
        made.settle()
        public_id = db.session.get_one(Study, study_id).public_id
        db.engine.dispose()
    return public_id


def coders(study_id: int) -> list[int]:
    """Four more people who code in the study."""
    with writing():
        found = [
            accounts.create_account(None, f"coder{n}@example.org", f"Coder {n}") for n in range(4)
        ]
        for account in found:
            accounts.grant_role(None, account, "coder", study_id)
        return [account.id for account in found]


def fill_passages(coder_ids: list[int]) -> None:
    """Passages with one coding each; a tenth of them of one same code."""
    chance = random.Random(17)
    codes = list(db.session.scalars(select(Code.id).where(Code.codable)))
    texts = db.session.execute(select(Document.id, Document.length)).all()
    passages, codings = [], []
    for number in range(1, PASSAGES + 1):
        text, length = chance.choice(texts)
        # Its number makes each stretch one of a kind in its text
        start = chance.randrange(length // 2)
        passages.append({"id": number, "public_id": new_public_id(), "document_id": text,
                         "start": start, "end": length - number % (length // 2)})  # fmt: skip
        code = codes[0] if chance.random() < 0.1 else chance.choice(codes)
        codings.append({"public_id": new_public_id(), "passage_id": number, "code_id": code,
                        "coder_id": chance.choice(coder_ids), "valence": 0, "memo": "", "to_review": False,
                        "created_at": utcnow()})  # fmt: skip
    with writing():
        connection = db.session.connection()
        connection.execute(insert(Passage.__table__).prefix_with("OR IGNORE"), passages)
        kept = set(db.session.scalars(select(Passage.id)))
        connection.execute(
            insert(Coding.__table__), [c for c in codings if c["passage_id"] in kept]
        )


def measure(runs: int) -> list[Figure]:
    """The acts of a coder, each in a fresh process, medians of the runs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = filled(folder)
        took = medians([told("bench.ours_coding", str(folder), study) for _ in range(runs)])
    pages = (
        ("list", "50 texts to code"), ("left", "50 texts not coded yet"),
        ("read", "texts read, by their moderator"), ("code", "50 passages of one code"),
    )  # fmt: skip
    return [
        Figure("a passage added, processor", took["add.cpu"], 5, "ms"),
        Figure("a passage added, by the clock", took["add.wall"], 15, "ms"),
        *(Figure(label, took[f"{key}.cpu"], 25, "ms") for key, label in pages),
        Figure("one text with its passages", took["text.cpu"], unit="ms"),
    ]


CASE = Case("coding", f"Coding among {PASSAGES:,} passages of {TEXTS:,} texts", measure)
