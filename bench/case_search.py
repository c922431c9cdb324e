"""Searches and lists over many texts, against looking through them all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench import made
from bench.cases import Case, Figure
from bench.measure import medians, told
from feedback.corpus.operations import rebuild_search
from feedback.db import db, writing
from feedback.studies.models import Study

TEXTS = 100_000
WORDS = ("merci", "délai confiance", "bavivi*")  # a tenth of the texts, fewer, the fiftieth
COMMON = ("guichet", "rendez*")  # half and a quarter of the texts: nobody learns much from them


def filled(folder: Path, count: int) -> str:
    """A house with so many texts, all read, none coded; the study's public id."""
    app = made.house(folder)
    with app.app_context():
        study_id, _survey = made.study()
        made.fill_texts(study_id, count)
        with writing():
            rebuild_search()
        made.settle()
        public_id = db.session.get_one(Study, study_id).public_id
        db.engine.dispose()
    return public_id


def measure(runs: int) -> list[Figure]:
    """Each in turn; words that half the texts hold are shown and held to nothing."""
    floors, ours = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = filled(folder, TEXTS)
        for _ in range(runs):
            floors.append(told("bench.floor_search", str(folder / "bench.sqlite"), *WORDS, *COMMON))
            ours.append(told("bench.ours_search", str(folder), study, *WORDS, *COMMON))
    like, mine = medians(floors), medians(ours)
    gain = {word: like[f"{word}.cpu"] / mine[f"{word}.cpu"] for word in (*WORDS, *COMMON)}
    found = [
        Figure(f"{word}: LIKE ÷ first page and total", gain[word], 30, at_least=True)
        for word in WORDS
    ]
    found += [Figure(f"{word}: LIKE ÷ first page and total", gain[word]) for word in COMMON]
    for room in ("codage", "relecture/relus"):
        first, last = mine[f"{room}.first.cpu"], mine[f"{room}.last.cpu"]
        found += [
            Figure(f"{room}: first page of the list", first, unit="ms"),
            Figure(f"{room}: last page ÷ first page", last / first, 1.5),
        ]
    return [*found, Figure("codage: page of a search", mine["page.cpu"], unit="ms")]


CASE = Case("search", f"Searches and lists over {TEXTS:,} texts", measure)
