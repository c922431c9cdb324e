"""The page of results over a million responses, against counting narrow rows."""

from __future__ import annotations

import datetime as dt
import os
import random
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, insert, select

from bench import made
from bench.case_coding import coders
from bench.cases import Case, Figure
from bench.floor_results import fill
from bench.measure import told
from feedback.accounts import operations as accounts
from feedback.accounts.queries import holders
from feedback.analysis.operations import show
from feedback.analysis.showing.queries import plan
from feedback.codebook import operations as codebook
from feedback.codebook.models import Code
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.db import db, new_public_id, utcnow, writing
from feedback.instruments.models import Instrument, Version
from feedback.responses.models import Tally
from feedback.studies.models import Study

COMMENTS = 60_000
ROWS = int(os.environ.get("BENCH_RESPONSES", "1000000"))


def filled(folder: Path) -> tuple[str, float, dict[str, int]]:
    """A house whose tally holds so many responses: survey, seconds to show it, lines of each width."""
    app = made.house(folder)
    with app.app_context():
        study_id, survey_id = made.study()
        version_id = db.session.scalar(select(Version.id)) or 0
        made.fill_tally(version_id, made.responses(study_id, survey_id, ROWS))
        stored = made.responses(study_id, survey_id, ROWS)
        made.fill_responses(study_id, survey_id, version_id, stored)
        comment(study_id)
        with writing():
            manager = accounts.create_account(None, "manager@example.org", "Manager")
            accounts.grant_role(None, manager, "manager", study_id)
        before = time.process_time()
        ready = plan(db.session.get_one(Instrument, survey_id), dt.date.today(), 5)
        with writing():
            show(ready)
        shown = time.process_time() - before
        public_id = db.session.get_one(Instrument, survey_id).public_id
        wide = select(Tally.grain, func.count()).group_by(Tally.grain)
        lines = dict(db.session.execute(wide).all())
        made.settle()
        fill(folder / "narrow.sqlite", made.responses(study_id, survey_id, ROWS))
        db.engine.dispose()
    return public_id, shown, lines


def comment(study_id: int) -> None:
    """Comments of some responses, each coded whole; one in fifty may be quoted."""
    made.fill_comments(study_id, COMMENTS)
    with writing():
        study, lead = db.session.get_one(Study, study_id), holders(study_id, "study_lead")[0]
        codebook.create_from_library(lead, study)
    chance, people = random.Random(23), coders(study_id)
    codes = list(db.session.scalars(select(Code.id).where(Code.codable)))
    texts = db.session.execute(select(Document.id, Document.length)).all()
    passages = [
        {"id": n, "public_id": new_public_id(), "document_id": text, "start": 0, "end": length}
        for n, (text, length) in enumerate(texts, 1)
    ]
    codings = [
        {"public_id": new_public_id(), "passage_id": one["id"], "code_id": chance.choice(codes),
         "coder_id": chance.choice(people), "valence": chance.randrange(-1, 2), "memo": "",
         "to_review": False, "created_at": utcnow()}
        for one in passages
    ]  # fmt: skip
    table = Document.__table__
    quoted = table.update().where(table.c.id % 50 == 0, table.c.quotable)
    with writing() as session:
        session.connection().execute(insert(Passage.__table__), passages)
        session.connection().execute(insert(Coding.__table__), codings)
        session.execute(quoted.values(state="validated", validated_at=utcnow()))


def measure(runs: int) -> list[Figure]:
    """The page in each way of looking, and the query it replaces."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        survey, shown, lines = filled(folder)
        floor = told("bench.floor_results", str(folder / "narrow.sqlite"))["floor"]
        ours = told("bench.ours_results", str(folder), survey)
    pages = {way.removesuffix(".cpu"): ours[way] for way in ours if way.endswith(".cpu")}
    month, week = pages.pop("width.month"), pages.pop("width.week")
    apart = {way: pages.pop(way) for way in sorted(pages) if way.startswith("themes")}
    slowest = max(pages, key=lambda way: pages[way])
    return [
        Figure("one row per answer, counted (floor)", floor, unit="ms"),
        *(Figure(f"page, {way}", value, 150, "ms") for way, value in sorted(pages.items())),
        *(
            Figure(f"{way}, of {COMMENTS:,} comments coded", ms, unit="ms")
            for way, ms in apart.items()
        ),
        Figure(f"floor ÷ slowest page ({slowest})", floor / pages[slowest], 30, at_least=True),
        *(Figure(f"lines of the tally by {width}", count) for width, count in lines.items()),
        Figure("all lines by month, read and added up", month, unit="ms"),
        Figure("all lines by week, read and added up", week, unit="ms"),
        Figure("showing closed months with their masks, once", shown, unit="s"),
    ]


CASE = Case("results", f"Page of results over {ROWS:,} responses", measure)
