"""Doubtful responses: why each was left out, and counting it after all, one or several at once."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.db import writing
from feedback.instruments.queries import definition_of
from feedback.responses import comparison, operations
from feedback.responses.doubts import queries
from feedback.responses.doubts.queries import COUNTED, LEFT_OUT, Wanted
from feedback.responses.handed import FLAGS
from feedback.responses.words import FLAG_MEANINGS, FLAG_NAMES, HALF_NAMES, MODE_NAMES
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.forms import BareForm
from feedback.web.menu import Door
from feedback.web.pages import go, page

bp = Blueprint("doubts", __name__)
ACT = "settle_conflicts"
DOORS = (
    Door(
        _l("Réponses douteuses"), _l("Écartées des chiffres : pourquoi, et lesquelles compter quand même."),
        "doubts.index", ACT, "circle-help", 94,
    ),
)  # fmt: skip
STATES = {LEFT_OUT: _l("écartées"), COUNTED: _l("comptées quand même")}


def _wanted(found: Study) -> Wanted:
    """What the address asks to look at; what it does not know is everything."""
    reason, state = request.args.get("motif", ""), request.args.get("etat", "")
    asked = request.args.get("lieu", "")
    return Wanted(
        reason if reason in FLAGS else "",
        next((site for site in found.sites if site.public_id == asked), None),
        state if state in STATES else "",
    )


def _arguments(wanted: Wanted) -> dict[str, Any]:
    """The same, as an address names it."""
    named = {
        "motif": wanted.reason, "etat": wanted.state,
        "lieu": wanted.site.public_id if wanted.site else "",
    }  # fmt: skip
    return {name: value for name, value in named.items() if value}


@bp.get("/etudes/<public_id>/reponses-douteuses")
@may(ACT)
def index(public_id: str) -> Any:
    """The list, with its reasons; closed answers only, never a text."""
    found = study(account(), ACT, public_id)
    wanted, after = _wanted(found), request.args.get("apres", "")
    listed, following = queries.doubted(found, wanted, after)
    versions, tag = queries.versions(listed), str(get_locale())
    rows = [
        (one, comparison.told(definition_of(versions[one.version_id]), one.answers, tag))
        for one in listed
    ]
    return page(
        "responses/doubts.html", study=found, rows=rows, following=following, after=after,
        wanted=wanted, arguments=_arguments(wanted), numbers=queries.numbers(found, wanted),
        sites=queries.sites(listed), reasons=FLAG_NAMES, meanings=FLAG_MEANINGS, states=STATES,
        left_out=LEFT_OUT, counted=COUNTED, halves=HALF_NAMES, modes=MODE_NAMES,
        ticked=request.args.get("coches") == "1", bare=BareForm(),
    )  # fmt: skip


@bp.post("/etudes/<public_id>/reponses-douteuses")
@may(ACT)
def settle(public_id: str) -> Any:
    """Count some after all, or leave them out again; those already so are left as they are."""
    counted, wanted_ids = _gesture()
    with writing():
        found = study(account(), ACT, public_id)
        moved = [r for r in queries.these(found, wanted_ids) if r.counted != counted]
        for response in moved:
            operations.put_back(account(), response, counted)
        arguments = _arguments(_wanted(found))
    if counted:
        flash(ngettext("%(num)d réponse comptée quand même.",
                       "%(num)d réponses comptées quand même.", len(moved)))  # fmt: skip
    else:
        flash(ngettext("%(num)d réponse écartée.", "%(num)d réponses écartées.", len(moved)))
    if not wanted_ids:
        flash(_("Cochez d'abord des réponses dans la liste."), "error")
    after = request.args.get("apres") or None
    return go(url_for("doubts.index", public_id=public_id, apres=after, **arguments))


def _gesture() -> tuple[bool, list[str]]:
    """Which gesture, on which: a button beside one response, or below for those ticked."""
    for gesture, counted in (("compter", True), ("ecarter", False)):
        if one := request.form.get(gesture):
            return counted, [one]
    return request.form.get("geste") == "compter", request.form.getlist("reponse")[: queries.PAGE]
