"""Masking one text: look before, mask, take the masks back."""

from __future__ import annotations

from typing import Any

from flask import flash, url_for
from flask_babel import ngettext

from feedback.accounts.access import account, may
from feedback.corpus import identifiers
from feedback.corpus.moderation import operations
from feedback.corpus.moderation.desk import (
    bp,
    chosen,
    document_of,
    filled,
    in_error,
    preview_of,
    text_page,
)
from feedback.corpus.moderation.forms import rows
from feedback.corpus.states import TO_READ
from feedback.db import writing
from feedback.errors import Refused
from feedback.web.pages import go, page, wants_fragment
from feedback.web.secrets import ORIGINALS, house_secret


@bp.post("/relecture/<public_id>/apercu")
@may("moderate")
def preview(public_id: str) -> Any:
    """The text as it would be read with what is ticked; nothing is stored."""
    document = document_of(public_id)
    try:
        ticked = chosen(document)
    except Refused as refused:
        if wants_fragment():
            return page("corpus/_preview.html", preview=None, problem=refused)
        return in_error(public_id, refused)
    if not wants_fragment():
        return text_page(document, ticked)
    shown = rows(document.text, identifiers.find(document.text), ticked)
    return page("corpus/_preview.html", preview=preview_of(document.text, shown), problem=None)


@bp.post("/relecture/<public_id>/masques")
@may("moderate")
def mask(public_id: str) -> Any:
    """Mask what is ticked; the text is shown again, its likely identifiers looked for afresh."""
    try:
        with writing():
            document = document_of(public_id, TO_READ)
            picked = chosen(document)
            operations.mask(account(), document, picked, house_secret(ORIGINALS))
    except Refused as refused:
        return in_error(public_id, refused)
    flash(ngettext("%(num)d passage masqué.", "%(num)d passages masqués.", len(picked)))
    return go(url_for("corpus.show", public_id=public_id, **filled()))
