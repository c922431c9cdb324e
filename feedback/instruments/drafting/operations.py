"""A draft changed by one act, taken back, done again; two people never overwrite each other unseen."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Callable

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.instruments.core.queries import core_of_version
from feedback.instruments.core.shared import differences
from feedback.instruments.definition import Definition, load_loose
from feedback.instruments.drafting.cards import mark
from feedback.instruments.models import DraftStep, Instrument, Version
from feedback.instruments.queries import definition_of, draft, keep_draft, kept_draft
from feedback.instruments.translations import outdate

MOST_STEPS = 100
SAME_ACT = dt.timedelta(seconds=60)  # typing in one question is one act
TYPING = ("card", "texts", "translated")


def keep_step(
    actor: Account | None, version: Version, before: str, act: str, code: str = ""
) -> None:
    """Remember a draft as it now is; what had been taken back can no longer be done again.

    `before` is its canonical text before the act, kept when it is the first.
    """
    db.session.execute(
        delete(DraftStep).where(DraftStep.version_id == version.id, DraftStep.number > version.step)
    )
    if not version.step:
        _add(None, version, before, "begun", "")
    last = _step(version, version.step)
    same = (
        last is not None and act in TYPING and actor is not None
        and (last.act, last.code, last.account_id) == (act, code, actor.id)
        and utcnow() - last.at < SAME_ACT
    )  # fmt: skip
    if last is not None and same:
        db.session.delete(last)
        db.session.flush()
    _add(actor, version, version.definition, act, code)
    # Typing uses up numbers, so acts are counted
    numbers = select(DraftStep.number).where(DraftStep.version_id == version.id)
    oldest = db.session.scalar(
        numbers.order_by(DraftStep.number.desc()).offset(MOST_STEPS).limit(1)
    )
    if oldest is not None:
        db.session.execute(
            delete(DraftStep).where(DraftStep.version_id == version.id, DraftStep.number <= oldest)
        )


def _add(actor: Account | None, version: Version, text: str, act: str, code: str) -> None:
    version.step += 1
    db.session.add(
        DraftStep(
            version_id=version.id, number=version.step, account_id=actor.id if actor else None,
            act=act, code=code, body=zlib.compress(text.encode(), 6),
        )
    )  # fmt: skip
    db.session.flush()


def _step(version: Version, number: int) -> DraftStep | None:
    query = select(DraftStep).where(DraftStep.version_id == version.id, DraftStep.number == number)
    return db.session.scalar(query)


def held(instrument: Instrument) -> Version:
    """The draft, locked until the end of the write: two acts follow each other."""
    version = draft(instrument)
    if version is None:
        raise Refused(_l("Il n'y a pas de brouillon : un autre l'a publié ou jeté."))
    query = select(Version).where(Version.id == version.id)
    query = query.with_for_update(of=Version).execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None or found.status != "draft":
        raise Refused(_l("Il n'y a pas de brouillon : un autre l'a publié ou jeté."))
    return found


class Overtaken(Refused):
    """Somebody else changed meanwhile what one was writing: both must be seen first."""


def change(
    actor: Account, instrument: Instrument, act: str, code: str,
    edit: Callable[[Definition], Definition], seen: str | None = None,
) -> Version:  # fmt: skip
    """Change the draft by one act on a question (its path) and remember it.

    `seen` is the mark of what the person had before her eyes. When it is no longer that, and not
    what she wrote last herself (in another tab, or a moment ago), `Overtaken` is raised.
    """
    version = held(instrument)
    definition = definition_of(version)
    if seen is not None and (now := mark(definition, code)) != seen:
        own = _last_of(actor, version, code)
        if own is None or mark(_kept(own), code) != now:
            raise Overtaken(_l("Pas enregistré : choisissez laquelle garder."))
    write(actor, instrument, version, edit(definition), act, code)
    return version


def _last_of(actor: Account, version: Version, code: str) -> DraftStep | None:
    """The last act of somebody on a question, of those not taken back."""
    mine = select(DraftStep).where(
        DraftStep.version_id == version.id, DraftStep.account_id == actor.id,
        DraftStep.code == code, DraftStep.number <= version.step,
    )  # fmt: skip
    return db.session.scalar(mine.order_by(DraftStep.number.desc()).limit(1))


def write(
    actor: Account, instrument: Instrument, version: Version, definition: Definition, act: str,
    code: str = "",
) -> None:  # fmt: skip
    """Write a definition in a draft and remember the act; nothing happens when it is the same.

    Translations whose French changes are marked: they must be seen again.
    """
    definition = outdate(definition_of(version), definition)
    keep_core(version, definition)
    if definition.digest == version.digest:
        return
    before = version.definition or definition.canonical
    if _first_for_a_while(actor, version):
        record(
            actor, "instrument.saved", f"instrument:{instrument.public_id}", version=version.number
        )
    version.definition, version.digest = definition.canonical, definition.digest
    keep_draft(definition)
    keep_step(actor, version, before, act, code)


def keep_core(version: Version, definition: Definition) -> None:
    """A local instrument changes nothing of the core that its version stands on."""
    core = core_of_version(version)
    changed = differences(definition_of(core), definition) if core else []
    if changed:
        raise Refused(changed, "file")


def _first_for_a_while(actor: Account, version: Version) -> bool:
    """True unless the last act was the same person's, within the hour: the log tells each sitting."""
    last = _step(version, version.step)
    an_hour = dt.timedelta(hours=1)
    return last is None or last.account_id != actor.id or utcnow() - last.at > an_hour


def undo(instrument: Instrument) -> DraftStep:
    """Take the last act back; returns it."""
    version = held(instrument)
    last, before = _step(version, version.step), _beside(version, back=True)
    if last is None or before is None:
        raise Refused(_l("Il n'y a plus rien à annuler."))
    _take(version, before)
    return last


def redo(instrument: Instrument) -> DraftStep:
    """Do again the act that was taken back; returns it."""
    version = held(instrument)
    after = _beside(version, back=False)
    if after is None:
        raise Refused(_l("Il n'y a plus rien à rétablir."))
    _take(version, after)
    return after


def _beside(version: Version, back: bool) -> DraftStep | None:
    """The step before or after the one where a draft stands."""
    number = func.max(DraftStep.number) if back else func.min(DraftStep.number)
    where = DraftStep.number < version.step if back else DraftStep.number > version.step
    found = db.session.scalar(select(number).where(DraftStep.version_id == version.id, where))
    return _step(version, found) if found else None


def _take(version: Version, step: DraftStep) -> None:
    definition = _kept(step)
    version.step = step.number
    version.definition, version.digest = definition.canonical, definition.digest
    db.session.flush()


def _kept(step: DraftStep) -> Definition:
    """The draft as it was after an act."""
    text = zlib.decompress(step.body)
    return kept_draft(hashlib.sha256(text).hexdigest()) or load_loose(text)[0]


def forget(version: Version) -> None:
    """A published version has no history: it never changes again."""
    db.session.execute(delete(DraftStep).where(DraftStep.version_id == version.id))
    version.step = 0
