"""Views of results and comparisons kept under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.analysis import queries
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.studies.kept import operations
from feedback.studies.kept import queries as kept
from feedback.studies.models import Study
from feedback.web.pages import go

bp = Blueprint("kept_views", __name__)
PAGES = {
    "analysis.show": ("lieu", "periode", "filtre"),
    "comparing.show": ("lieu", "periode", "filtre", "lieu2", "periode2", "filtre2"),
}


def address_of(given: Mapping[str, str], names: Sequence[str]) -> dict[str, Any]:
    """What an address holds of a page's choices."""
    return {name: given[name][:60] for name in names if given.get(name)}


@bp.post("/enquetes/<public_id>/vues")
@may("read_results")
def keep(public_id: str) -> Any:
    """Keep what a page shows under a name."""
    endpoint = request.form.get("page", "")
    names = PAGES.get(endpoint, PAGES["analysis.show"])
    endpoint = endpoint if endpoint in PAGES else "analysis.show"
    address = address_of(request.form, names)
    try:
        with writing():
            instrument = queries.survey(account(), "read_results", public_id)
            study = db.session.get_one(Study, instrument.study_id)
            operations.keep(
                account(), study, request.form.get("name", ""), endpoint, public_id, address,
                request.form.get("shared") == "1",
            )  # fmt: skip
        flash(_("Vue gardée."))
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for(endpoint, public_id=public_id, **address))


@bp.post("/vues/<view_id>/retrait")
@may("read_results")
def forget(view_id: str) -> Any:
    """Keep it no more."""
    with writing():
        held = kept.own(account(), view_id)
        address = url_for(held.page, public_id=held.of, **held.address)
        operations.forget(held)
    flash(_("Vue retirée."))
    return go(address)
