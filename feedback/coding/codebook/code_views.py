"""One code: written, changed, archived, proposed; the passages that are its examples."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import flash, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.codebook import operations
from feedback.codebook.conventions import COLOURS
from feedback.codebook.models import Code
from feedback.codebook.queries import codes, successors
from feedback.coding import queries as coding_queries
from feedback.coding.blueprint import bp
from feedback.coding.codebook import operations as acts
from feedback.coding.codebook import queries
from feedback.coding.codebook.desk import address, readers_states, the_code, tree_page
from feedback.coding.codebook.forms import CodeForm, NewCodeForm, ProposalForm
from feedback.coding.desk import states
from feedback.coding.forms import stretch, valence_of
from feedback.coding.models import Coding
from feedback.corpus import queries as texts
from feedback.corpus.moderation import words
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.forms import BareForm, choices
from feedback.web.pages import go, page, wants_fragment


def act_on(public_id: str, act: Callable[[Study], tuple[str, str]]) -> Any:
    """Do something to a book and show it again; `act` returns what to say and the key to go to."""
    get_locale()  # known before the write, after which the account would be read again
    said, key, kind = "", "", "message"
    try:
        with writing():
            found = study(account(), "edit_codebook", public_id)
            said, key = act(found)
    except Refused as refused:
        said, kind = str(refused.message), "error"
    found = study(account(), "edit_codebook", public_id)
    if wants_fragment():
        answer = tree_page(found)
        told = {"said": said, "key": key, "wrong": kind == "error"}
        answer.headers["HX-Trigger"] = json.dumps({"codebook": told})
        return answer
    flash(said, kind)
    more = {"archives": "1"} if request.values.get("archives") == "1" else {}
    return go(address(found, key, **more))


def _fill(form: CodeForm, found: Study, code: Code | None) -> CodeForm:
    parents = [c for c in codes(found) if c is not code]
    form.parent.choices = choices(
        [("", _("(au premier niveau)")), *((c.key, f"{c.key} {c.name}") for c in parents)]
    )
    form.colour.choices = choices((c, chr(65 + n)) for n, c in enumerate(COLOURS))
    return form


def _form_page(found: Study, form: CodeForm, code: Code | None, status: int = 200) -> Any:
    used = queries.used(found).get(code.id, queries.Used()) if code else queries.Used()
    shown = queries.examples(found, readers_states(found), account(), code) if code else {}
    return page(
        "coding/codebook/code.html", status=status, study=found, form=form, code=code, used=used,
        hue=coding_queries.hue, bare=BareForm(), words=words,
        examples=shown.get(code.id, []) if code else [],
        into=successors(found).get(code.key) if code else None,
        mark=operations.mark_of(code) if code else "",
    )  # fmt: skip


def _values(form: CodeForm) -> dict[str, Any]:
    return {
        "name": form.name.data, "name_en": form.name_en.data or "",
        "definition": form.definition.data or "", "include": form.include.data or "",
        "exclude": form.exclude.data or "", "codable": form.codable.data == "1",
        "colour": form.colour.data, "parent_key": form.parent.data or "",
    }  # fmt: skip


@bp.get("/etudes/<public_id>/nouveau-code")
@may("edit_codebook")
def code_new(public_id: str) -> Any:
    """A new code."""
    found = study(account(), "edit_codebook", public_id)
    form = NewCodeForm(parent=request.args.get("sous", ""), codable="1", colour=COLOURS[0])
    return _form_page(found, _fill(form, found, None), None)


@bp.post("/etudes/<public_id>/nouveau-code")
@may("edit_codebook")
def code_create(public_id: str) -> Any:
    """Add it."""
    found = study(account(), "edit_codebook", public_id)
    form = NewCodeForm()
    _fill(form, found, None)
    if form.validate():
        try:
            with writing():
                operations.add_code(account(), found, key=form.key.data, **_values(form))
            flash(_("Code ajouté."))
            return go(address(found, form.key.data))
        except Refused as refused:
            form.refuse(refused)
    return _form_page(found, form, None, 422)


def _form_of(code: Code) -> type[CodeForm]:
    """The key of a proposed code may still be chosen."""
    return NewCodeForm if code.status == "proposed" else CodeForm


@bp.get("/etudes/<public_id>/livre-de-codes/<key>")
@may("edit_codebook")
def code_edit(public_id: str, key: str) -> Any:
    """Change a code."""
    found = study(account(), "edit_codebook", public_id)
    code = the_code(found, key)
    parent = code.parent.key if code.parent else ""
    data = {"parent": parent, "codable": str(int(code.codable)), "seen": operations.mark_of(code)}
    form = _form_of(code)(formdata=None, obj=code, data=data)
    form.parent.data, form.codable.data, form.seen.data = parent, data["codable"], data["seen"]
    return _form_page(found, _fill(form, found, code), code)


@bp.post("/etudes/<public_id>/livre-de-codes/<key>")
@may("edit_codebook")
def code_save(public_id: str, key: str) -> Any:
    """Store the change; a validated key stays."""
    found = study(account(), "edit_codebook", public_id)
    form = _form_of(the_code(found, key))()
    _fill(form, found, the_code(found, key))
    chosen = form.key.data if isinstance(form, NewCodeForm) else ""
    if form.validate():
        try:
            with writing():
                code = the_code(found, key)
                used = queries.used(found).get(code.id, queries.Used()).codings
                operations.change_code(
                    account(), code, used=used, key=chosen, seen=form.seen.data or "",
                    **_values(form),
                )  # fmt: skip
            flash(_("Code enregistré."))
            return go(address(found, chosen or key))
        except Refused as refused:
            form.refuse(refused)
    return _form_page(found, form, the_code(found, key), 422)


@bp.post("/etudes/<public_id>/livre-de-codes/<key>/archivage")
@may("edit_codebook")
def code_archive(public_id: str, key: str) -> Any:
    """Archive a code: no longer offered, its codings stay."""

    def act(found: Study) -> tuple[str, str]:
        operations.archive(account(), found, [the_code(found, key)])
        return _("Code archivé : ses codages restent."), ""

    return act_on(public_id, act)


@bp.post("/etudes/<public_id>/livre-de-codes/<key>/reouverture")
@may("edit_codebook")
def code_reopen(public_id: str, key: str) -> Any:
    """Offer an archived code again."""

    def act(found: Study) -> tuple[str, str]:
        operations.reopen(account(), found, [the_code(found, key)])
        return _("Code rouvert."), key

    return act_on(public_id, act)


# --- Proposed by coders --------------------------------------------------------------------


@bp.get("/etudes/<public_id>/proposer-un-code")
@may("code")
def code_propose(public_id: str) -> Any:
    """Propose a code."""
    return _proposal(study(account(), "code", public_id), ProposalForm(formdata=None))


def _proposal(found: Study, form: ProposalForm, status: int = 200) -> Any:
    return page("coding/codebook/propose.html", status=status, study=found, form=form)


@bp.post("/etudes/<public_id>/proposer-un-code")
@may("code")
def code_proposed(public_id: str) -> Any:
    """Add it as proposed: it may be put at once, the lead validates it."""
    found, form = study(account(), "code", public_id), ProposalForm()
    if form.validate():
        try:
            with writing():
                code = acts.propose(
                    account(), found, form.name.data or "", form.definition.data or ""
                )
                key = code.key
            flash(_("Code proposé : %(key)s. On peut déjà s'en servir.", key=key))
            return go(address(found, key))
        except Refused as refused:
            form.refuse(refused)
    return _proposal(found, form, 422)


@bp.post("/codage/<public_id>/nouveau-code")
@may("code")
def in_vivo(public_id: str) -> Any:
    """A code named by the words selected, put on them at once."""
    get_locale()  # known before the write, after which the account would be read again
    try:
        with writing():
            document = texts.document(account(), "code", public_id, states())
            found = db.session.get_one(Study, document.study_id)
            span = stretch(request.form, document.length)
            turns = texts.turns(document) if document.kind == "transcript" else []
            code = acts.propose_and_code(
                account(), found, document, request.form.get("name", ""), span,
                valence_of(request.form), request.form.get("memo", ""), list(turns),
                request.form.get("questions") == "1",
            )  # fmt: skip
            said = _("Code proposé et posé : %(code)s", code=f"{code.key} {code.name}")
        flash(said)
    except Refused as refused:
        flash(refused.message, "error")
    seen: dict[str, Any] = request.args.to_dict()
    seen.pop("public_id", None)
    return go(url_for("coding.show", public_id=public_id, **seen) + "#passages")


# --- Examples ------------------------------------------------------------------------------


@bp.post("/codages/<public_id>/exemple")
@may("code")
def example(public_id: str) -> Any:
    """Show a coding in the book as an example of its code, or no longer."""
    show = request.form.get("montrer") == "1"
    try:
        with writing():
            coding: Coding = coding_queries.coding(account(), public_id, states())
            if show:
                acts.show_example(account(), coding)
            else:
                acts.hide_example(coding)
            found, key = db.session.get_one(Study, coding.code.study_id), coding.code.key
        flash(_("Ce passage est un exemple du livre.") if show else _("Ce passage n'est plus un exemple."))  # fmt: skip
    except Refused as refused:
        coding = coding_queries.coding(account(), public_id, states())
        found, key = db.session.get_one(Study, coding.code.study_id), coding.code.key
        flash(refused.message, "error")
    if request.form.get("retour") == "code":
        return go(url_for("coding.code_edit", public_id=found.public_id, key=key))
    back: dict[str, Any] = {
        name: request.form[name] for name in ("autres", "valence") if request.form.get(name)
    }
    return go(url_for("coding.passages", public_id=found.public_id, key=key, **back))
