"""Writes the files that other coding tools read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from feedback.accounts.models import Account
from feedback.db import db, utcnow
from feedback.exports.memos import queries as memos
from feedback.exports.qda import iramuteq, queries
from feedback.exports.qda.building import SIGNED, UNTOLD, Builder, codes, note, variables
from feedback.exports.research import queries as research
from feedback.exports.scope import Scope, from_params
from feedback.formats.refi.guids import guid
from feedback.formats.refi.project import Project, User
from feedback.formats.refi.writing import write as write_project
from feedback.instruments.queries import definition_of
from feedback.jobs.work import Work
from feedback.studies.models import Study

T = TypeVar("T")


def _scope(work: Work) -> tuple[Study, Scope]:
    research.open_snapshot()
    assert work.study_id is not None
    return db.session.get_one(Study, work.study_id), from_params(
        work.study_id, work.params, work.account_id
    )


def _questions(study: Study) -> dict[str, str]:
    return {
        question.code: question.title("fr")
        for version in research.all_versions(study.id)
        for question in definition_of(version).questions
    }


def _followed(work: Work, rows: Iterable[T], all_of_them: int) -> Iterator[T]:
    for number, row in enumerate(rows):
        if number % 500 == 0:
            work.say(min(99, 1 + 98 * number // max(all_of_them, 1)), "texts")
        yield row


def write_qdpx(work: Work) -> None:
    """Write the REFI-QDA project of one job."""
    study, scope = _scope(work)
    asker = db.session.get(Account, work.account_id) if work.account_id else None
    found = queries.coders(scope)
    people = {public_id: name for public_id, name, settled in found if not settled}
    written = memos.within(scope)
    people |= {memo.author.public_id: memo.author.name for memo in written}
    if asker is not None:
        people.setdefault(asker.public_id, asker.name)
    users = [User(guid("user", public_id), name) for public_id, name in sorted(people.items())]
    if any(settled for _, _, settled in found):
        users.append(SIGNED)
    author = guid("user", asker.public_id) if asker else ""
    about = memos.by_target(written)
    builder = Builder(
        str(work.params.get("by", "text")), research.site_names(study.id), _questions(study),
        author, study.created_at, about, list(map(note, written)),
    )  # fmt: skip
    texts = _followed(
        work, queries.texts(scope, builder.by), research.number_of_documents(scope)
    )  # fmt: skip
    project = Project(
        study.title, "Vive Voix",
        tuple(users),
        codes(research.codes(study.id), about), variables(), builder.cases(queries.about(scope)),
        builder.sources(texts), builder.notes, builder.sets(), UNTOLD, author, utcnow(),
    )  # fmt: skip
    with work.path.open("wb") as sink:
        write_project(sink, project)


def write_iramuteq(work: Work) -> None:
    """Write the corpus for IRaMuTeQ of one job."""
    study, scope = _scope(work)
    sites = research.site_names(study.id)
    texts = _followed(work, research.documents(scope), research.number_of_documents(scope))
    with work.path.open("w", encoding="utf-8", newline="\n") as sink:
        for one in texts:
            sink.write(iramuteq.entry(one, sites))
