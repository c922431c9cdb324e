"""Pages of moderation (*Relecture*): one text, its danger, its translation."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.corpus import queries as texts
from feedback.corpus.moderation import (
    act_views,
    list_views,
    mask_views,
    operations,
    reading_views,
)
from feedback.corpus.moderation.desk import bp, document_of, filled, text_page
from feedback.corpus.moderation.forms import TranslationForm
from feedback.db import writing
from feedback.errors import Refused
from feedback.web.menu import Door, Entry
from feedback.web.pages import go

__all__ = ["act_views", "bp", "list_views", "mask_views", "reading_views"]
NAV = (Entry(_l("Relecture"), "corpus.choose", "moderate", "eye", 50),)
DOORS = (
    Door(
        _l("Relecture"), _l("Lire ce qui arrive, masquer ce qui désigne quelqu'un, valider."),
        "corpus.queue", "moderate", "eye", 50,
    ),
)  # fmt: skip


@bp.get("/relecture/<public_id>")
@may("moderate")
def show(public_id: str) -> Any:
    """One text: what may designate somebody, what would be read instead, what may be done."""
    document = document_of(public_id)
    if document.translation_of_id:  # it is read beside its text
        text = texts.translation_of(document)
        assert text is not None  # the foreign key holds
        return redirect(url_for("corpus.show", public_id=text.public_id), 303)
    return text_page(document)


@bp.post("/relecture/<public_id>/traduction")
@may("moderate")
def translate(public_id: str) -> Any:
    """Store the French words of a foreign text."""
    form = TranslationForm()
    if form.validate():
        try:
            with writing():
                operations.translate(
                    account(), document_of(public_id), form.text.data, form.translator.data,
                    seen=form.seen.data,
                )  # fmt: skip
            flash(_("Traduction enregistrée."))
            return go(url_for("corpus.show", public_id=public_id, **filled()))
        except Refused as refused:
            form.refuse(refused)
    return text_page(document_of(public_id), status=422, form=form)
