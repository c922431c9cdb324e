"""Questions of the pool go into a draft, their pictures with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.db import db
from feedback.errors import Refused
from feedback.instruments import operations
from feedback.instruments.core.queries import locked_codes
from feedback.instruments.definition import Definition
from feedback.instruments.models import Instrument, Picture
from feedback.instruments.pictures import tokens
from feedback.instruments.pool import queries
from feedback.instruments.pool.taking import Taken, taken
from feedback.studies.models import Study

MOST = 50


def add(
    actor: Account, study: Study, instrument: Instrument, keys: Sequence[str], after: str
) -> Taken:
    """Put questions of the pool into the draft, after one of its own; says what had to change."""
    if not keys:
        raise Refused(_l("Cochez au moins une question."))
    if len(set(keys)) > MOST:
        raise Refused(_l("Cinquante questions au plus à la fois."))
    entries = queries.chosen(actor, keys)
    if len(entries) < len(set(keys)):
        raise Refused(_l("Une des questions choisies n'est plus là : choisissez de nouveau."))
    shown = tokens([entry.question for entry in entries])
    pictures = _pictures(actor, study, shown)
    before = operations.latest(instrument)
    made = taken(before, entries, after, pictures)
    keep(actor, instrument, operations.changed(before, made.document))
    return made


def keep(actor: Account, instrument: Instrument, definition: Definition) -> None:
    """The one place where the pool writes a draft."""
    operations.save_draft(actor, instrument, definition, act="taken")


def places(instrument: Instrument) -> list[tuple[str, str]]:
    """Questions of the draft after which others may come: code and French text."""
    written = operations.latest(instrument).written
    locked = locked_codes(instrument)
    first = max((n for n, one in enumerate(written) if one.code in locked), default=0)
    return [(one.code, one.title("fr")) for one in written[first:]]


def _pictures(actor: Account, study: Study, shown: Collection[str]) -> dict[str, str]:
    """By which token the study keeps each picture shown elsewhere, copied now if it must."""
    held = select(Picture).where(Picture.token.in_(shown), Picture.study_id != study.id)
    return {
        one.token: _mine(study, one)
        or operations.add_picture(actor, study, one.name, one.body).token
        for one in (db.session.scalars(held) if shown else ())
    }


def _mine(study: Study, picture: Picture) -> str | None:
    query = select(Picture.token).where(
        Picture.study_id == study.id, Picture.name == picture.name, Picture.body == picture.body
    )
    return db.session.scalar(query.limit(1))
