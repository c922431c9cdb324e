"""Reads about versions of a book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from feedback.accounts.models import Account
from feedback.codebook.models import Code, CodebookVersion
from feedback.codebook.queries import codes, successors
from feedback.codebook.versions.differences import Told
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.studies.models import Study


class Taken(NamedTuple):
    """A version and who took it."""

    version: CodebookVersion
    name: str | None


def versions(study: Study) -> Sequence[Taken]:
    """The versions of a study's book, latest first."""
    query = (
        select(CodebookVersion, Account.name)
        .outerjoin(Account, Account.id == CodebookVersion.account_id)
        .where(CodebookVersion.study_id == study.id)
        .order_by(CodebookVersion.number.desc())
    )
    return [Taken(*row) for row in db.session.execute(query)]


def version_of(study: Study, public_id: str) -> CodebookVersion:
    """One version of a study's book, or NotAllowed."""
    found = db.session.scalar(
        select(CodebookVersion).where(
            CodebookVersion.study_id == study.id, CodebookVersion.public_id == public_id
        )
    )
    if found is None:
        raise NotAllowed
    return found


def last_number(study: Study) -> int:
    """The number of the last version; 0 when none was taken."""
    query = select(func.max(CodebookVersion.number)).where(CodebookVersion.study_id == study.id)
    return db.session.scalar(query) or 0


def told(version: CodebookVersion) -> list[Told]:
    """The codes of a version."""
    return [Told(**one) for one in version.codes]


def present(study: Study) -> list[Told]:
    """The codes as they stand now, archived ones too, in the order of the book."""
    found = codes(study, archived=True)
    keys, into = {code.id: code.key for code in found}, successors(study)
    return [_told(code, keys, into.get(code.key, "")) for code in found]


def _told(code: Code, keys: dict[int, str], into: str) -> Told:
    return Told(
        id=code.public_id, key=code.key, parent=keys.get(code.parent_id or 0, ""), name=code.name,
        name_en=code.name_en, definition=code.definition, include=code.include,
        exclude=code.exclude, codable=code.codable, colour=code.colour, status=code.status,
        archived=code.archived_at is not None, into=into,
    )  # fmt: skip
