"""Edges moved from the page of a text: by a word, or to the words selected."""

from __future__ import annotations

from typing import Any

from flask import flash, request
from flask_babel import get_locale
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.coding import queries
from feedback.coding.blueprint import bp
from feedback.coding.desk import changed, refused_at, states, turns_of
from feedback.coding.edges import operations
from feedback.coding.forms import stretch
from feedback.coding.models import Coding
from feedback.coding.passages import STEPS, stepped
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.web.pages import wants_fragment


@bp.post("/codages/<public_id>/bords")
@may("code")
def edges(public_id: str) -> Any:
    """Move one's own coding; the answer draws the words left and the words taken."""
    get_locale()
    document = _document(queries.coding(account(), public_id, states()))
    turns = turns_of(document)
    if request.form.get("questions") == "1":
        turns = []
    try:
        with writing():
            coding = queries.coding(account(), public_id, states())
            old = coding.passage.start, coding.passage.end
            new = operations.move(account(), coding, *_wanted(document, *old), turns)
    except Refused as refused:
        return refused_at(document.public_id, refused)
    if new == old and not wants_fragment():
        flash(_("Il n'y a pas de mot de ce côté."))
    said = _("Passage : « %(words)s »", words=document.text[slice(*new)][:120])
    return changed(document, min(old[0], new[0]), max(old[1], new[1]), said)


def _document(coding: Coding) -> Document:
    return db.session.get_one(Document, coding.passage.document_id)


def _wanted(document: Document, start: int, end: int) -> tuple[int, int]:
    step = request.form.get("pas", "")
    if step in STEPS:
        return stepped(document.text, start, end, step)
    return stretch(request.form, document.length)
