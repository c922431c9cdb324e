"""The workshop of questionnaires with 300 questions: opening, writing, moving, trying."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from bench import made
from bench.cases import Case, Figure
from bench.measure import medians, told
from feedback.accounts.queries import holders
from feedback.db import db, writing
from feedback.instruments import library
from feedback.instruments.definition import Definition, load
from feedback.instruments.operations import create
from feedback.studies.models import Study

QUESTIONS = 300
ACTS = (
    ("open", "the workshop opened"), ("go", "another question chosen"), ("card", "a card saved"),
    ("move", "a question moved"), ("add", "a question added"), ("undo", "an act taken back"),
    ("one", "one question on the tablet beside"), ("all", "the whole of it tried"),
    ("check", "all of it checked before publication"),
)  # fmt: skip


def long_one() -> Definition:
    """Three hundred questions of the kinds that surveys have, a third of them under a rule."""
    models = [q for q in library.load("accueil").written if q.show_if is None]
    made_of = []
    for number in range(QUESTIONS):
        model = models[number % len(models)]
        statements = tuple(
            replace(s, code=f"s{number}_{n}") for n, s in enumerate(model.statements)
        )
        rule = {"answered": f"q{number - 1}"} if number % 3 == 2 else None
        made_of.append(replace(model, code=f"q{number}", statements=statements, show_if=rule))
    return replace(library.load("accueil"), code="long", written=tuple(made_of))


def filled(folder: Path) -> str:
    """A house with the draft; its public id."""
    app = made.house(folder)
    with app.app_context():
        study_id, _survey = made.study()
        with writing():
            lead = holders(study_id, "study_lead")[0]
            definition = load(json.loads(long_one().canonical))
            found = create(lead, db.session.get_one(Study, study_id), definition).public_id
        db.engine.dispose()
    return found


def measure(runs: int) -> list[Figure]:
    """Each act in a fresh process, medians of the runs; the clock is what a person feels."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draft = filled(folder)
        took = medians([told("bench.ours_workshop", str(folder), draft) for _ in range(runs)])
    return [Figure(label, took[f"{key}.wall"], 100, "ms") for key, label in ACTS]


CASE = Case("workshop", f"A draft of {QUESTIONS} questions", measure)
