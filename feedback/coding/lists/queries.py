"""Reads about lists: what they are filtered by, filters kept, texts dealt out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from feedback.accounts.acts import ACTS
from feedback.accounts.models import Account
from feedback.accounts.queries import holders
from feedback.coding.double.models import Finished
from feedback.coding.lists.models import Assignment, SavedFilter
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.instruments.kinds import KINDS
from feedback.instruments.models import Instrument, Version
from feedback.instruments.queries import definition_of, instruments
from feedback.responses.models import Response
from feedback.studies.models import Study


def coded_by(coder_id: int) -> Select[Any]:
    """The texts in which a person coded something: found once, not text by text."""
    return (
        select(Passage.document_id)
        .join(Coding, Coding.passage_id == Passage.id)
        .where(Coding.coder_id == coder_id, ~Coding.settled)
    )


def coded_by_nobody() -> ColumnElement[bool]:
    """Texts without any passage: one without coding does not stay."""
    return ~exists().where(Passage.document_id == Document.id)


def assigned_to(coder_id: int) -> ColumnElement[bool]:
    """Texts that a person is to code."""
    return Document.id.in_(select(Assignment.document_id).where(Assignment.coder_id == coder_id))


def not_assigned() -> ColumnElement[bool]:
    """Texts that nobody is to code yet."""
    return ~exists().where(Assignment.document_id == Document.id)


def of_survey(public_id: str) -> ColumnElement[bool]:
    """Texts written in answers to a survey.

    They are known by its answers, or by those of the study's other surveys where these are fewer:
    a set of answers is made each time, and the smaller is the quicker.
    """
    of_study = select(Instrument.study_id).where(Instrument.public_id == public_id)
    rows = db.session.execute(
        select(Version.id, Instrument.public_id)
        .join(Instrument, Instrument.id == Version.instrument_id)
        .where(Instrument.study_id == of_study.scalar_subquery())
    ).all()
    mine = [row.id for row in rows if row.public_id == public_id]
    others = [row.id for row in rows if row.public_id != public_id]
    answered = Document.origin_room == "responses", Document.origin_id.not_like("conflict:%")
    if mine and _answers(others) < _answers(mine):
        return and_(*answered, Document.origin_id.not_in(_origins(others)))
    return and_(*answered, Document.origin_id.in_(_origins(mine)))


def _answers(versions: Sequence[int]) -> int:
    counted = select(func.count()).where(Response.version_id.in_(versions))
    return db.session.scalar(counted) or 0


def _origins(versions: Sequence[int]) -> Select[Any]:
    return select(Response.public_id).where(Response.version_id.in_(versions))


@dataclass(frozen=True)
class Asked:
    """A survey and the questions of it that are answered by a text."""

    public_id: str
    title: str
    questions: tuple[tuple[str, str], ...]  # code, words


def asked(study: Study) -> list[Asked]:
    """The surveys of a study with an open question."""
    found = []
    for instrument in instruments(study, "survey"):
        questions = {
            question.code: question.title("fr")
            for version in instrument.versions
            if version.status != "draft"
            for question in definition_of(version).questions
            if KINDS[question.kind].is_text or question.other
        }
        if questions:
            found.append(Asked(instrument.public_id, instrument.title, tuple(questions.items())))
    return found


def saved(account: Account, study: Study) -> Sequence[SavedFilter]:
    """The person's own filters and those shared with the team, by name."""
    mine = or_(SavedFilter.account_id == account.id, SavedFilter.shared.is_(True))
    query = select(SavedFilter).where(SavedFilter.study_id == study.id, mine)
    return db.session.scalars(query.order_by(SavedFilter.name, SavedFilter.id)).all()


def own_filter(account: Account, study: Study, public_id: str) -> SavedFilter:
    """A filter of the person's own, or NotAllowed."""
    found = db.session.scalar(select(SavedFilter).where(SavedFilter.public_id == public_id))
    if found is None or (found.study_id, found.account_id) != (study.id, account.id):
        raise NotAllowed
    return found


def coders(study: Study) -> list[Account]:
    """People who may code in a study, by name."""
    found = {a.id: a for role in sorted(ACTS["code"]) for a in holders(study.id, role)}
    return sorted(found.values(), key=lambda account: (account.name, account.id))


@dataclass(frozen=True)
class Share:
    """What one coder is to code, and what of it is coded."""

    coder: Account
    assigned: int
    coded: int

    @property
    def left(self) -> int:
        """What is still to code."""
        return self.assigned - self.coded


def shares(study: Study, states: tuple[str, ...]) -> list[Share]:
    """What each coder is to code among texts that may be."""
    done = exists().where(
        Passage.document_id == Assignment.document_id, Coding.passage_id == Passage.id,
        Coding.coder_id == Assignment.coder_id, ~Coding.settled,
    )  # fmt: skip
    query = (
        select(Assignment.coder_id, func.count(), func.sum(done.cast(db.Integer)))
        .join(Document, Document.id == Assignment.document_id)
        .where(Document.study_id == study.id, Document.state.in_(states))
        .group_by(Assignment.coder_id)
    )
    counts = {row[0]: (int(row[1]), int(row[2] or 0)) for row in db.session.execute(query)}
    known = {account.id: account for account in coders(study)}
    for number in counts.keys() - known.keys():  # no longer of the team
        known[number] = db.session.get_one(Account, number)
    return [Share(account, *counts.get(account.id, (0, 0))) for account in known.values()]


def assigned_count(account: Account, study: Study, states: tuple[str, ...]) -> int:
    """How many texts the person is to code."""
    query = (
        select(func.count())
        .select_from(Assignment)
        .join(Document, Document.id == Assignment.document_id)
        .where(
            Assignment.coder_id == account.id, Document.study_id == study.id,
            Document.state.in_(states),
        )
    )  # fmt: skip
    return db.session.scalar(query) or 0


def finishers(study: Study) -> Sequence[Account]:
    """Who has said a text of the study finished, by name."""
    said = (
        select(Finished.coder_id)
        .join(Document, Document.id == Finished.document_id)
        .where(Document.study_id == study.id)
    )
    query = select(Account).where(Account.id.in_(said)).order_by(Account.name, Account.id)
    return db.session.scalars(query).all()
