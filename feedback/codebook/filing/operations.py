"""A file of codes written in a book: all or nothing, one act, one way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.codebook.filing.given import Given
from feedback.codebook.filing.plan import Changed, Plan, plan, values
from feedback.codebook.history.operations import acting
from feedback.codebook.models import Code
from feedback.codebook.operations import taken_keys
from feedback.codebook.queries import codes
from feedback.codebook.shelving.operations import settle
from feedback.codebook.versions.queries import present
from feedback.db import db
from feedback.errors import Refused
from feedback.studies.models import Study


def planned(study: Study, given: Sequence[Given], used: Mapping[str, int]) -> Plan:
    """What a file would do to the book as it stands."""
    book = present(study)
    spent = taken_keys(study.id) - {code.key for code in book}
    return plan(given, book, sorted(spent), used)


def take_in(actor: Account, study: Study, given: Sequence[Given], used: Mapping[str, int]) -> Plan:
    """Write what a file adds and changes, checked again as the book now stands."""
    with acting(actor, study.id, "imported", [f"{len(given)}"]) as step:
        what = planned(study, given, used)
        if not what.does_something:
            raise Refused(_l("Le livre a changé, ou ce fichier n'apporte rien : regardez de nouveau ce qu'il changerait."))  # fmt: skip
        step.keys = f"{len(what.added)} + {len(what.changed)}"
        _write(study, what)
    record(
        actor, "codebook.imported", f"study:{study.public_id}", added=len(what.added),
        changed=len(what.changed),
    )  # fmt: skip
    return what


def _write(study: Study, what: Plan) -> None:
    """New codes first, then every parent: the file may name codes in any order."""
    by_key = {code.key.lower(): code for code in codes(study)}
    last = max((code.position for code in by_key.values()), default=0)
    for number, one in enumerate(what.added, start=last + 1):
        code = Code(
            study_id=study.id, key=one.key, status=one.status or "validated", position=number,
            **values(one),
        )  # fmt: skip
        db.session.add(code)
        by_key[one.key.lower()] = code
    db.session.flush()
    for one in what.added:
        by_key[one.key.lower()].parent_id = _id_of(by_key, one.parent)
    for last_, changed in enumerate(what.changed, start=last + len(what.added) + 1):
        _change(by_key[changed.was.key.lower()], changed, by_key, last_)
    settle(study.id)


def _id_of(by_key: Mapping[str, Code], key: str | None) -> int | None:
    return by_key[key.lower()].id if key else None


def _change(code: Code, changed: Changed, by_key: Mapping[str, Code], last: int) -> None:
    for change in changed.changes:
        if change.what == "parent":
            code.parent_id, code.position = _id_of(by_key, change.new), last
        else:
            setattr(code, change.what, change.new)
