"""Exports: ask for a workbook, watch it being made, take it, destroy it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import current_app, flash, redirect, send_file, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.accounts.acts import may as roles_may
from feedback.accounts.queries import allowed_sites
from feedback.analysis import operations as figures
from feedback.analysis import periods, places
from feedback.analysis import queries as analysis
from feedback.analysis.forms import period_name, place_choices
from feedback.analysis.results.queries import source, starts
from feedback.analysis.showing.queries import plan
from feedback.config import files_folder
from feedback.db import db, utcnow, writing
from feedback.errors import Refused
from feedback.exports import operations, queries
from feedback.exports.blueprint import bp
from feedback.exports.catalogue import (
    DATA,
    FAILURES,
    GONE,
    MANAGER,
    OF_KIND,
    OFFERS,
    QDPX,
    RESEARCH,
    STEPS,
)
from feedback.exports.forms import DataForm, ManagerForm, ResearchForm, ToolsForm
from feedback.exports.jobs import unlink
from feedback.exports.names import file_name
from feedback.exports.scope import Scope
from feedback.exports.standing import queries as standing
from feedback.exports.standing import views as standing_views
from feedback.instruments.models import Instrument
from feedback.jobs.models import Job
from feedback.responses.weeks import PARIS
from feedback.studies.models import Study
from feedback.studies.queries import sites_of, studies, study
from feedback.web.forms import BareForm, choices
from feedback.web.menu import Door, Entry
from feedback.web.pages import go, page

__all__ = ["DOORS", "NAV", "bp", "standing_views"]
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
    return _index(found)


def _roles(found: Study) -> set[str]:
    return account().roles(found.id)


def _index(found: Study, kept: dict[str, Any] | None = None, status: int = 200) -> Any:
    """What one may have; a form in error is shown as it was filled in."""
    made = {MANAGER: _manager_form, RESEARCH: _research_form, QDPX: _tools_form, DATA: _data_form}
    forms = {kind: (kept or {}).get(kind) or make(found) for kind, make in made.items()}
    wrong = next((form for form in forms.values() if form is not None and form.errors), None)
    return page(
        "exports/index.html", "exports/_files.html", status=status, study=found, forms=forms,
        offers=[offer for offer in OFFERS if forms[offer.kind] is not None], form=wrong,
        holds=queries.holds(_scope(found, None)) if forms[RESEARCH] is not None else None,
        **_files(found),
    )  # fmt: skip


def _files(found: Study) -> dict[str, Any]:
    jobs = queries.mine(account(), found)
    days = current_app.config["EXPORT_DAYS"]
    return {
        "standing": standing.mine(account(), found),
        "jobs": jobs, "offer_of": OF_KIND, "steps": STEPS, "gone": GONE, "failures": FAILURES,
        "days": days, "busy": any(not job.ended for job in jobs), "bare": BareForm(),
        "leaving": {job.id: queries.must_go(job, utcnow(), days) for job in jobs if job.file},
        "until": {
            job.id: job.finished_at + periods.dt.timedelta(days=days)
            for job in jobs if job.finished_at
        },
    }  # fmt: skip


def _manager_form(found: Study) -> ManagerForm | None:
    """The form of the managers' workbook, for whoever may have it."""
    if not roles_may(_roles(found), "export_manager"):
        return None
    form = ManagerForm()
    surveys = analysis.surveys(found)
    mine = allowed_sites(account(), "export_manager", found.id)
    offered: list[places.Place] = []
    months: list[periods.Period] = []
    for one in surveys:
        of = source(one, live=False, threshold=current_app.config["MASK_INSIDE"], mine=mine)
        known = {place.code for place in offered}
        offered += [
            place
            for place in places.offered(of.sites, mine, _("Tous les lieux"))
            if place.code not in known
        ]
        months += periods.months(starts(of), _today())
    form.place.choices = place_choices(offered)
    closed = {period.code: period for period in months if not period.open}
    latest = sorted(closed.values(), key=lambda period: period.code, reverse=True)
    named = [(p.code, period_name(p, str(get_locale()))) for p in (periods.EVERYTHING, *latest)]
    form.period.choices = choices(named)
    return form


def _today() -> periods.dt.date:
    return utcnow().astimezone(PARIS).date()


def _research_form(found: Study) -> ResearchForm | None:
    """The form of the researchers' workbook, for whoever may have it."""
    if not roles_may(_roles(found), "export_research"):
        return None
    form = ResearchForm()
    sites = sites_of(account(), "export_research", found)
    form.sites.choices = choices((s.public_id, s.name) for s in sites)
    return form


def _tools_form(found: Study) -> ToolsForm | None:
    """The form of files for other tools, for whoever may have them."""
    return ToolsForm() if roles_may(_roles(found), "export_research") else None


def _data_form(found: Study) -> DataForm | None:
    """The form of files for other programs, for whoever may have them."""
    return DataForm() if roles_may(_roles(found), "export_research") else None


def _scope(found: Study, form: ResearchForm | None) -> Scope:
    """What the form asks; without any site ticked, all within reach."""
    limit = allowed_sites(account(), "export_research", found.id)
    if form is None:
        some = None if limit is None else frozenset(limit)
        return Scope(found.id, some, reader=account().id)
    wanted = set(form.sites.data or ())
    chosen = frozenset(s.id for s in found.sites if s.public_id in wanted)
    sites = chosen or (None if limit is None else frozenset(limit))
    return Scope(found.id, sites, form.first.data, form.last.data, account().id)


@bp.post("/etudes/<public_id>/exports/responsables")
@may("export_manager")
def ask_manager(public_id: str) -> Any:
    """Ask for the managers' workbook."""
    found = study(account(), "export_manager", public_id)
    form = _manager_form(found)
    assert form is not None  # the act was checked
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
            return _asked(public_id)
        except Refused as refused:
            form.refuse(refused)
    return _index(found, {MANAGER: form}, 422)


def _show_closed(found: Study) -> None:
    """The workbook says what the page says: months that have closed are shown first."""
    for one in [s.id for s in analysis.surveys(found)]:
        if not analysis.shown_today(one, _today()):
            instrument = db.session.get_one(Instrument, one)
            ready = plan(instrument, _today(), current_app.config["MASK_INSIDE"])
            with writing():
                figures.show(ready)


@bp.post("/etudes/<public_id>/exports/recherche")
@may("export_research")
def ask_research(public_id: str) -> Any:
    """Ask for the researchers' workbook."""
    found = study(account(), "export_research", public_id)
    form = _research_form(found)
    assert form is not None  # the act was checked
    if form.validate():
        try:
            scope = _scope(found, form)
            with writing():
                operations.ask_research(
                    account(), db.session.get_one(Study, found.id), scope,
                    current_app.config["MASK_INSIDE"],
                )  # fmt: skip
            return _asked(public_id)
        except Refused as refused:
            form.refuse(refused)
    return _index(found, {RESEARCH: form}, 422)


@bp.post("/etudes/<public_id>/exports/donnees")
@may("export_research")
def ask_data(public_id: str) -> Any:
    """Ask for all tables in a format."""
    found = study(account(), "export_research", public_id)
    form = DataForm()
    if form.validate():
        try:
            scope = _scope(found, None)
            with writing():
                owner, least = (
                    db.session.get_one(Study, found.id),
                    current_app.config["MASK_INSIDE"],
                )
                operations.ask_data(account(), owner, scope, form.format.data, least)
            return _asked(public_id)
        except Refused as refused:
            form.refuse(refused)
    return _index(found, {DATA: form}, 422)


@bp.post("/etudes/<public_id>/exports/logiciels")
@may("export_research")
def ask_for_tools(public_id: str) -> Any:
    """Ask for a file for another tool."""
    found = study(account(), "export_research", public_id)
    form = ToolsForm()
    if form.validate():
        try:
            scope = _scope(found, None)
            with writing():
                owner = db.session.get_one(Study, found.id)
                operations.ask_for_tools(account(), owner, scope, form.what.data)
            return _asked(public_id)
        except Refused as refused:
            form.refuse(refused)
    return _index(found, {QDPX: form}, 422)


def _asked(public_id: str) -> Any:
    flash(_("Votre fichier se prépare. Vous pouvez quitter cette page : un avis vous préviendra."))
    return go(url_for("exports.index", public_id=public_id) + "#mes-fichiers")


def _back(job: Job) -> Any:
    owner = db.session.get_one(Study, job.study_id)
    return go(url_for("exports.index", public_id=owner.public_id) + "#mes-fichiers")


@bp.get("/fichiers/<public_id>")
@may("see_exports")
def download(public_id: str) -> Any:
    """Take a file: only the one who asked, only while within reach, and the log says so."""
    job = queries.job(account(), public_id)
    why = queries.must_go(job, utcnow(), current_app.config["EXPORT_DAYS"]) if job.file else ""
    if why:
        with writing():
            name = operations.destroy(None, queries.job(account(), public_id), why)
        unlink(name)
        job = queries.job(account(), public_id)
    path = files_folder(Path(current_app.instance_path)) / job.file
    if not job.file or not path.is_file():
        flash(_("Ce fichier n'existe plus. Demandez-le de nouveau : il sera lu à neuf."), "error")
        return _back(job)
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
    return _back(job)


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
    return _back(job)


@bp.post("/fichiers/<public_id>/nouvelle-demande")
@may("see_exports")
def again(public_id: str) -> Any:
    """The same file, read afresh."""
    job = queries.job(account(), public_id)
    try:
        with writing():
            operations.ask_again(account(), queries.job(account(), public_id))
        flash(_("Votre fichier se prépare de nouveau."))
    except Refused as refused:
        flash(refused.message, "error")
    return _back(job)
