"""What the pages of rounds share."""

from __future__ import annotations

from typing import Any

from flask import current_app, url_for
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account
from feedback.coding.double import operations, queries
from feedback.coding.double.models import Round
from feedback.corpus.models import Document
from feedback.corpus.states import codable
from feedback.db import db
from feedback.studies.models import Study


def states() -> tuple[str, ...]:
    """States in which texts may be coded in this house."""
    return codable(bool(current_app.config["TWO_READERS"]))


def address(round_: Round) -> str:
    """The page of a round."""
    return url_for("coding.round_show", public_id=round_.public_id)


def crumbs(study: Study, round_: Round | None = None) -> list[tuple[Any, str]]:
    """Where the pages of rounds are in the house."""
    found = [
        (study.title, url_for("studies.show", public_id=study.public_id)),
        (_l("Codage"), url_for("coding.index", public_id=study.public_id)),
        (_l("Double codage"), url_for("coding.rounds", public_id=study.public_id)),
    ]
    return [*found, (round_.name, address(round_))] if round_ else found


def common(round_: Round) -> dict[str, Any]:
    """What every page of a round is told."""
    study = db.session.get_one(Study, round_.study_id)
    me = account()
    return {
        "study": study, "round": round_, "path": crumbs(study, round_),
        "leads": queries.leads(me, study.id), "codes_in": queries.is_coder(me, round_),
        "may_compare": queries.may_compare(me, round_),
        "may_settle": queries.may_settle(me, round_),
    }  # fmt: skip


def standing(document: Document) -> dict[str, Any]:
    """For the page of a text: its place in a round of the person's, and how far it is."""
    text = queries.text_of_coder(account(), document)
    if text is None:
        return {"drawn_for": None}
    return {
        "drawn_for": text, "is_done": queries.has_finished(account(), text),
        "is_last": text.round.closed_at is None and operations.is_last(account(), text),
    }  # fmt: skip
