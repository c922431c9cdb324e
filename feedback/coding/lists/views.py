"""Pages of lists: filters kept, texts dealt out to coders."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.access import account, may
from feedback.coding import queries as coding
from feedback.coding.blueprint import bp
from feedback.coding.desk import states, tabs
from feedback.coding.lists import operations, queries
from feedback.corpus import queries as texts
from feedback.corpus.moderation import words
from feedback.db import writing
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.pages import go, page

ALL = 10**9


def beside(found: Study) -> dict[str, Any]:
    """What the list of texts shows beside its texts."""
    told = tabs(found)
    finishers = [one for one in queries.finishers(found) if told["leads"] or one == account()]
    return {
        "saved": queries.saved(account(), found), "asked": queries.asked(found), "me": account(),
        "finishers": finishers,
        **told,
    }  # fmt: skip


def _filters() -> coding.Filters:
    return coding.filters_of(request.values)


def _list(found: Study, filters: coding.Filters) -> Any:
    return go(url_for("coding.index", public_id=found.public_id, **filters.as_address()))


def _shared() -> bool:
    return request.form.get("shared") == "1"


@bp.post("/etudes/<public_id>/codage/filtres")
@may("code")
def keep_filter(public_id: str) -> Any:
    """Keep the filter of the list under a name."""
    found, filters = study(account(), "code", public_id), _filters()
    try:
        with writing():
            operations.keep_filter(
                account(), found, request.form.get("name", ""), filters.as_address(), _shared()
            )
        flash(_("Filtre gardé."))
    except Refused as refused:
        flash(str(refused.message), "error")
    return _list(found, filters)


@bp.post("/etudes/<public_id>/codage/filtres/<filter_id>")
@may("code")
def change_filter(public_id: str, filter_id: str) -> Any:
    """Rename a filter of one's own, share it or no longer, or remove it."""
    found = study(account(), "code", public_id)
    try:
        with writing():
            kept = queries.own_filter(account(), found, filter_id)
            operations.change_filter(account(), kept, request.form.get("name", ""), _shared())
        flash(_("Filtre modifié."))
    except Refused as refused:
        flash(str(refused.message), "error")
    return _list(found, _filters())


@bp.post("/etudes/<public_id>/codage/filtres/<filter_id>/retrait")
@may("code")
def remove_filter(public_id: str, filter_id: str) -> Any:
    """Forget a filter of one's own."""
    found = study(account(), "code", public_id)
    with writing() as session:
        session.delete(queries.own_filter(account(), found, filter_id))
    flash(_("Filtre retiré."))
    return _list(found, _filters())


# --- texts dealt out -----------------------------------------------------------------------


@bp.get("/etudes/<public_id>/codage/attributions")
@may("edit_codebook")
def assignments(public_id: str) -> Any:
    """Who is to code what, and how far each is; texts of a filter to deal out."""
    return _assignments(study(account(), "edit_codebook", public_id))


def _assignments(found: Study, problem: Refused | None = None) -> Any:
    filters = _filters()
    return page(
        "coding/assignments.html", status=422 if problem else 200, study=found, filters=filters,
        shares=queries.shares(found, states()), coders=queries.coders(found), problem=problem,
        free=_total(found, filters, True), total=_total(found, filters, False), words=words,
        saved=queries.saved(account(), found), chosen=set(request.form.getlist("coders")),
        each=request.form.get("how") == "each", address=filters.as_address(),
    )  # fmt: skip


def _wanted(found: Study, filters: coding.Filters, free: bool) -> tuple[Any, list[Any]]:
    """The texts of the filter, those assigned to nobody if asked."""
    more = coding.conditions(account(), filters)
    if free:
        more.append(queries.not_assigned())
    return coding.wanted(found, states(), filters), more


def _total(found: Study, filters: coding.Filters, free: bool) -> int:
    here, more = _wanted(found, filters, free)
    return texts.total(here, *more)


@bp.post("/etudes/<public_id>/codage/attributions")
@may("edit_codebook")
def assign(public_id: str) -> Any:
    """Deal the texts of a filter out."""
    found = study(account(), "edit_codebook", public_id)
    here, more = _wanted(found, _filters(), request.form.get("free") == "1")
    given = {normalise(one) for one in request.form.getlist("coders")}
    try:
        with writing():
            coders = [one for one in queries.coders(found) if one.public_id in given]
            documents = texts.ids(here, None, ALL, *more)
            new = operations.deal(
                account(), found, documents, coders, request.form.get("how") == "each"
            )
    except Refused as refused:
        return _assignments(found, refused)
    flash(ngettext("%(num)d texte attribué.", "%(num)d textes attribués.", new))
    return go(url_for("coding.assignments", public_id=public_id))


@bp.post("/etudes/<public_id>/codage/attributions/retrait")
@may("edit_codebook")
def take_back(public_id: str) -> Any:
    """Take back what somebody has not coded yet."""
    found = study(account(), "edit_codebook", public_id)
    given = request.form.get("coder", "")
    with writing():
        known = {share.coder.public_id: share.coder.id for share in queries.shares(found, states())}
        count = operations.take_back(account(), found, known[given]) if given in known else 0
    flash(ngettext("%(num)d texte repris.", "%(num)d textes repris.", count))
    return go(url_for("coding.assignments", public_id=public_id))
