"""One table of a study, made again by itself, and the address from which a spreadsheet reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app

from feedback.accounts.access import account, may
from feedback.accounts.queries import allowed_sites
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.exports import operations
from feedback.exports.blueprint import bp
from feedback.exports.catalogue import FIGURES, TABLE
from feedback.exports.desk import figures_form, scope_of, shown, sources_of, table_form
from feedback.exports.standing.operations import begin, open_link
from feedback.exports.standing.views import link_page
from feedback.jobs.models import Job
from feedback.studies.models import Study
from feedback.studies.queries import study


@bp.post("/etudes/<public_id>/exports/table")
@may("export_research")
def ask_table(public_id: str) -> Any:
    """An address that opens one table of rows."""
    found = study(account(), "export_research", public_id)
    form = table_form(found)
    if form.validate():
        try:
            scope, least = scope_of(found, None), current_app.config["MASK_INSIDE"]
            return _address(
                lambda: operations.ask_table(
                    account(), db.session.get_one(Study, found.id), scope, form.table.data, least
                ),
                form.every.data,
            )
        except Refused as refused:
            form.refuse(refused)
    return shown(found, {TABLE: form}, 422)


@bp.post("/etudes/<public_id>/exports/chiffres")
@may("export_manager")
def ask_figures(public_id: str) -> Any:
    """An address that opens one table of figures."""
    found = study(account(), "export_manager", public_id)
    form = figures_form(sources_of(found))
    if form.validate():
        try:
            mine = allowed_sites(account(), "export_manager", found.id)
            return _address(
                lambda: operations.ask_figures(
                    account(), db.session.get_one(Study, found.id), table=form.figures.data,
                    place=form.where.data, sites=mine, threshold=current_app.config["MASK_INSIDE"],
                ),
                form.again.data,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused)
    return shown(found, {FIGURES: form}, 422)


def _address(ask: Callable[[], Job], every: str) -> Any:
    """Ask for the file, keep it up to date, and tell its address once."""
    with writing():
        held = begin(account(), ask(), every, own=True)
        token, number = open_link(account(), held), held.public_id
    return link_page(number, token)
