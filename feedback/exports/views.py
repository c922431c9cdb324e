"""Exports: ask for a workbook, watch it being made, take it, destroy it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import current_app, flash, redirect, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.accounts.queries import allowed_sites
from feedback.analysis import operations as figures
from feedback.analysis import queries as analysis
from feedback.analysis.showing.queries import plan
from feedback.config import files_folder
from feedback.db import db, utcnow, writing
from feedback.errors import Refused
from feedback.exports import operations, queries
from feedback.exports.blueprint import bp
from feedback.exports.catalogue import DATA, MANAGER, OF_KIND, QDPX, RESEARCH
from feedback.exports.desk import (
    asked,
    back,
    manager_form,
    research_form,
    scope_of,
    shown,
    sources_of,
    today,
)
from feedback.exports.forms import DataForm, ToolsForm
from feedback.exports.jobs import unlink
from feedback.exports.names import file_name
from feedback.exports.standing import operations as standing_files
from feedback.exports.standing import views as standing_views
from feedback.exports.tables import views as table_views
from feedback.instruments.models import Instrument
from feedback.responses.weeks import PARIS
from feedback.studies.models import Study
from feedback.studies.queries import studies, study
from feedback.web.menu import Door, Entry
from feedback.web.pages import page

__all__ = ["DOORS", "NAV", "bp", "standing_views", "table_views"]
NAV = (Entry(_l("Exports"), "exports.choose", "see_exports", "file-spreadsheet", 80),)
DOORS = (
    Door(
        _l("Exports"), _l("Des classeurs Excel qui disent ce qu'ils contiennent."),
        "exports.index", "see_exports", "file-spreadsheet", 80,
    ),
)  # fmt: skip


@bp.get("/exports")
@may("see_exports")
def choose() -> Any:
    """The exports of the person's study, or the choice between several."""
    found = studies(account(), "see_exports")
    if len(found) == 1:
        return redirect(url_for("exports.index", public_id=found[0].public_id), 303)
    return page("studies/choose.html", studies=found, endpoint="exports.index", title=_("Exports"))


@bp.get("/etudes/<public_id>/exports")
@may("see_exports")
def index(public_id: str) -> Any:
    """What one may have of a study, and the files asked for."""
    found = study(account(), "see_exports", public_id)
    return shown(found)


@bp.post("/etudes/<public_id>/exports/responsables")
@may("export_manager")
def ask_manager(public_id: str) -> Any:
    """Ask for the managers' workbook."""
    found = study(account(), "export_manager", public_id)
    form = manager_form(sources_of(found))
    if form.validate():
        try:
            _show_closed(found)
            with writing():
                mine = allowed_sites(account(), "export_manager", found.id)
                operations.ask_manager(
                    account(), db.session.get_one(Study, found.id), place=form.place.data,
                    period=form.period.data, sites=mine,
                    threshold=current_app.config["MASK_INSIDE"],
                )  # fmt: skip
            return asked(public_id)
        except Refused as refused:
            form.refuse(refused)
    return shown(found, {MANAGER: form}, 422)


def _show_closed(found: Study) -> None:
    """The workbook says what the page says: months that have closed are shown first."""
    for one in [s.id for s in analysis.surveys(found)]:
        if not analysis.shown_today(one, today()):
            instrument = db.session.get_one(Instrument, one)
            ready = plan(instrument, today(), current_app.config["MASK_INSIDE"])
            with writing():
                figures.show(ready)


@bp.post("/etudes/<public_id>/exports/recherche")
@may("export_research")
def ask_research(public_id: str) -> Any:
    """Ask for the researchers' workbook."""
    found = study(account(), "export_research", public_id)
    form = research_form(found)
    if form.validate():
        try:
            scope = scope_of(found, form)
            with writing():
                operations.ask_research(
                    account(), db.session.get_one(Study, found.id), scope,
                    current_app.config["MASK_INSIDE"],
                )  # fmt: skip
            return asked(public_id)
        except Refused as refused:
            form.refuse(refused)
    return shown(found, {RESEARCH: form}, 422)


@bp.post("/etudes/<public_id>/exports/donnees")
@may("export_research")
def ask_data(public_id: str) -> Any:
    """Ask for all tables in a format."""
    found = study(account(), "export_research", public_id)
    form = DataForm()
    if form.validate():
        try:
            scope = scope_of(found, None)
            with writing():
                owner, least = (
                    db.session.get_one(Study, found.id),
                    current_app.config["MASK_INSIDE"],
                )
                operations.ask_data(account(), owner, scope, form.format.data, least)
            return asked(public_id)
        except Refused as refused:
            form.refuse(refused)
    return shown(found, {DATA: form}, 422)


@bp.post("/etudes/<public_id>/exports/logiciels")
@may("export_research")
def ask_for_tools(public_id: str) -> Any:
    """Ask for a file for another tool."""
    found = study(account(), "export_research", public_id)
    form = ToolsForm()
    if form.validate():
        try:
            scope = scope_of(found, None)
            with writing():
                owner = db.session.get_one(Study, found.id)
                operations.ask_for_tools(account(), owner, scope, form.what.data)
            return asked(public_id)
        except Refused as refused:
            form.refuse(refused)
    return shown(found, {QDPX: form}, 422)


@bp.get("/fichiers/<public_id>")
@may("see_exports")
def download(public_id: str) -> Any:
    """Take a file: only the one who asked, only while within reach, and the log says so."""
    job = queries.job(account(), public_id)
    why = queries.must_go(job, utcnow(), current_app.config["EXPORT_DAYS"]) if job.file else ""
    if why:
        with writing():
            gone = queries.job(account(), public_id)
            name = operations.destroy(None, gone, why)
            standing_files.hasten(utcnow(), [gone.id] if why == "withdrawal" else [])
        unlink(name)
        job = queries.job(account(), public_id)
    path = files_folder(Path(current_app.instance_path)) / job.file
    if not job.file or not path.is_file():
        flash(_("Ce fichier n'existe plus. Demandez-le de nouveau : il sera lu à neuf."), "error")
        return back(job)
    owner = db.session.get_one(Study, job.study_id).title
    offer = OF_KIND[job.kind]
    day = job.created_at.astimezone(PARIS).date()
    name = file_name(job.kind, owner, day, offer.suffix)
    with writing():
        operations.taken(account(), queries.job(account(), public_id))
    response = send_file(path, offer.mime, as_attachment=True, download_name=name, max_age=0)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/fichiers/<public_id>/suppression")
@may("see_exports")
def delete(public_id: str) -> Any:
    """Destroy one's file."""
    job = queries.job(account(), public_id)
    try:
        with writing():
            name = operations.destroy(account(), queries.job(account(), public_id), "deleted")
        unlink(name)
        flash(_("Fichier effacé."))
    except Refused as refused:
        flash(refused.message, "error")
    return back(job)


@bp.post("/fichiers/<public_id>/annulation")
@may("see_exports")
def cancel(public_id: str) -> Any:
    """Stop a file that is being made."""
    job = queries.job(account(), public_id)
    try:
        with writing():
            operations.cancel(account(), queries.job(account(), public_id))
        flash(_("Demande annulée."))
    except Refused as refused:
        flash(refused.message, "error")
    return back(job)


@bp.post("/fichiers/<public_id>/nouvelle-demande")
@may("see_exports")
def again(public_id: str) -> Any:
    """The same file, read afresh."""
    job = queries.job(account(), public_id)
    try:
        with writing():
            least = current_app.config["MASK_INSIDE"]
            operations.ask_again(account(), queries.job(account(), public_id), least)
        flash(_("Votre fichier se prépare de nouveau."))
    except Refused as refused:
        flash(refused.message, "error")
    return back(job)
