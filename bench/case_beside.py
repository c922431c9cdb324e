"""Respondents while the researchers' workbook is made, on the same machine by the same house."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from sqlalchemy import select

from bench import made
from bench.case_answers import TABLETS, calm
from bench.case_export import ROWS
from bench.cases import Case, Figure
from bench.served import Load, together
from bench.world import house
from feedback.accounts.queries import holders
from feedback.db import db, writing
from feedback.exports import operations as exports
from feedback.exports.scope import Scope
from feedback.instruments.models import Instrument, Version
from feedback.jobs.models import Job
from feedback.studies.models import Study

RESPONSES = 2 * ROWS  # a file that takes longer than a round
AT_ONCE = 2  # files asked for; one person may have three
PATIENCE = 300  # seconds for the worker to begin, or to end


def fill() -> None:
    """Responses enough for a file that takes a while."""
    version = db.session.scalars(select(Version)).one()
    survey = db.session.get_one(Instrument, version.instrument_id)
    found = made.responses(survey.study_id, survey.id, RESPONSES)
    made.fill_responses(survey.study_id, survey.id, version.id, found)
    made.settle()


def ask(round_: int) -> None:
    """Files are asked for."""
    with writing() as session:
        study = session.scalars(select(Study)).one()
        lead = holders(study.id, "study_lead")[0]
        for number in range(AT_ONCE):
            # Each its own threshold, or all would be one file
            exports.ask_research(lead, study, Scope(study.id), 5 + AT_ONCE * round_ + number)


def until(done: Callable[[], bool]) -> None:
    """Wait for the worker."""
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise RuntimeError("the worker does not work")
        time.sleep(0.2)


def jobs(*states: str) -> int:
    """How many files are in one of these states."""
    db.session.rollback()
    return len(db.session.scalars(select(Job.id).where(Job.state.in_(states))).all())


def measure(runs: int) -> list[Figure]:
    """The same calm load without and with files being made, in turn; all rounds of each together."""
    chance, loads = random.Random(5), dict[bool, list[Load]]()
    with house() as here:
        fill()
        here.ours.load(calm(here, chance), TABLETS, pause=1.0)  # warms up
        still = 0
        for round_ in range(runs):
            for making in (False, True):
                if making:
                    ask(round_)
                    until(lambda: jobs("running") > 0)
                load = here.ours.load(calm(here, chance), TABLETS, pause=1.0)
                loads.setdefault(making, []).append(load)
            still += jobs("running")
            until(lambda: not jobs("queued", "running"))
    quiet, beside = (together(loads[making]) for making in (False, True))
    return [
        Figure(f"{TABLETS} tablets, quiet: p50", quiet.percentile(50), unit="ms"),
        Figure(f"{TABLETS} tablets, quiet: p99", quiet.percentile(99), unit="ms"),
        Figure("while files are made: p50", beside.percentile(50), unit="ms"),
        Figure("while files are made: p99", beside.percentile(99), unit="ms"),
        Figure(
            "p99 while files are made ÷ quiet", beside.percentile(99) / quiet.percentile(99), 1.3
        ),
        Figure("rounds at whose end a file was still being made", still, runs, at_least=True),
        Figure("requests refused", quiet.refused + beside.refused, 0),
    ]


CASE = Case("beside", f"Respondents while workbooks of {RESPONSES:,} responses are made", measure)
