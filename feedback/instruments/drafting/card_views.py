"""Saving the card of a question, and the texts around the questions, as one writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.db import writing
from feedback.errors import Refused
from feedback.instruments.definition import Definition
from feedback.instruments.drafting import acts, conditions, desk, editing, operations
from feedback.instruments.drafting.blueprint import bp
from feedback.instruments.drafting.cards import TEXTS, lines_said, said
from feedback.instruments.drafting.editing import find, split, taken
from feedback.instruments.drafting.forms import CardForm, TextsForm
from feedback.instruments.drafting.operations import Overtaken
from feedback.instruments.drafting.queries import name_of, other_hand
from feedback.instruments.drafting.workbench import Bench
from feedback.instruments.drafting.written import applied
from feedback.web.pages import wants_fragment


@bp.app_template_filter("flat_errors")
def flat_errors(errors: Any) -> list[str]:
    """Every message of a form and of its rows."""
    if isinstance(errors, dict):
        errors = list(errors.values())
    if isinstance(errors, list | tuple):
        return [message for one in errors for message in flat_errors(one)]
    return [str(errors)] if errors else []


@bp.post("/questionnaires/<public_id>/atelier/carte")
@may("edit_instruments")
def card(public_id: str) -> Any:
    """Save the card of a question, perhaps with an act on its answers or its rule."""
    path, act = request.args.get("q", ""), request.form.get("act", "")
    form = CardForm()

    def edit(definition: Definition) -> tuple[Definition, str]:
        question = find(definition, path)
        if question is None:
            raise Refused(_("Cette question n'est plus là."))
        known = conditions.subjects(definition, path)
        if act == "condition" and not known:
            raise Refused(_("Une règle regarde une question posée avant : il n'y en a pas encore."))
        made, renamed = applied(question, form.data, taken(definition), known)
        made = acts.acted(made, act, form.pasted.data or "", known)
        parent = split(path)[0]
        led = f"{parent}.{made.code}" if parent else made.code
        return editing.put(definition, path, made, renamed), led

    return _save(public_id, path, form, "card", edit)


@bp.post("/questionnaires/<public_id>/atelier/textes")
@may("edit_instruments")
def texts(public_id: str) -> Any:
    """Save the texts around the questions."""
    form = TextsForm()

    def edit(definition: Definition) -> tuple[Definition, str]:
        texts = ("start_title", "notice", "instruction", "thanks")
        lines = ("start_lines", "end_lines")
        changed = editing.with_texts(
            definition, said(form.title.data), {key: said(form[key].data) for key in texts},
            {key: lines_said(form[key].data) for key in lines},
        )  # fmt: skip
        return changed, TEXTS

    return _save(public_id, TEXTS, form, "texts", edit)


def _save(
    public_id: str, path: str, form: Any, step: str,
    edit: Callable[[Definition], tuple[Definition, str]],
) -> Any:  # fmt: skip
    """Save what is typed unless somebody else changed it meanwhile; answer with what follows."""
    found = desk.bench(public_id, path)
    if found is None or found.path != path:
        return desk.refusal(public_id, path, Refused(_("Cette question n'est plus là.")))
    if not form.validate():
        return _unsaved(found, form)
    act, led = request.form.get("act", ""), [path]

    def made(definition: Definition) -> Definition:
        changed, led[0] = edit(definition)
        return changed

    try:
        with writing():
            operations.change(
                account(), desk.reach(public_id)[1], step, path, made, form.seen.data or ""
            )
    except Overtaken as overtaken:
        return _conflict(public_id, path, form, overtaken)
    except Refused as refused:
        return desk.refusal(public_id, path, refused)
    after = desk.bench(public_id, led[0])
    if after is None or not wants_fragment() or act or led[0] != path:
        return desk.done(public_id, led[0], _("Enregistré."), acts.focus(act))
    rows = {name: len(form[name]) for name in ("options", "statements") if name in form}
    return desk.parts(after, "instruments/drafting/_saved.html", rows=rows)


def _unsaved(found: Bench, form: Any) -> Any:
    """What is typed stays; it is said why it is not saved."""
    if wants_fragment() and not request.form.get("act"):
        return desk.parts(found, "instruments/drafting/_unsaved.html", 422, form=form)
    problem = _("Ce n'est pas enregistré : corrigez ce qui est signalé.")
    return desk.bench_page(found, form, 422, problem=problem)


def _conflict(public_id: str, path: str, form: Any, overtaken: Overtaken) -> Any:
    """Somebody changed it meanwhile: both are shown, nothing is overwritten."""
    found = desk.bench(public_id, path)
    if found is None or found.path != path:
        return desk.refusal(public_id, path, Refused(_("Cette question n'est plus là.")))
    name = name_of(other_hand(found.version, path, account()))
    problem = str(overtaken.message)
    return desk.bench_page(found, form, 409, other=name or _("Quelqu'un"), problem=problem)
