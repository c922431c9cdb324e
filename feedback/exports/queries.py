"""Reads about files: what a file would hold now, the files of a person, what must be destroyed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from feedback.accounts.models import Account
from feedback.accounts.queries import allowed_sites, allowed_studies
from feedback.analysis import periods
from feedback.analysis.quotes.queries import number_of_quotes
from feedback.analysis.results.queries import Source, starts
from feedback.corpus.models import Withdrawal
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.exports.catalogue import KINDS, OF_KIND
from feedback.exports.research import queries as research
from feedback.exports.scope import Scope
from feedback.exports.standing.models import StandingFile
from feedback.jobs import queries as jobs
from feedback.jobs.models import DONE, Job
from feedback.studies.models import Study

MOST_SHOWN, A_WEEK_AND_MORE = 50, 8


@dataclass(frozen=True)
class Holds:
    """Rows a researchers' file would have now."""

    responses: int
    texts: int
    codings: int
    steps: int
    paroles: int


def holds(scope: Scope) -> Holds:
    """What a researchers' file would hold."""
    surveys = research.surveys(scope.study_id)
    return Holds(
        sum(research.number_of_responses(scope, one.id) for one, _ in surveys),
        research.number_of_documents(scope),
        research.number_of_codings(scope),
        research.number_of_steps(scope),
        research.number_of_paroles(scope),
    )


@dataclass(frozen=True)
class Shown:
    """What a managers' file would show now."""

    questions: int
    months: int
    places: int
    quotes: int


def shown(study: Study, sources: Sequence[Source], today: dt.date) -> Shown:
    """What a managers' file would show: closed months only, of the places within reach."""
    mine = sources[0].mine if sources else None
    closed = {p.code for of in sources for p in periods.months(starts(of), today) if not p.open}
    reach = {site.id for of in sources for site in of.sites if mine is None or site.id in mine}
    questions = sum(len(of.items) for of in sources)
    return Shown(questions, len(closed), len(reach), number_of_quotes(study.id, mine))


def mine(account: Account, study: Study) -> Sequence[Job]:
    """Files a person asked for in a study, newest first; those kept up to date are told apart."""
    query = select(Job).where(
        Job.account_id == account.id, Job.study_id == study.id, Job.kind.in_(KINDS),
        Job.params["standing"].as_string().is_(None),
    )  # fmt: skip
    return db.session.scalars(query.order_by(Job.id.desc()).limit(MOST_SHOWN)).all()


def job(account: Account, public_id: str) -> Job:
    """One of the person's jobs, still within reach, or NotAllowed."""
    found = jobs.one(account.id, public_id)
    if found is None or found.kind not in OF_KIND or not within_reach(account, found):
        raise NotAllowed
    return found


def within_reach(account: Account, of: Job) -> bool:
    """True when the person could ask for this very file today: same study, same sites or more."""
    act = OF_KIND[of.kind].act
    studies = allowed_studies(account, act)
    if studies is not None and of.study_id not in studies:
        return False
    limit = allowed_sites(account, act, of.study_id or 0)
    asked = of.params.get("sites")
    return limit is None or (asked is not None and set(asked) <= limit)


def must_go(of: Job, now: dt.datetime, days: int) -> str:
    """Why a kept file must be destroyed, or nothing."""
    if of.finished_at and now - of.finished_at > dt.timedelta(days=days):
        longer = max(days, A_WEEK_AND_MORE) if is_held(of) else days
        if now - of.finished_at > dt.timedelta(days=longer):
            return "expired"
    return "withdrawal" if is_older_than_a_withdrawal(of) else ""


def is_held(of: Job) -> bool:
    """True for a file kept up to date: made each week, it stays until the next takes its place."""
    held = select(StandingFile.id).where(StandingFile.job_id == of.id)
    return db.session.scalar(held.limit(1)) is not None


def is_older_than_a_withdrawal(of: Job) -> bool:
    """True when words of the study may no longer be shown as they were when the file was read."""
    query = select(Withdrawal.id).where(
        Withdrawal.study_id == of.study_id, Withdrawal.at >= of.snapshot_at
    )
    return db.session.scalar(query.limit(1)) is not None


def kept() -> Sequence[Job]:
    """Jobs whose file is kept."""
    return jobs.with_files(KINDS)


def unfinished(account: Account) -> int:
    """How many files of a person are being made."""
    return jobs.unfinished(account.id, KINDS)


def kept_files() -> int:
    """How many files are kept in all."""
    query = select(func.count()).select_from(Job).where(Job.state == DONE, Job.file != "")
    return db.session.scalar(query) or 0
