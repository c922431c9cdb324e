"""Reads of moderation: the lists of each tab, who may validate, where one goes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, func, not_, or_, select
from sqlalchemy.orm import aliased

from feedback.accounts.acts import ACTS
from feedback.accounts.models import Account
from feedback.accounts.queries import holders
from feedback.corpus.models import Document, Original
from feedback.corpus.queries import Wanted, ids, total
from feedback.corpus.states import READ, READABLE, TO_READ, VALIDATED
from feedback.db import db
from feedback.formats.text import normalise
from feedback.studies.models import Study

_text = aliased(Document)


@dataclass(frozen=True)
class Filters:
    """What the person filters a list by, as the address holds it."""

    nature: str = ""
    langue: str = ""
    lieu: str = ""
    q: str = ""
    danger: str = ""

    def as_address(self) -> dict[str, Any]:
        """Those filled, for the links of the page."""
        return {name: value for name, value in vars(self).items() if value}


def filters_of(args: Mapping[str, str]) -> Filters:
    """Filters of an address; what is too long or unknown asks for nothing."""
    names = Filters.__dataclass_fields__
    return Filters(**{name: normalise(args.get(name, ""))[:200] for name in names})


def wanted(study: Study, states: tuple[str, ...], filters: Filters) -> Wanted:
    """The texts the filters ask for."""
    site = next((s.id for s in study.sites if s.public_id == filters.lieu), None)
    return Wanted(
        study_id=study.id, states=states, kind=filters.nature, language=filters.langue,
        site_id=site, question=filters.q, danger=filters.danger == "1", originals_only=True,
    )  # fmt: skip


def to_read(study: Study, filters: Filters) -> Wanted:
    """Texts nobody has read yet."""
    return wanted(study, (TO_READ,), filters)


def to_validate(study: Study, filters: Filters, two_readers: bool) -> Wanted:
    """Texts that wait for a second person: those their author lets quote, or all of them."""
    found = wanted(study, (READ,), filters)
    return replace(found, quotable=None if two_readers else True, originals_only=False)


def not_with_its_text() -> ColumnElement[bool]:
    """A translation waits by itself only where the text it translates is validated already."""
    alone = select(_text.id).where(_text.id == Document.translation_of_id, _text.state == VALIDATED)
    return or_(Document.translation_of_id.is_(None), alone.exists())


def not_handled_by(account: Account) -> ColumnElement[bool]:
    """Texts the person neither read nor masked last: those they may validate."""
    mine = or_(Document.read_by == account.id, Document.masked_by == account.id)
    return not_(func.coalesce(mine, False))


def done(study: Study, filters: Filters) -> Wanted:
    """Texts read or validated."""
    return wanted(study, READABLE, filters)


def next_to_read(study: Study, filters: Filters, document: Document) -> Document | None:
    """The text after this one in the queue, or the first of it."""
    queue = to_read(study, filters)
    found = ids(queue, document.id, 1) or ids(queue, None, 1)
    return db.session.get(Document, found[0]) if found and found[0] != document.id else None


def moderators(study: Study) -> list[Account]:
    """People who may read and validate in a study."""
    found = {a.id: a for role in sorted(ACTS["moderate"]) for a in holders(study.id, role)}
    return sorted(found.values(), key=lambda account: account.name)


def tab_counts(study: Study, two_readers: bool) -> tuple[int, int]:
    """How many texts wait to be read, and to be validated."""
    nothing = Filters()
    waiting = to_validate(study, nothing, two_readers)
    return total(to_read(study, nothing)), total(waiting, not_with_its_text())


def is_masked(document: Document) -> bool:
    """True while the words before masking are kept, sealed."""
    return db.session.get(Original, document.id) is not None


def people(document: Document) -> dict[str, str]:
    """Names of who read, masked and validated a text."""
    numbers = {
        "read": document.read_by, "masked": document.masked_by, "validated": document.validated_by,
    }  # fmt: skip
    found = {what: db.session.get(Account, number) for what, number in numbers.items() if number}
    return {what: account.name for what, account in found.items() if account}
