"""Pages of the workshop: an outline, a card, the tablet beside it; saved as one writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.db import writing
from feedback.errors import Refused
from feedback.instruments import operations as instruments
from feedback.instruments.definition import Definition
from feedback.instruments.drafting import card_views, desk, editing, operations, palette
from feedback.instruments.drafting.blueprint import bp
from feedback.instruments.drafting.cards import TEXTS, said
from feedback.instruments.drafting.editing import find, split
from feedback.instruments.drafting.forms import BlankForm
from feedback.instruments.drafting.naming import short
from feedback.instruments.drafting.queries import name_of
from feedback.instruments.models import DraftStep
from feedback.instruments.xlsform.codes import code_of
from feedback.studies.queries import study
from feedback.web.pages import go, page

__all__ = ["bp", "card_views"]
ACTS = {
    "begun": _l("Début"), "card": _l("Question réécrite"), "texts": _l("Textes réécrits"),
    "added": _l("Question ajoutée"), "copied": _l("Question dupliquée"),
    "removed": _l("Question retirée"), "moved": _l("Question déplacée"),
    "replaced": _l("Questionnaire remplacé"), "taken": _l("Questions de la banque ajoutées"),
    "translated": _l("Traduction changée"),
}  # fmt: skip


@bp.app_template_filter("draft_act")
def draft_act(step: DraftStep) -> str:
    """What one did, in words, with whose hand."""
    name = name_of(step.account_id)
    return f"{ACTS.get(step.act, step.act)} – {name}" if name else str(ACTS.get(step.act, ""))


@bp.get("/questionnaires/<public_id>/atelier")
@may("edit_instruments")
def show(public_id: str) -> Any:
    """The draft on the workbench; without one, a draft is offered from the last version."""
    found = desk.bench(public_id, request.args.get("q", ""))
    if found is None:
        flash(_("Il n'y a pas de brouillon : repartez d'une version."), "error")
        return go(url_for("instruments.show", public_id=public_id))
    return desk.bench_page(found)


def _act(
    public_id: str, path: str, act: str, words: str,
    edit: Callable[[Definition], tuple[Definition, str]], focus: str = "",
) -> Any:  # fmt: skip
    """Change the draft by one act, then show the question it leads to."""
    led = [path]

    def made(definition: Definition) -> Definition:
        changed, led[0] = edit(definition)
        return changed

    try:
        with writing():
            operations.change(account(), desk.reach(public_id)[1], act, path, made)
    except Refused as refused:
        return desk.refusal(public_id, path, refused)
    return desk.done(public_id, led[0], words, focus)


@bp.post("/questionnaires/<public_id>/atelier/ajout")
@may("edit_instruments")
def add(public_id: str) -> Any:
    """Add a question of a kind after another."""
    kind, after = request.form.get("kind", ""), request.form.get("q", "")

    def edit(definition: Definition) -> tuple[Definition, str]:
        parent = split(after)[0]
        if kind not in palette.offered(definition, parent):
            raise Refused(_("Ce type de question ne va pas ici."))
        return editing.add(definition, palette.starter(kind), "" if after == TEXTS else after)

    words = _("Question ajoutée. Écrivez-la.")
    return _act(public_id, after, "added", words, edit, focus="text")


@bp.post("/questionnaires/<public_id>/atelier/copie")
@may("edit_instruments")
def copy(public_id: str) -> Any:
    """Put a copy of a question after it."""
    path = request.form.get("q", "")
    words = _("Question dupliquée.")
    return _act(
        public_id, path, "copied", words, lambda d: editing.duplicate(d, path), focus="text"
    )


@bp.post("/questionnaires/<public_id>/atelier/retrait")
@may("edit_instruments")
def remove(public_id: str) -> Any:
    """Take a question away; the act can be taken back."""
    path = request.form.get("q", "")

    def edit(definition: Definition) -> tuple[Definition, str]:
        if find(definition, path) is None:
            raise Refused(_("Cette question n'est plus là."))
        parent, code = split(path)
        codes = [q.code for q in editing.level(definition, parent)]
        at = codes.index(code)
        beside = (codes[at + 1 :] or codes[:at][-1:] or [""])[0]
        led = f"{parent}.{beside}" if parent and beside else beside or parent
        return editing.remove(definition, path), led

    words = _("Question retirée. « Annuler » la remet.")
    return _act(public_id, path, "removed", words, edit, focus="undo")


@bp.post("/questionnaires/<public_id>/atelier/place")
@may("edit_instruments")
def place(public_id: str) -> Any:
    """Move a question: one place up or down, or before another (`avant`; empty: last)."""
    path, by = request.form.get("q", ""), request.form.get("vers", "")
    before = request.form.get("avant", "")

    def edit(definition: Definition) -> tuple[Definition, str]:
        if by in ("haut", "bas"):
            return editing.shift(definition, path, -1 if by == "haut" else 1), path
        return editing.move(definition, path, split(before)[1]), path

    focus = {"haut": "move-haut", "bas": "move-bas"}.get(by, "")
    return _act(public_id, path, "moved", _("Question déplacée."), edit, focus)


@bp.post("/questionnaires/<public_id>/atelier/retour")
@may("edit_instruments")
def undo(public_id: str) -> Any:
    """Take the last act back."""
    return _back(public_id, operations.undo, _("Annulé : %(act)s."), "undo")


@bp.post("/questionnaires/<public_id>/atelier/reprise")
@may("edit_instruments")
def redo(public_id: str) -> Any:
    """Do again what was taken back."""
    return _back(public_id, operations.redo, _("Rétabli : %(act)s."), "redo")


def _back(public_id: str, way: Callable[[Any], DraftStep], words: str, focus: str) -> Any:
    path = request.form.get("q", "")
    try:
        with writing():
            step = way(desk.reach(public_id)[1])
            act, led = str(ACTS.get(step.act, "")), step.code or path
    except Refused as refused:
        return desk.refusal(public_id, path, refused)
    return desk.done(public_id, led, words % {"act": act.lower()}, focus)


@bp.get("/questionnaires/<public_id>/atelier/etat")
@may("edit_instruments")
def state(public_id: str) -> Any:
    """What changed under another hand since a step: nothing, or the outline and who it was."""
    found = desk.bench(public_id, request.args.get("q", ""))
    if found is None or str(found.standing.step) == request.args.get("etape"):
        return "", 204
    return desk.parts(found, "instruments/drafting/_news.html")


@bp.get("/etudes/<public_id>/questionnaires/vierge")
@may("edit_instruments")
def blank(public_id: str) -> Any:
    """Begin a questionnaire from nothing."""
    owner = study(account(), "edit_instruments", public_id)
    return page("instruments/drafting/blank.html", study=owner, form=BlankForm())


@bp.post("/etudes/<public_id>/questionnaires/vierge")
@may("edit_instruments")
def begin(public_id: str) -> Any:
    """A draft with a title and nothing else."""
    form = BlankForm()
    owner = study(account(), "edit_instruments", public_id)
    if not form.validate_on_submit():
        return page("instruments/drafting/blank.html", status=422, study=owner, form=form)
    title = said(form.title.data)
    with writing():
        owner = study(account(), "edit_instruments", public_id)
        used = instruments.codes(owner)
        definition = Definition(
            code=code_of(short(title), used), kind=form.kind.data, title={"fr": title},
            languages=("fr",),
        )  # fmt: skip
        made = instruments.create(account(), owner, definition).public_id
    return go(url_for("drafting.show", public_id=made))
