"""Suggested codes on the demonstration: how often right, on texts kept apart."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path

from bench.cases import Case, Figure
from feedback.coding.suggesting.learning import LEAST, Taught, measured
from feedback.coding.suggesting.queries import coded
from feedback.db import db
from feedback.studies.models import Study
from tests.world import make_world

RESPONSES = 3_000


def measure(runs: int) -> list[Figure]:
    """The same figures each time: what is kept apart is drawn with a kept seed."""
    with tempfile.TemporaryDirectory() as name:
        app = make_world(Path(name), RESPONSES)
        with app.app_context():
            rows = coded(db.session.query(Study).first().id)
            db.session.remove()
            db.engine.dispose()
    held: dict[tuple[int, int, str], set[int]] = defaultdict(set)
    for row in rows:
        held[row.passage, row.document, row.words].add(row.code)
    found = measured(Taught(*key, frozenset(codes)) for key, codes in held.items())
    return [
        Figure("precision at 3, whatever their weight", found.precision_at_3),
        Figure("one of the three is right, of passages", found.hit),
        Figure(f"those said (weight {LEAST} or more), right", found.shown, 0.5, at_least=True),
        Figure("passages for which something is said", found.covered),
    ]  # fmt: skip


CASE = Case("suggesting", "Suggested codes on the demonstration", measure)
