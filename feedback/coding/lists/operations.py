"""What happens to lists: a filter kept, renamed, forgotten; texts dealt out and taken back."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.coding.lists.models import Assignment, SavedFilter
from feedback.coding.lists.queries import coded_by
from feedback.corpus.models import Document
from feedback.db import db, insert_for, utcnow
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study

LONGEST_NAME, MOST_KEPT, AT_ONCE = 80, 50, 500


def keep_filter(
    actor: Account, study: Study, name: str, address: Mapping[str, str], shared: bool
) -> SavedFilter:
    """Keep a filter under a name; the same name again replaces the person's own."""
    name = _name(name)
    if not address:
        raise Refused(_l("Filtrez d'abord la liste : il n'y a rien à garder."), "name")
    mine = (SavedFilter.study_id == study.id, SavedFilter.account_id == actor.id)
    kept = db.session.scalars(select(SavedFilter).where(*mine)).all()
    found = next((one for one in kept if one.name == name), None)
    if found is None and len(kept) >= MOST_KEPT:
        raise Refused(_l("Cinquante filtres au plus : retirez-en un d'abord."), "name")
    if found is None:
        found = SavedFilter(study_id=study.id, account_id=actor.id, name=name)
        db.session.add(found)
    found.address, found.shared = dict(address), shared
    db.session.flush()
    return found


def change_filter(actor: Account, kept: SavedFilter, name: str, shared: bool) -> None:
    """Give a filter another name, share it or no longer."""
    name = _name(name)
    other = select(SavedFilter.id).where(
        SavedFilter.study_id == kept.study_id, SavedFilter.account_id == actor.id,
        SavedFilter.name == name, SavedFilter.id != kept.id,
    )  # fmt: skip
    if db.session.scalar(other) is not None:
        raise Refused(_l("Vous avez déjà un filtre de ce nom."), "name")
    kept.name, kept.shared = name, shared
    db.session.flush()


def _name(name: str) -> str:
    name = " ".join(normalise(name).split())
    if not name:
        raise Refused(_l("Donnez un nom à ce filtre."), "name")
    if len(name) > LONGEST_NAME:
        raise Refused(_l("%(max)d caractères au plus.", max=LONGEST_NAME), "name")
    return name


def deal(
    actor: Account, study: Study, documents: Sequence[int], coders: Sequence[Account], each: bool
) -> int:
    """Deal texts out to coders, one after the other, or all of them to each.

    Returns how many assignments are new.
    """
    if not coders:
        raise Refused(_l("Choisissez au moins une personne."), "coders")
    if not documents:
        raise Refused(_l("Aucun texte à attribuer dans cette liste."), "texts")
    now, turn = utcnow(), itertools.cycle(coders)
    rows = [
        {"document_id": number, "coder_id": coder.id, "assigned_by": actor.id, "assigned_at": now}
        for number in documents
        for coder in (coders if each else [next(turn)])
    ]
    new = 0
    statement = insert_for(Assignment).on_conflict_do_nothing().returning(Assignment.document_id)
    for at in range(0, len(rows), AT_ONCE):
        new += len(db.session.execute(statement.values(rows[at : at + AT_ONCE])).all())
    record(actor, "texts.assigned", f"study:{study.public_id}", texts=new, coders=len(coders))
    return new


def take_back(actor: Account, study: Study, coder_id: int) -> int:
    """Take back what a coder has not coded yet; returns how many texts."""
    of_study = select(Document.id).where(Document.study_id == study.id)
    left: Any = (
        delete(Assignment)
        .where(
            Assignment.coder_id == coder_id, Assignment.document_id.in_(of_study),
            Assignment.document_id.not_in(coded_by(coder_id)),
        )
        .returning(Assignment.document_id)
    )  # fmt: skip
    count = len(db.session.execute(left).all())
    record(actor, "texts.taken_back", f"study:{study.public_id}", texts=count)
    return count
