"""A version taken of a book."""

from __future__ import annotations

from dataclasses import asdict

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.codebook.history.operations import hold
from feedback.codebook.models import CodebookVersion
from feedback.codebook.versions.differences import differences
from feedback.codebook.versions.queries import last_number, present, told
from feedback.db import db
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study


def take(actor: Account, study: Study, note: str) -> CodebookVersion:
    """Keep the book as it stands; refused when nothing changed since the last version."""
    hold(study.id)
    now, number = present(study), last_number(study)
    if not now:
        raise Refused(_l("Le livre de codes est vide."))
    last = db.session.scalar(
        select(CodebookVersion).where(
            CodebookVersion.study_id == study.id, CodebookVersion.number == number
        )
    )
    if last is not None and not differences(told(last), now):
        raise Refused(_l("Rien n'a changé depuis la version %(number)d.", number=number))
    made = CodebookVersion(
        study_id=study.id, number=number + 1, account_id=actor.id,
        note=normalise(note).strip(), codes=[asdict(code) for code in now],
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    record(actor, "codebook.version", f"study:{study.public_id}", number=made.number)
    return made
