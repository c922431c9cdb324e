"""Respondents while the researchers' workbook is made, on the same machine by the same house."""

from __future__ import annotations

import random
import time

from sqlalchemy import select

from bench import made
from bench.case_answers import TABLETS, calm
from bench.case_export import ROWS
from bench.cases import Case, Figure
from bench.world import house
from feedback.accounts.queries import holders
from feedback.db import db, writing
from feedback.exports import operations as exports
from feedback.exports.scope import Scope
from feedback.instruments.models import Instrument, Version
from feedback.jobs.models import Job
from feedback.studies.models import Study

ONE_AFTER_ANOTHER = 3  # files: as many as one person may ask for
PATIENCE = 60  # seconds for the worker to begin


def fill() -> None:
    """Responses enough for a file that takes a while."""
    version = db.session.scalars(select(Version)).one()
    survey = db.session.get_one(Instrument, version.instrument_id)
    found = made.responses(survey.study_id, survey.id, ROWS)
    made.fill_responses(survey.study_id, survey.id, version.id, found)
    made.settle()


def begun() -> None:
    """Files are asked for; back when the first is being made."""
    with writing() as session:
        study = session.scalars(select(Study)).one()
        lead = holders(study.id, "study_lead")[0]
        for number in range(ONE_AFTER_ANOTHER):
            # Each its own threshold, or all would be one file
            exports.ask_research(lead, study, Scope(study.id), 5 + number)
    until = time.monotonic() + PATIENCE
    while not running():
        if time.monotonic() > until:
            raise RuntimeError("no file was begun")
        time.sleep(0.2)


def running() -> int:
    """Files being made now."""
    db.session.rollback()
    return len(db.session.scalars(select(Job.id).where(Job.state == "running")).all())


def measure(runs: int) -> list[Figure]:
    """The same calm load without and with files being made."""
    chance = random.Random(5)
    with house() as here:
        fill()
        here.ours.load(calm(here, chance), TABLETS, pause=1.0)  # warms up
        quiet = here.ours.load(calm(here, chance), TABLETS, pause=1.0)
        begun()
        beside = here.ours.load(calm(here, chance), TABLETS, pause=1.0)
        still = running()
    refused = quiet.refused + beside.refused
    return [
        Figure(f"{TABLETS} tablets, quiet: p50", quiet.percentile(50), unit="ms"),
        Figure(f"{TABLETS} tablets, quiet: p99", quiet.percentile(99), unit="ms"),
        Figure("while files are made: p50", beside.percentile(50), unit="ms"),
        Figure("while files are made: p99", beside.percentile(99), unit="ms"),
        Figure(
            "p99 while files are made ÷ quiet", beside.percentile(99) / quiet.percentile(99), 1.3
        ),
        Figure("a file still being made at the end", still, 1, at_least=True),
        Figure("requests refused", refused, 0),
    ]


CASE = Case("beside", f"Respondents while workbooks of {ROWS:,} responses are made", measure)
