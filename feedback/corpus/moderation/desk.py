"""What the pages of moderation share: one text within reach, its page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request

from feedback.accounts.access import account
from feedback.accounts.acts import may as roles_may
from feedback.corpus import identifiers, masking, pieces
from feedback.corpus import queries as texts
from feedback.corpus.masking import Mask
from feedback.corpus.models import Document
from feedback.corpus.moderation import operations, queries, words
from feedback.corpus.moderation.forms import TranslationForm, masks, rows, seal
from feedback.corpus.states import READABLE, TO_READ
from feedback.db import db
from feedback.errors import Refused
from feedback.studies.models import Study
from feedback.web.forms import BareForm
from feedback.web.pages import page

bp = Blueprint("corpus", __name__)
SEEN = (TO_READ, *READABLE)


def filled() -> dict[str, Any]:
    """The filters of the address, to go on within them."""
    return queries.filters_of(request.args).as_address()


def two_readers() -> bool:
    """True where the house wants two persons to have read a text before it is coded."""
    return bool(current_app.config["TWO_READERS"])


def cut(document: Any, likely: list[identifiers.Likely]) -> list[pieces.Piece]:
    """A text cut where it may designate somebody."""
    return pieces.pieces(document.text, [(one.start, one.end) for one in likely])


def document_of(public_id: str, *states: str) -> Document:
    """A text within reach, in one of some states, or NotAllowed."""
    return texts.document(account(), "moderate", public_id, states or SEEN)


def text_page(
    document: Document, ticked: list[Mask] | None = None, status: int = 200,
    problem: Refused | None = None, form: TranslationForm | None = None,
) -> Any:  # fmt: skip
    """One text: what may designate somebody, what would be read instead, what may be done."""
    likely = identifiers.find(document.text)
    shown = rows(document.text, likely, ticked)
    found = db.session.get_one(Study, document.study_id)
    translation = next(iter(operations.translations(document)), None)
    if form is None and not document.language.startswith("fr"):
        form = TranslationForm(obj=translation if translation else None)
    return page(
        "corpus/show.html", status=status, document=document, study=found, rows=shown,
        cut=pieces.pieces(document.text, [(r.start, r.end) for r in shown]), seal=seal(document.text),
        preview=preview_of(document.text, shown), problem=problem, form=form, typed=request.form,
        translation=translation, is_masked=queries.is_masked(document), bare=BareForm(),
        people=queries.people(document), may_validate=operations.may_validate(account(), document),
        alone=len(queries.moderators(found)) < 2, words=words, two_readers=two_readers(),
        may_invite=roles_may(account().roles(found.id), "manage_team"),
        filters=queries.filters_of(request.args).as_address(),
        is_mine=document.read_by == account().id,
    )  # fmt: skip


def preview_of(text: str, chosen: list[Any]) -> list[pieces.Piece]:
    """The text as it would be read, its masks marked."""
    kept = [Mask(r.start, r.end, r.replacement) for r in chosen if r.ticked]
    after, edits = masking.apply(text, kept)
    places = sorted({edits.forward(m.start, m.end)[:2] for m in kept})
    return pieces.pieces(after, places)


def chosen(document: Document) -> list[Mask]:
    """The masks ticked on the page, over this very text; Refused when it has changed."""
    return masks(
        document.text, request.form.getlist("mask"), request.form, request.form.get("seal", "")
    )


def in_error(public_id: str, refused: Refused, *states: str) -> Any:
    """The page again, with what was chosen if it still fits the text."""
    document = document_of(public_id, *states)
    try:
        ticked = chosen(document)
    except Refused:
        ticked = None
    return text_page(document, ticked, 422, refused)
