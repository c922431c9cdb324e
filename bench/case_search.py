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
WORDS = ("guichet", "rendez*", "merci", "bavivi*")  # common, a beginning, less common, rare


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
    """Each in turn; the slowest search is held to the target."""
    floors, ours = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = filled(folder, TEXTS)
        for _ in range(runs):
            floors.append(told("bench.floor_search", str(folder / "bench.sqlite"), *WORDS))
            ours.append(told("bench.ours_search", str(folder), study, *WORDS))
    like, mine = medians(floors), medians(ours)
    found = [
        Figure(f"{word}: LIKE ÷ first page and total", like[f"{word}.cpu"] / mine[f"{word}.cpu"], 30, at_least=True)
        for word in WORDS
    ]  # fmt: skip
    found += [
        Figure(f"{word}: first page and total", mine[f"{word}.cpu"], unit="ms") for word in WORDS
    ]
    for room in ("codage", "relecture/relus"):
        first, last = mine[f"{room}.first.cpu"], mine[f"{room}.last.cpu"]
        found += [
            Figure(f"{room}: first page of the list", first, unit="ms"),
            Figure(f"{room}: last page ÷ first page", last / first, 1.5),
        ]
    return [*found, Figure("codage: page of a search", mine["page.cpu"], unit="ms")]


CASE = Case("search", f"Searches and lists over {TEXTS:,} texts", measure)
