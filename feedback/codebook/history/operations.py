"""A codebook changed by one act, which can be taken back as long as nobody built upon it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.codebook.history.fields import KEPT, Fields, differences, packed, unpacked
from feedback.codebook.models import Code, CodebookStep, CodebookVersion, CodeSuccession
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.studies.models import Study

MOST_STEPS = 200


def hold(study_id: int) -> None:
    """Keep others from changing the book until the end of the write: acts follow each other.

    What was read before is read again: another may just have changed it.
    """
    db.session.flush()
    db.session.execute(select(Study.id).where(Study.id == study_id).with_for_update())
    db.session.expire_all()


@contextmanager
def acting(
    actor: Account, study_id: int, act: str, keys: Sequence[str] = ()
) -> Iterator[CodebookStep]:
    """Remember as one step all that the block does to the codes of a study."""
    hold(study_id)
    step = CodebookStep(study_id=study_id, account_id=actor.id, act=act, keys=short(keys), body=b"")
    db.session.add(step)
    db.session.flush()
    before = book(study_id)
    yield step
    db.session.flush()
    step.body = packed(differences(before, book(study_id)))
    old = select(CodebookStep.id).where(CodebookStep.study_id == study_id)
    last = db.session.scalar(old.order_by(CodebookStep.id.desc()).offset(MOST_STEPS).limit(1))
    if last:
        db.session.execute(
            delete(CodebookStep).where(
                CodebookStep.study_id == study_id, CodebookStep.id <= last
            )
        )  # fmt: skip
    db.session.flush()


def short(keys: Sequence[str]) -> str:
    """Keys as one line that fits."""
    found = ", ".join(keys[:4]) + (", …" if len(keys) > 4 else "")
    return found[:118]


def book(study_id: int) -> dict[int, Fields]:
    """The codes of a study as they stand, by row id."""
    columns = [getattr(Code, name) for name in KEPT]
    query = select(Code.id, *columns).where(Code.study_id == study_id)
    found = {}
    for number, *values in db.session.execute(query):
        found[number] = {name: _plain(v) for name, v in zip(KEPT, values, strict=True)}
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value


def step_of(study_id: int, public_id: str) -> CodebookStep:
    """The step to take back, or `Refused` when it no longer can be."""
    found = db.session.scalar(
        select(CodebookStep).where(
            CodebookStep.study_id == study_id, CodebookStep.public_id == public_id
        )
    )
    if found is None or found.undone_at is not None:
        raise Refused(_l("Il n'y a plus rien à annuler : c'est déjà fait, ou trop ancien."))
    return found


def take_back(actor: Account, study: Study, step: CodebookStep) -> None:
    """Put the codes back as they were before a step; `Refused` when others built upon it.

    Rooms above put back first what they moved.
    """
    changes, now = unpacked(step.body), book(study.id)
    for number, change in changes.items():
        _check_untouched(int(number), change, now)
    _check_added(study.id, changes, now)
    settled = all(_as_left(change, now.get(int(n))) for n, change in changes.items())
    codes = {code.id: code for code in _codes(study.id)}
    for number, change in changes.items():
        if change["was"] is not None:
            _restore(codes[int(number)], change["was"], settled)
    db.session.flush()
    _remove(study.id, [codes[int(n)] for n, c in changes.items() if c["was"] is None])
    db.session.execute(delete(CodeSuccession).where(CodeSuccession.step_id == step.id))
    step.undone_at = utcnow()
    db.session.flush()
    record(actor, "codebook.undone", f"study:{study.public_id}", what=step.act, keys=step.keys)


def _codes(study_id: int) -> Sequence[Code]:
    return db.session.scalars(select(Code).where(Code.study_id == study_id)).all()


def _check_untouched(number: int, change: dict[str, Any], now: dict[int, Fields]) -> None:
    """Whatever the step changed must still be as the step left it, its order set aside."""
    here = now.get(number)
    names = [name for name in change["is"] if name != "position"]
    if here is None or any(here[name] != change["is"][name] for name in names):
        key = here["key"] if here else (change["is"].get("key") or "")
        raise Refused(
            _l("%(key)s a changé depuis : annulez d'abord ce qui a été fait ensuite.", key=key)
        )


def _as_left(change: dict[str, Any], here: Fields | None) -> bool:
    return here is not None and here["position"] == change["is"].get("position", here["position"])


def _check_added(study_id: int, changes: dict[str, Any], now: dict[int, Fields]) -> None:
    """A code that the step created goes away: nothing may hang on it."""
    added = {int(number) for number, change in changes.items() if change["was"] is None}
    if not added:
        return
    for number, fields in now.items():
        if fields["parent_id"] in added and number not in added:
            raise Refused(
                _l("%(key)s est sous un code que l'annulation retirerait : déplacez-le d'abord.",
                   key=fields["key"])
            )  # fmt: skip
    keys = {now[number]["key"] for number in added}
    for codes in db.session.scalars(
        select(CodebookVersion.codes).where(CodebookVersion.study_id == study_id)
    ):
        held = sorted(keys & {one["key"] for one in codes})
        if held:
            raise Refused(
                _l("%(key)s est dans une version du livre : archivez-le plutôt.", key=held[0])
            )
    used = select(CodeSuccession.new_key).where(
        CodeSuccession.study_id == study_id, CodeSuccession.new_key.in_(keys),
        CodeSuccession.kind == "merge",
    )  # fmt: skip
    if (key := db.session.scalar(used.limit(1))) is not None:
        raise Refused(
            _l("%(key)s a changé depuis : annulez d'abord ce qui a été fait ensuite.", key=key)
        )


def _restore(code: Code, was: Fields, settled: bool) -> None:
    """Give a code its former words and place; its rank only where nobody reordered since."""
    for name, value in was.items():
        if name == "position" and not settled and "parent_id" not in was:
            continue
        if name == "archived_at" and value is not None:
            value = dt.datetime.fromisoformat(value)
        setattr(code, name, value)


def _remove(study_id: int, codes: Sequence[Code]) -> None:
    """Remove codes, those below before those above."""
    left = list(codes)
    while left:
        above = {code.parent_id for code in left}
        leaves = [code for code in left if code.id not in above]
        db.session.execute(delete(Code).where(Code.id.in_([code.id for code in leaves])))
        for code in leaves:
            db.session.expunge(code)
        left = [code for code in left if code not in leaves]
