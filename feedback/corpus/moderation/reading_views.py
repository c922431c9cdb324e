"""Reading a text, validating it, and taking either back."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.corpus import identifiers
from feedback.corpus.models import Document
from feedback.corpus.moderation import operations, queries, words
from feedback.corpus.moderation.desk import (
    bp,
    chosen,
    cut,
    document_of,
    filled,
    in_error,
)
from feedback.corpus.states import READABLE, TO_READ
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.studies.models import Study
from feedback.web.forms import BareForm
from feedback.web.pages import go, page, wants_fragment
from feedback.web.secrets import ORIGINALS, house_secret


@bp.post("/relecture/<public_id>/lecture")
@may("moderate")
def read(public_id: str) -> Any:
    """Mask what is ticked, mark as read, and go on to the next text when asked."""
    looked = "seal" in request.form  # the page showed every likely identifier of this very text
    try:
        with writing():
            document = document_of(public_id, TO_READ)
            if looked and (picked := chosen(document)):
                operations.mask(account(), document, picked, house_secret(ORIGINALS))
            operations.read(account(), document, seen=looked)
    except Refused as refused:
        return in_error(public_id, refused)
    if request.form.get("from_list"):
        return _row(public_id)
    return _after_reading(document_of(public_id))


def _after_reading(document: Document) -> Any:
    flash(_("Texte relu. Il peut être codé."))
    if not request.form.get("next"):
        return go(url_for("corpus.show", public_id=document.public_id))
    found = db.session.get_one(Study, document.study_id)
    filters = queries.filters_of(request.args)
    following = queries.next_to_read(found, filters, document)
    if following is None:
        return go(url_for("corpus.queue", public_id=found.public_id, **filters.as_address()))
    return go(url_for("corpus.show", public_id=following.public_id, **filters.as_address()))


def _row(public_id: str) -> Any:
    """The line of a list after an act there."""
    document = document_of(public_id)
    if wants_fragment():
        return page(
            "corpus/_row.html", document=document, words=words, bare=BareForm(), address={},
            likely=lambda d: identifiers.find(d.text), cut=cut,
            translations=operations.translations_of([document]),
        )  # fmt: skip
    found = db.session.get_one(Study, document.study_id)
    flash(
        _("Texte relu. Il peut être codé.")
        if document.state != TO_READ
        else _("Remis dans la file.")
    )
    return go(url_for("corpus.queue", public_id=found.public_id, **filled()))


@bp.post("/relecture/<public_id>/lecture/retrait")
@may("moderate")
def unread(public_id: str) -> Any:
    """Put a text back in the queue."""
    try:
        with writing():
            operations.unread(account(), document_of(public_id, *READABLE))
    except Refused as refused:
        flash(refused.message, "error")
        return go(url_for("corpus.show", public_id=public_id))
    if request.form.get("from_list"):
        return _row(public_id)
    flash(_("Remis dans la file."))
    return go(url_for("corpus.show", public_id=public_id))


@bp.post("/relecture/<public_id>/validation")
@may("moderate")
def validate(public_id: str) -> Any:
    """A second person agrees that the text may be quoted."""
    try:
        with writing():
            operations.validate(account(), document_of(public_id, *READABLE))
    except Refused as refused:
        flash(refused.message, "error")
        return go(url_for("corpus.show", public_id=public_id))
    document = document_of(public_id)
    if request.form.get("from_list") and wants_fragment():
        return page("corpus/_validated.html", document=document, words=words)
    flash(_("Texte validé : il peut être cité."))
    if request.form.get("from_list"):
        owner = db.session.get_one(Study, document.study_id).public_id
        return go(url_for("corpus.waiting", public_id=owner, **filled()))
    return go(url_for("corpus.show", public_id=public_id))
