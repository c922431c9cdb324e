"""What happens in a settlement: codings taken, added, put away; signed, reopened."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.codebook.models import Code
from feedback.coding import operations as coding
from feedback.coding.double import queries
from feedback.coding.double.models import Round, RoundText
from feedback.coding.models import Coding, Passage
from feedback.corpus.states import READABLE
from feedback.db import db, insert_for, new_public_id, utcnow
from feedback.errors import Refused


def _in(text: RoundText) -> Any:
    return select(Passage.id).where(Passage.document_id == text.document_id)


def _round(actor: Account, text: RoundText) -> Round:
    """The round of a text the person may settle, once closed."""
    round_ = db.session.get_one(Round, text.round_id)
    if not queries.may_settle(actor, round_):
        raise Refused(_l("La personne responsable de l'étude dit qui arbitre."))
    if round_.closed_at is None:
        raise Refused(_l("L'arbitrage commence une fois la série close."))
    if text.replaced or text.document.state not in READABLE:
        raise Refused(_l("Ce texte est sorti de la série."))
    return round_


def _begun(actor: Account, text: RoundText) -> Round:
    """The same, not signed yet; what is there becomes the person's."""
    round_ = _round(actor, text)
    if text.signed_at is not None:
        raise Refused(_l("Cette version est signée : rouvrez-la pour la changer."))
    _own(actor, text)
    return round_


def _own(actor: Account, text: RoundText) -> None:
    mine = Coding.signed, Coding.passage_id.in_(_in(text))
    db.session.execute(
        update(Coding).where(*mine).values(coder_id=actor.id),
        execution_options={"synchronize_session": False},
    )


def _counts(round_: Round, code_id: int) -> bool:
    return round_.whole or code_id in {code.id for code in round_.codes}


def take(actor: Account, text: RoundText, codings: list[Coding]) -> int:
    """Take codings of the round's coders into the settled version; how many were not there yet."""
    round_ = _begun(actor, text)
    coders = {coder.id for coder in round_.coders}
    taken = 0
    for one in codings:
        if (
            one.signed or one.coder_id not in coders or not _counts(round_, one.code_id)
            or one.passage.document_id != text.document_id
        ):  # fmt: skip
            raise Refused(_l("Ce codage n'est pas de cette série."))
        kept = insert_for(Coding).values(
            public_id=new_public_id(), passage_id=one.passage_id, code_id=one.code_id,
            coder_id=actor.id, valence=one.valence, memo=one.memo, to_review=False, signed=True,
            created_at=utcnow(),
        )  # fmt: skip
        made = db.session.execute(kept.on_conflict_do_nothing().returning(Coding.id))
        taken += made.first() is not None
    db.session.flush()
    return taken


def add(
    actor: Account, text: RoundText, start: int, end: int, code: Code | None, valence: int
) -> None:
    """Put a coding of one's own into the settled version."""
    round_ = _begun(actor, text)
    if code is None or not _counts(round_, code.id):
        raise Refused(_l("Choisissez un code de cette série."), "code")
    coding.add(actor, text.document, start, end, code, valence, questions=True, signed=True)
    db.session.flush()


def put_away(actor: Account, text: RoundText, one: Coding) -> None:
    """Take a coding out of the settled version."""
    _begun(actor, text)
    if not one.signed or one.passage.document_id != text.document_id:
        raise Refused(_l("Ce codage n'est pas de la version arbitrée."))
    _delete(text, Coding.id == one.id)


def clear(actor: Account, text: RoundText) -> None:
    """Begin the settlement of a text again."""
    _begun(actor, text)
    _delete(text)


def _delete(text: RoundText, *which: Any) -> None:
    gone = Coding.signed, Coding.passage_id.in_(_in(text)), *which
    quietly = {"synchronize_session": False}
    db.session.execute(delete(Coding).where(*gone), execution_options=quietly)
    empty = Passage.id.not_in(select(Coding.passage_id))
    lone = Passage.document_id == text.document_id, empty
    db.session.execute(delete(Passage).where(*lone), execution_options=quietly)
    db.session.expire_all()


def sign(actor: Account, text: RoundText) -> None:
    """From now on the settled version stands for everybody's; with nothing in it, nothing does."""
    round_ = _begun(actor, text)
    text.signed_by, text.signed_at = actor.id, utcnow()
    db.session.flush()
    record(actor, "double.signed", f"document:{text.document.public_id}", round=round_.public_id)


def reopen(actor: Account, text: RoundText) -> None:
    """A signed version may be changed again: until signed anew, everybody's codings stand."""
    round_ = _round(actor, text)
    if text.signed_at is None:
        raise Refused(_l("Cette version n'est pas signée."))
    before = text.signed_by
    text.signed_by = text.signed_at = None
    db.session.flush()
    record(
        actor, "double.reopened", f"document:{text.document.public_id}", round=round_.public_id,
        signed_by=before,
    )  # fmt: skip
