"""The tree of codes: read, reorganised by hand or keys, one code or many at once, printed."""

from __future__ import annotations

from typing import Any

from flask import flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.access import account, may
from feedback.codebook import operations
from feedback.codebook.history.queries import steps
from feedback.codebook.history.words import ACTS
from feedback.codebook.models import Code
from feedback.codebook.queries import tree
from feedback.codebook.shelving.operations import nudge
from feedback.codebook.versions.queries import last_number
from feedback.coding import queries as coding_queries
from feedback.coding.blueprint import bp
from feedback.coding.codebook import (
    code_views,
    file_views,
    merging_views,
    queries,
    version_views,
)
from feedback.coding.codebook import operations as acts
from feedback.coding.codebook.code_views import act_on
from feedback.coding.codebook.desk import (
    address,
    chosen,
    named,
    readers_states,
    rights,
    the_code,
    tree_page,
)
from feedback.corpus.moderation import words
from feedback.db import writing
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.forms import BareForm
from feedback.web.pages import go, page

__all__ = ["code_views", "file_views", "merging_views", "version_views"]
WAYS = {"haut": "up", "bas": "down", "dedans": "in", "dehors": "out"}


@bp.get("/etudes/<public_id>/livre-de-codes")
@may("read_codebook")
def codebook(public_id: str) -> Any:
    """The tree as a document: what each code means, takes in, leaves out."""
    return tree_page(study(account(), "read_codebook", public_id))


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
    return go(address(found))


@bp.get("/etudes/<public_id>/livre-de-codes-imprime")
@may("read_codebook")
def codebook_print(public_id: str) -> Any:
    """The book as a document to print: contents, definitions, examples."""
    found = study(account(), "read_codebook", public_id)
    return page(
        "coding/codebook/print.html", study=found, tree=tree(found), hue=coding_queries.hue,
        used=queries.used(found, account()),
        examples=queries.examples(found, readers_states(found), account()),
        words=words, version=last_number(found),
    )  # fmt: skip


@bp.get("/etudes/<public_id>/livre-de-codes-historique")
@may("read_codebook")
def codebook_history(public_id: str) -> Any:
    """What was done to the book, latest first, each act with its way back."""
    found = study(account(), "read_codebook", public_id)
    return page(
        "coding/codebook/history.html", study=found, steps=steps(found), acts=ACTS,
        **rights(found), bare=BareForm(),
    )  # fmt: skip


# --- Acts on the tree ----------------------------------------------------------------------


@bp.post("/etudes/<public_id>/livre-de-codes/<key>/place")
@may("edit_codebook")
def code_move(public_id: str, key: str) -> Any:
    """Move a code one step: up, down, under its neighbour, out of its family."""

    def act(found: Study) -> tuple[str, str]:
        code = the_code(found, key)
        to = nudge(code, WAYS.get(request.form.get("sens", ""), ""))
        if to is None:
            raise Refused(_("Ce code ne peut pas aller plus loin par là."))
        parent, before = (_by_id(found, number) for number in to)
        operations.move(account(), found, [code], parent, before)
        return _where(code), key

    return act_on(public_id, act)


def _by_id(found: Study, number: int | None) -> Code | None:
    return next((b.code for b in _all(tree(found, archived=True)) if b.code.id == number), None)


def _all(branches: Any) -> Any:
    for branch in branches:
        yield branch
        yield from _all(branch.children)


def _where(code: Code) -> str:
    if code.parent is None:
        return _("%(key)s est au premier niveau.", key=code.key)
    return _("%(key)s est sous %(parent)s.", key=code.key, parent=f"{code.parent.key} {code.parent.name}")  # fmt: skip


@bp.post("/etudes/<public_id>/livre-de-codes-deplacement")
@may("edit_codebook")
def codebook_place(public_id: str) -> Any:
    """Put the codes chosen before, after or under another."""

    def act(found: Study) -> tuple[str, str]:
        codes = chosen(found)
        target = named(found, "vers")
        way = request.form.get("ou", "")
        if not codes or target in codes:
            raise Refused(_("Choisissez un code et sa place."))
        if way == "sous":
            operations.move(account(), found, codes, target)
        else:
            before = target if way == "avant" else _next(found, target)
            operations.move(account(), found, codes, target.parent, before)
        return _where(codes[0]), codes[0].key

    return act_on(public_id, act)


def _next(found: Study, target: Code) -> Code | None:
    shelf = [
        b.code for b in _all(tree(found, archived=True)) if b.code.parent_id == target.parent_id
    ]
    at = shelf.index(target) + 1
    return shelf[at] if at < len(shelf) else None


@bp.post("/etudes/<public_id>/livre-de-codes-lot")
@may("edit_codebook")
def codebook_many(public_id: str) -> Any:
    """Move, archive, reopen or validate the codes ticked, in one act."""
    if request.form.get("geste") == "fusionner":
        return merging_views.ask(public_id)

    def act(found: Study) -> tuple[str, str]:
        codes, what = chosen(found), request.form.get("geste", "")
        if not codes:
            raise Refused(_("Cochez d'abord des codes."))
        count, first = len(codes), codes[0].key
        if what == "deplacer":
            return _shelve(found, codes), first
        if what == "archiver":
            operations.archive(account(), found, codes)
            return ngettext("%(num)d code archivé : ses codages restent.", "%(num)d codes archivés : leurs codages restent.", count), ""  # fmt: skip
        if what == "rouvrir":
            operations.reopen(account(), found, codes)
            return ngettext("%(num)d code rouvert.", "%(num)d codes rouverts.", count), first
        if what == "valider":
            operations.validate(account(), found, codes)
            return ngettext("%(num)d code validé.", "%(num)d codes validés.", count), first
        raise Refused(_("Choisissez ce qu'il faut faire des codes cochés."))

    return act_on(public_id, act)


def _shelve(found: Study, codes: list[Code]) -> str:
    to = normalise(request.form.get("famille", ""))[:20]
    if not to:
        raise Refused(_("Choisissez où déplacer les codes cochés."))
    parent = None if to == "-" else named(found, "famille")
    operations.move(account(), found, codes, parent)
    return ngettext("%(num)d code déplacé.", "%(num)d codes déplacés.", len(codes))


@bp.post("/etudes/<public_id>/livre-de-codes-annulation")
@may("edit_codebook")
def codebook_undo(public_id: str) -> Any:
    """Take an act back, codings included."""

    def act(found: Study) -> tuple[str, str]:
        step = acts.undo(account(), found, normalise(request.form.get("etape", ""))[:10])
        return _("Annulé : %(keys)s %(act)s.", keys=step.keys, act=ACTS[step.act]), ""

    return act_on(public_id, act)
