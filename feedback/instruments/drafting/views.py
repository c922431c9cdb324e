"""Pages of the workshop: an outline, a card, the tablet beside it; saved as one writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.db import writing
from feedback.errors import Refused
from feedback.instruments import operations as instruments
from feedback.instruments.definition import Definition
from feedback.instruments.drafting import cards, conditions, desk, editing, operations, palette
from feedback.instruments.drafting.conditions import Condition
from feedback.instruments.drafting.desk import TEXTS, Bench
from feedback.instruments.drafting.editing import find, split, taken
from feedback.instruments.drafting.forms import (
    HOW_NAMES,
    MODE_NAMES,
    ROLE_NAMES,
    BlankForm,
    CardForm,
    TextsForm,
)
from feedback.instruments.drafting.queries import last_to_touch, name_of
from feedback.instruments.forms import LANGUAGES, QUESTION_NAMES
from feedback.instruments.models import DraftStep
from feedback.instruments.pictures import icons
from feedback.instruments.queries import pictures
from feedback.instruments.questions import Question
from feedback.instruments.xlsform.codes import code_of
from feedback.studies.queries import study
from feedback.web.forms import BareForm
from feedback.web.pages import go, page, wants_fragment

bp = Blueprint("drafting", __name__)
UNWRITTEN = ("single", "multiple", "ranking")  # kinds whose first answers are only places to fill
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


@bp.app_template_filter("flat_errors")
def flat_errors(errors: Any) -> list[str]:
    """Every message of a form and of its rows."""
    if isinstance(errors, dict):
        errors = list(errors.values())
    if isinstance(errors, list | tuple):
        return [message for one in errors for message in flat_errors(one)]
    return [str(errors)] if errors else []


@bp.get("/questionnaires/<public_id>/atelier")
@may("edit_instruments")
def show(public_id: str) -> Any:
    """The draft on the workbench; without one, a draft is offered from the last version."""
    found = desk.bench(public_id, request.args.get("q", ""))
    if found is None:
        flash(_("Il n'y a pas de brouillon : repartez d'une version."), "error")
        return go(url_for("instruments.show", public_id=public_id))
    return _page(found)


def _page(found: Bench, form: Any = None, status: int = 200, **more: Any) -> Any:
    fragment = "instruments/drafting/_bench.html"
    return page("instruments/drafting/show.html", fragment, status, **_context(found, form), **more)


def _context(found: Bench, form: Any = None) -> dict[str, Any]:
    if form is None:
        question = found.question
        form = desk.card_form(question) if question else desk.texts_form(found.definition)
    return {
        "bench": found, "study": found.study, "instrument": found.instrument, "card": form,
        "kinds": QUESTION_NAMES, "roles": ROLE_NAMES, "hows": HOW_NAMES, "modes": MODE_NAMES,
        "languages": LANGUAGES, "texts_path": TEXTS, "bare": BareForm(),
        "dimensions": desk.dimensions(found.study), "icons": sorted(icons()),
        "pictures": pictures(found.study) if _pictured(found.question) else (),
        "seen": desk.seen(found.question) if found.question else desk.texts_seen(found.definition),
    }  # fmt: skip


def _pictured(question: Question | None) -> bool:
    return question is not None and question.kind in ("single", "multiple")


def _here(public_id: str, path: str) -> str:
    return url_for("drafting.show", public_id=public_id, q=path)


def _done(public_id: str, path: str, said: str, focus: str = "") -> Any:
    """After an act: the whole bench for htmx, the page again for others."""
    if not wants_fragment():
        return go(_here(public_id, path) + (f"#{focus}" if focus else ""))
    found = desk.bench(public_id, path)
    if found is None:
        return go(url_for("instruments.show", public_id=public_id))
    return _page(found, said=said, focus=focus)


def _refused(public_id: str, path: str, refused: Refused) -> Any:
    found = desk.bench(public_id, path)
    if found is None:
        flash(refused.message, "error")
        return go(url_for("instruments.show", public_id=public_id))
    problem = " ".join(flat_errors(refused.message))
    return _page(found, status=422, problem=problem)


def _act(
    public_id: str, path: str, act: str, said: str,
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
        return _refused(public_id, path, refused)
    return _done(public_id, led[0], said, focus)


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

    said = _("Question ajoutée. Écrivez-la.")
    return _act(public_id, after, "added", said, edit, focus="text")


@bp.post("/questionnaires/<public_id>/atelier/copie")
@may("edit_instruments")
def copy(public_id: str) -> Any:
    """Put a copy of a question after it."""
    path = request.form.get("q", "")
    said = _("Question dupliquée.")
    return _act(public_id, path, "copied", said, lambda d: editing.duplicate(d, path), focus="text")


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

    said = _("Question retirée. « Annuler » la remet.")
    return _act(public_id, path, "removed", said, edit, focus="undo")


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


def _back(public_id: str, way: Callable[[Any], DraftStep], said: str, focus: str) -> Any:
    path = request.form.get("q", "")
    try:
        with writing():
            step = way(desk.reach(public_id)[1])
            act, led = str(ACTS.get(step.act, "")), step.code or path
    except Refused as refused:
        return _refused(public_id, path, refused)
    return _done(public_id, led, said % {"act": act.lower()}, focus)


@bp.get("/questionnaires/<public_id>/atelier/etat")
@may("edit_instruments")
def state(public_id: str) -> Any:
    """What changed under another hand since a step: nothing, or the outline and who it was."""
    found = desk.bench(public_id, request.args.get("q", ""))
    if found is None or str(found.standing.step) == request.args.get("etape"):
        return "", 204
    return _parts(found, "instruments/drafting/_news.html")


def _parts(found: Bench, template: str, status: int = 200, **more: Any) -> Any:
    response = make_response(render_template(template, **_context(found), **more), status)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/questionnaires/<public_id>/atelier/carte")
@may("edit_instruments")
def card(public_id: str) -> Any:
    """Save the card of a question, perhaps with an act on its answers or its rule."""
    path, act = request.args.get("q", ""), request.form.get("act", "")
    form = CardForm()
    found = desk.bench(public_id, path)
    if found is None or found.question is None or found.path != path:
        return _refused(public_id, path, Refused(_("Cette question n'est plus là.")))
    if not form.validate():
        return _unsaved(found, form)
    if _changed_by_other(found, form.seen.data, path):
        return _conflict(found, form)
    led = [path, act]

    def edit(definition: Definition) -> Definition:
        question = find(definition, path)
        if question is None:
            raise Refused(_("Cette question n'est plus là."))
        known = conditions.subjects(definition, path)
        made, renamed = cards.applied(question, form.data, taken(definition), known)
        made = _acted(made, act, form, known)
        parent = split(path)[0]
        led[0] = f"{parent}.{made.code}" if parent else made.code
        return editing.put(definition, path, made, renamed)

    try:
        with writing():
            operations.change(account(), desk.reach(public_id)[1], "card", path, edit)
    except Refused as refused:
        return _refused(public_id, path, refused)
    if not wants_fragment() or act or led[0] != path:
        return _done(public_id, led[0], _("Enregistré."), _focus(act))
    after = desk.bench(public_id, led[0])
    rows = {"options": len(form.options), "statements": len(form.statements)}
    return _parts(after, "instruments/drafting/_saved.html", rows=rows) if after else ("", 204)


def _changed_by_other(found: Bench, mark: str | None, path: str) -> bool:
    """Did somebody else change this since it was shown?"""
    now = desk.seen(found.question) if found.question else desk.texts_seen(found.definition)
    return mark != now and last_to_touch(found.version, path) != account().id


def _unsaved(found: Bench, form: Any) -> Any:
    """What is typed stays; it is said why it is not saved."""
    if wants_fragment() and not request.form.get("act"):
        return _parts(found, "instruments/drafting/_unsaved.html", 422, form=form)
    return _page(
        found, form, 422, problem=_("Ce n'est pas enregistré : corrigez ce qui est signalé.")
    )


def _conflict(found: Bench, form: Any) -> Any:
    """Somebody changed it meanwhile: both are shown, nothing is overwritten."""
    name = name_of(last_to_touch(found.version, found.path))
    form.seen.data = ""
    problem = _("Pas enregistré : choisissez laquelle garder.")
    return _page(found, form, 409, other=name or _("Quelqu'un"), problem=problem)


def _focus(act: str) -> str:
    """Where the hand goes on after an act on a row."""
    name, _dash, number = act.partition("-")
    return {
        "option": f"options-{number}-label", "up": f"up-{number}", "down": f"down-{number}",
        "drop": "options", "paste": "options", "condition": "rule", "uncondition": "rule",
        "undrop": "statements", "clear": "rule", "seen": "text",
    }.get(name, "")  # fmt: skip


def _acted(question: Question, act: str, form: CardForm, known: Any) -> Question:
    """The question after an act of its card: a row dropped or moved, answers pasted, a rule."""
    name, _dash, number = act.partition("-")
    at = int(number) if number.isdecimal() else 0
    if name in ("drop", "up", "down"):
        by = {"up": -1, "down": 1}.get(name)
        listed = question.options
        kept = editing.moved(listed, at, by) if by else editing.without(listed, at)
        return replace(question, options=kept)
    if name in ("undrop", "lineup", "linedown"):
        by = {"lineup": -1, "linedown": 1}.get(name)
        lines = question.statements
        return replace(
            question, statements=editing.moved(lines, at, by) if by else editing.without(lines, at)
        )
    if name == "paste":
        made = cards.pasted(question, form.pasted.data or "")
        blank = palette.starter(question.kind).options if question.kind in UNWRITTEN else ()
        return editing.options_added(question, made, blank)
    if name == "clear":
        return replace(question, show_if=None)
    if name in ("condition", "uncondition"):
        return replace(question, show_if=_rule(question, name, at, known))
    return question


def _rule(question: Question, name: str, at: int, known: Any) -> Any:
    join, lines = conditions.read(question.show_if) or ("all", [])
    if name == "uncondition":
        return conditions.written(join, editing.without(lines, at))
    if not known:
        raise Refused(_("Une règle regarde une question posée avant : il n'y en a pas encore."))
    return conditions.written(
        join, [*lines, conditions.fitted(Condition(known[-1].code, ""), known)]
    )


@bp.post("/questionnaires/<public_id>/atelier/textes")
@may("edit_instruments")
def texts(public_id: str) -> Any:
    """Save the texts around the questions."""
    form = TextsForm()
    found = desk.bench(public_id, TEXTS)
    if found is None:
        return _refused(public_id, TEXTS, Refused(_("Il n'y a pas de brouillon.")))
    if not form.validate():
        return _unsaved(found, form)
    if _changed_by_other(found, form.seen.data, TEXTS):
        return _conflict(found, form)
    said = {
        key: cards.said(form[key].data)
        for key in ("start_title", "notice", "instruction", "thanks")
    }
    lines = {key: cards.lines_said(form[key].data) for key in ("start_lines", "end_lines")}

    def edit(definition: Definition) -> Definition:
        return editing.with_texts(definition, cards.said(form.title.data), said, lines)

    try:
        with writing():
            operations.change(account(), desk.reach(public_id)[1], "texts", TEXTS, edit)
    except Refused as refused:
        return _refused(public_id, TEXTS, refused)
    if not wants_fragment():
        return _done(public_id, TEXTS, _("Enregistré."))
    after = desk.bench(public_id, TEXTS)
    return _parts(after, "instruments/drafting/_saved.html", rows={}) if after else ("", 204)


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
    title = cards.said(form.title.data)
    with writing():
        owner = study(account(), "edit_instruments", public_id)
        used = instruments.codes(owner)
        definition = Definition(
            code=code_of(cards.short(title), used), kind=form.kind.data, title={"fr": title},
            languages=("fr",),
        )  # fmt: skip
        made = instruments.create(account(), owner, definition).public_id
    return go(url_for("drafting.show", public_id=made))
