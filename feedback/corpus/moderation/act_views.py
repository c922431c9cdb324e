"""Acts of one button on one text: a danger, and what is taken back."""

from __future__ import annotations

from typing import Any

from flask import flash, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.corpus.moderation import operations
from feedback.corpus.moderation.desk import bp, document_of, filled
from feedback.corpus.states import READABLE
from feedback.db import writing
from feedback.errors import Refused
from feedback.web.pages import go
from feedback.web.secrets import ORIGINALS, house_secret


def _act(public_id: str, said: str, act: Any, *states: str) -> Any:
    """One act on one text, said in a message; a refusal is a message too."""
    try:
        with writing():
            act(document_of(public_id, *states))
        flash(said)
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("corpus.show", public_id=public_id, **filled()))


@bp.post("/relecture/<public_id>/masques/retrait")
@may("moderate")
def unmask(public_id: str) -> Any:
    """Take the masks back."""
    return _act(public_id, _("Le texte est revenu comme il était arrivé."),
                lambda d: operations.unmask(account(), d, house_secret(ORIGINALS)))  # fmt: skip


@bp.post("/relecture/<public_id>/validation/retrait")
@may("moderate")
def unvalidate(public_id: str) -> Any:
    """Take one's own validation back."""
    return _act(public_id, _("Validation retirée : le texte n'est plus cité."),
                lambda d: operations.unvalidate(account(), d), *READABLE)  # fmt: skip


@bp.post("/relecture/<public_id>/danger")
@may("moderate")
def danger(public_id: str) -> Any:
    """Tell the study's lead at once."""
    address = url_for("corpus.show", public_id=public_id)
    return _act(public_id, _("La personne responsable de l'étude est prévenue."),
                lambda d: operations.report_danger(account(), d, address))  # fmt: skip


@bp.post("/relecture/<public_id>/danger/levee")
@may("moderate")
def lift_danger(public_id: str) -> Any:
    """It was looked at."""
    return _act(public_id, _("Signalement levé."),
                lambda d: operations.lift_danger(account(), d))  # fmt: skip
