"""Pages of the codebook: the tree as a document, and its codes one by one.

They live above the room of the codebook because they say how many codings each code has.
"""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.accounts.acts import may as roles_may
from feedback.codebook import operations
from feedback.codebook.conventions import COLOURS
from feedback.codebook.models import Code
from feedback.codebook.queries import codes, tree
from feedback.coding import queries
from feedback.coding.blueprint import bp
from feedback.coding.desk import tabs
from feedback.coding.forms import CodeForm, NewCodeForm
from feedback.coding.reading_views import the_code
from feedback.db import writing
from feedback.errors import Refused
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.forms import BareForm, choices
from feedback.web.pages import go, page


def _address(found: Study, key: str = "") -> str:
    anchor = f"#code-{key}" if key else ""
    return url_for("coding.codebook", public_id=found.public_id) + anchor


@bp.get("/etudes/<public_id>/livre-de-codes")
@may("read_codebook")
def codebook(public_id: str) -> Any:
    """The tree as a document: what each code means, takes in, leaves out."""
    found = study(account(), "read_codebook", public_id)
    archived = request.args.get("archives") == "1"
    roles = account().roles(found.id)
    return page(
        "coding/codebook.html", study=found, tree=tree(found, archived), archived=archived,
        counts=queries.codings_per_code(found, account()), hue=queries.hue, bare=BareForm(), **tabs(found),
        may_edit=roles_may(roles, "edit_codebook"), may_code=roles_may(roles, "code"),
    )  # fmt: skip


@bp.post("/etudes/<public_id>/livre-de-codes")
@may("edit_codebook")
def codebook_start(public_id: str) -> Any:
    """Begin with the starter codebook."""
    found = study(account(), "edit_codebook", public_id)
    try:
        with writing():
            count = operations.create_from_library(account(), found)
        flash(_("Livre de codes créé : %(count)d codes.", count=count))
    except Refused as refused:
        flash(refused.message, "error")
    return go(_address(found))


def _fill(form: CodeForm, found: Study, code: Code | None) -> CodeForm:
    parents = [c for c in codes(found) if not c.codable and c is not code]
    form.parent.choices = choices(
        [("", _("(au premier niveau)")), *((c.key, f"{c.key} {c.name}") for c in parents)]
    )
    form.colour.choices = choices((c, chr(65 + n)) for n, c in enumerate(COLOURS))
    return form


def _form_page(found: Study, form: CodeForm, code: Code | None, status: int = 200) -> Any:
    used = queries.uses(code) if code else 0
    return page(
        "coding/code.html", status=status, study=found, form=form, code=code, used=used,
        hue=queries.hue, bare=BareForm(),
    )  # fmt: skip


def _values(form: CodeForm) -> dict[str, Any]:
    return {
        "name": form.name.data, "definition": form.definition.data or "",
        "include": form.include.data or "", "exclude": form.exclude.data or "",
        "codable": form.codable.data == "1", "colour": form.colour.data,
        "parent_key": form.parent.data or "",
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
            return go(_address(found, form.key.data))
        except Refused as refused:
            form.refuse(refused)
    return _form_page(found, form, None, 422)


@bp.get("/etudes/<public_id>/livre-de-codes/<key>")
@may("edit_codebook")
def code_edit(public_id: str, key: str) -> Any:
    """Change a code."""
    found = study(account(), "edit_codebook", public_id)
    code = the_code(found, key)
    data = {
        "parent": code.parent.key if code.parent else "",
        "codable": "1" if code.codable else "0",
    }
    form = CodeForm(obj=code, data=data)
    form.parent.data, form.codable.data = data["parent"], data["codable"]
    return _form_page(found, _fill(form, found, code), code)


@bp.post("/etudes/<public_id>/livre-de-codes/<key>")
@may("edit_codebook")
def code_save(public_id: str, key: str) -> Any:
    """Store the change; the key stays."""
    found = study(account(), "edit_codebook", public_id)
    form = CodeForm()
    _fill(form, found, the_code(found, key))
    if form.validate():
        try:
            with writing():
                code = the_code(found, key)
                operations.change_code(account(), code, used=queries.uses(code), **_values(form))
            flash(_("Code enregistré."))
            return go(_address(found, key))
        except Refused as refused:
            form.refuse(refused)
    return _form_page(found, form, the_code(found, key), 422)


@bp.post("/etudes/<public_id>/livre-de-codes/<key>/place")
@may("edit_codebook")
def code_move(public_id: str, key: str) -> Any:
    """Move a code up or down among its neighbours."""
    found = study(account(), "edit_codebook", public_id)
    with writing():
        operations.move(account(), the_code(found, key), up=request.form.get("sens") == "haut")
    return go(_address(found, key))


@bp.post("/etudes/<public_id>/livre-de-codes/<key>/archivage")
@may("edit_codebook")
def code_archive(public_id: str, key: str) -> Any:
    """Archive a code: no longer offered, its codings stay."""
    return _status(public_id, key, operations.archive, _("Code archivé : ses codages restent."))


@bp.post("/etudes/<public_id>/livre-de-codes/<key>/reouverture")
@may("edit_codebook")
def code_reopen(public_id: str, key: str) -> Any:
    """Offer an archived code again."""
    return _status(public_id, key, operations.reopen, _("Code rouvert."))


def _status(public_id: str, key: str, act: Any, said: str) -> Any:
    found = study(account(), "edit_codebook", public_id)
    try:
        with writing():
            act(account(), the_code(found, key))
        flash(said)
    except Refused as refused:
        flash(refused.message, "error")
    return go(_address(found))
