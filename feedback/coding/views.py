"""Pages of coding (*Codage*): what is left, one text, a passage coded at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.codebook.conventions import ALERT
from feedback.codebook.queries import tree
from feedback.coding import operations, queries, reading_views
from feedback.coding.blueprint import bp
from feedback.coding.codebook import views as codebook_views
from feedback.coding.desk import (
    again,
    blocks_of,
    changed,
    document_of,
    refused_at,
    seen,
    states,
    text_page,
    turns_of,
)
from feedback.coding.edges import views as edge_views
from feedback.coding.forms import NoteForm, stretch, valence_of
from feedback.coding.lists import views as list_views
from feedback.coding.lists.queries import assigned_count, assigned_to
from feedback.coding.memos import views as memo_views
from feedback.coding.models import Coding
from feedback.coding.quick import views as quick_views
from feedback.coding.search import views as search_views
from feedback.coding.suggesting import views as suggesting_views
from feedback.corpus import queries as texts
from feedback.corpus.asking import hits
from feedback.corpus.models import Document
from feedback.corpus.moderation import desk as moderation_desk
from feedback.corpus.moderation import operations as moderation
from feedback.corpus.moderation import words
from feedback.corpus.pieces import excerpt
from feedback.corpus.states import READABLE
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import studies, study
from feedback.web.menu import Door, Entry
from feedback.web.pages import go, page, wants_fragment
from feedback.web.secrets import ORIGINALS, house_secret

__all__ = [
    "DOORS",
    "NAV",
    "bp",
    "codebook_views",
    "edge_views",
    "list_views",
    "memo_views",
    "quick_views",
    "reading_views",
    "search_views",
    "suggesting_views",
]
NAV = (Entry(_l("Codage"), "coding.choose", "code", "tags", 60),)
DOORS = (
    Door(
        _l("Codage"), _l("Mettre des codes sur les passages des textes relus."),
        "coding.index", "code", "tags", 60,
    ),
    Door(
        _l("Livre de codes"), _l("Les codes de l'étude : ce qu'ils veulent dire, ce qu'ils prennent."),
        "coding.codebook", "read_codebook", "book-open", 61,
    ),
)  # fmt: skip


@bp.get("/codage")
@may("code")
def choose() -> Any:
    """The texts of the person's study, or the choice between several."""
    found = studies(account(), "code")
    if len(found) == 1:
        return redirect(url_for("coding.index", public_id=found[0].public_id), 303)
    return page("studies/choose.html", studies=found, endpoint="coding.index", title=_("Codage"))


@bp.get("/etudes/<public_id>/codage")
@may("code")
def index(public_id: str) -> Any:
    """Texts one may code, and where one stands."""
    found = study(account(), "code", public_id)
    filters = queries.filters_of(request.args)
    if not request.args and assigned_count(account(), found, states()):
        return redirect(url_for("coding.index", public_id=public_id, etat="attribues"), 303)
    here, more = queries.wanted(found, states(), filters), queries.conditions(account(), filters)
    after = texts.number_of(found, request.args.get("apres"))
    documents = texts.page(here, after, queries.PAGE + 1, *more)
    shown = documents[: queries.PAGE]
    progress = _progress(found, filters)
    whole = after is None and len(documents) <= queries.PAGE
    total, exact = (len(documents), True) if whole else _total(here, more, filters, progress)
    return page(
        "coding/index.html", study=found, documents=shown, filters=filters,
        address=filters.as_address(), words=words,
        total=total, exact=exact,
        next_after=shown[-1].public_id if len(documents) > queries.PAGE else None,
        continued=after is not None, counts=queries.counts_of(shown, account()),
        progress=progress, **list_views.beside(found), terms=here.terms,
        found_in=lambda said: excerpt(said, hits(said, here.terms)),
        has_codes=bool(tree(found)), two_readers=states() != READABLE,
    )  # fmt: skip


def _progress(found: Study, filters: queries.Filters) -> tuple[int, int] | None:
    """How far the person is, in all the texts or in her own; a filtered list does not say."""
    bare = replace(filters, etat="")
    if bare != queries.Filters() or filters.etat not in ("", "tous", "reste", "moi", "attribues"):
        return None
    everything = queries.wanted(found, states(), bare)
    own = [assigned_to(account().id)] if filters.etat == "attribues" else []
    return queries.progress(account(), everything, *own)


def _total(
    here: Any, more: Any, filters: queries.Filters, progress: tuple[int, int] | None
) -> tuple[int, bool]:
    """How many texts are listed, and whether that is all; what is known is not counted again."""
    if progress is None:
        return texts.counted(here, *more)
    coded, every = progress
    return {"moi": coded, "reste": every - coded}.get(filters.etat, every), True


# --- One text ------------------------------------------------------------------------------


@bp.get("/codage/<public_id>")
@may("code")
def show(public_id: str) -> Any:
    """One text with its passages, and the codes to put on them."""
    return text_page(document_of(public_id))


@bp.post("/codage/<public_id>/passages")
@may("code")
def add(public_id: str) -> Any:
    """Code the passage chosen; it is stored when the page says so."""
    me = queries.Person(account().id)
    get_locale()  # known before the write, after which the account would be read again
    try:
        with writing():
            document, code = queries.place(me, public_id, _key(), states())
            start, end = stretch(request.form, document.length)
            turns = turns_of(document)
            said = _add(me, document, code, start, end, turns)
            marks = queries.marks(document, me, "autres" in seen()) if wants_fragment() else []
    except Refused as refused:
        return refused_at(public_id, refused)
    if wants_fragment():
        return blocks_of(document, marks, turns, start, end, said)
    return again(document, said)


def _key() -> str:
    return normalise(request.form.get("code", ""))[:20]


def _add(me: Any, document: Any, code: Any, start: int, end: int, turns: list[Any]) -> str:
    if code is None:
        raise Refused(_l("Choisissez un code."), "code")
    operations.add(
        me, document, start, end, code, valence_of(request.form),
        request.form.get("memo", ""), turns, request.form.get("questions") == "1",
    )  # fmt: skip
    if code.key == ALERT:
        address = url_for("corpus.show", public_id=document.public_id)
        moderation.report_danger(account(), db.session.get_one(Document, document.id), address)
    return _("Codé : %(code)s", code=f"{code.key} {code.name}")


def _coding(public_id: str) -> tuple[Coding, Document]:
    coding = queries.coding(account(), public_id, states())
    return coding, db.session.get_one(Document, coding.passage.document_id)


@bp.post("/codages/<public_id>/modification")
@may("code")
def change(public_id: str) -> Any:
    """Change the valence and the memo of one's own coding."""
    form = NoteForm()
    try:
        with writing():
            coding, document = _coding(public_id)
            span = coding.passage.start, coding.passage.end
            operations.change(account(), coding, valence_of(request.form), form.memo.data or "")
    except Refused as refused:
        return refused_at(_coding(public_id)[1].public_id, refused)
    return changed(document, *span, _("Codage modifié."))


@bp.post("/codages/<public_id>/retrait")
@may("code")
def remove(public_id: str) -> Any:
    """Take one's own coding away, and offer it back."""
    try:
        with writing():
            coding, document = _coding(public_id)
            span = coding.passage.start, coding.passage.end
            operations.remove(account(), coding)
    except Refused as refused:
        return refused_at(_coding(public_id)[1].public_id, refused)
    removed = queries.removed(account(), public_id)
    return changed(document, *span, _("Codage retiré."), removed)


@bp.post("/codages/<public_id>/retour")
@may("code")
def put_back(public_id: str) -> Any:
    """Take a removal back."""
    with writing():
        removed = queries.removed(account(), public_id)
        span, number = (removed.start, removed.end), removed.document_id
        document = document_of(db.session.get_one(Document, number).public_id)
        operations.put_back(account(), removed)
    return changed(document, *span, _("Codage remis."))


@bp.get("/codage/<public_id>/suite")
@may("code")
def follow(public_id: str) -> Any:
    """Go to the next text of the list, the one before, or the next one not coded yet."""
    document = document_of(public_id)
    found = db.session.get_one(Study, document.study_id)
    filters, way = queries.filters_of(request.args), request.args.get("vers")
    here, more = queries.wanted(found, states(), filters), queries.conditions(account(), filters)
    if way == "reste":
        target = queries.next_uncoded(account(), document, here, *more)
    else:
        target = queries.following(document, here, *more, back=way == "avant")
    chosen = seen()
    if target is not None:
        return go(url_for("coding.show", public_id=target.public_id, **chosen))
    flash(
        _("Tout est codé dans cette liste.")
        if way == "reste"
        else _("C'était le bout de la liste.")
    )
    chosen.pop("autres", None), chosen.pop("questions", None)
    return go(url_for("coding.index", public_id=found.public_id, **chosen))


@bp.post("/relecture/<public_id>/remplacement")
@may("moderate")
def supersede(public_id: str) -> Any:
    """A name was missed: the masked text takes the place of this one, codings follow."""
    try:
        with writing():
            document = texts.document(account(), "moderate", public_id, READABLE)
            masks = moderation_desk.chosen(document)
            newer = operations.supersede(account(), document, masks, house_secret(ORIGINALS))
            address = url_for("corpus.show", public_id=newer.public_id)
    except Refused as refused:
        return moderation_desk.in_error(public_id, refused, *READABLE)
    flash(_("Le nouveau texte a pris la place de l'ancien ; les codages ont suivi."))
    return go(address)
