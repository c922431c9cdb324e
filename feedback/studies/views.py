"""Pages of studies, their teams, and the sites."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.accounts.acts import STUDY_ROLES
from feedback.accounts.queries import all_accounts, by_public_id
from feedback.db import writing
from feedback.errors import NotAllowed, Refused
from feedback.studies import operations, queries, sheet
from feedback.studies.forms import (
    ROLE_NAMES,
    NewStudyForm,
    SiteForm,
    SitesFileForm,
    StudyForm,
    TeamForm,
)
from feedback.studies.models import Study
from feedback.studies.notice import FIELDS, missing
from feedback.web.forms import BareForm, choices
from feedback.web.menu import Entry
from feedback.web.pages import go, page

bp = Blueprint("studies", __name__)
NAV = (Entry(_l("Études"), "studies.index", "see_study", "folder-open", 10),)


@bp.get("/etudes")
@may("see_study")
def index() -> Any:
    """The studies of the person."""
    archived = request.args.get("archivees") == "1"
    found = queries.studies(account(), "see_study", archived)
    return page("studies/index.html", studies=found, archived=archived)


@bp.get("/etudes/nouvelle")
@may("create_study")
def new() -> Any:
    """A new study."""
    return page("studies/new.html", form=_new_form())


def _new_form() -> NewStudyForm:
    form = NewStudyForm()
    form.lead.choices = choices((a.public_id, a.name) for a in all_accounts() if a.active)
    return form


@bp.post("/etudes")
@may("create_study")
def create() -> Any:
    """Create the study and name its first lead."""
    form = _new_form()
    if not form.validate():
        return page("studies/new.html", status=422, form=form)
    with writing():
        lead = by_public_id(form.lead.data)
        assert lead is not None  # the form offered it
        study = operations.create_study(account(), form.title.data, lead)
        public_id = study.public_id
    flash(_("Étude créée. %(name)s en est responsable.", name=lead.name))
    return go(url_for("studies.show", public_id=public_id))


@bp.get("/etudes/<public_id>")
@may("see_study")
def show(public_id: str) -> Any:
    """A study: what it is, where it stands, who works on it."""
    study = queries.study(account(), "see_study", public_id)
    return page(
        "studies/show.html", study=study, team=queries.team(study), roles=ROLE_NAMES,
        missing=missing(study.notice), bare=BareForm(),
    )  # fmt: skip


def _study_form(study: Study) -> StudyForm:
    form = StudyForm(
        data={
            "title": study.title, "purpose": study.purpose, "starts_on": study.starts_on,
            "ends_on": study.ends_on,
            "sites": [s.public_id for s in study.sites],
            **{name: study.notice.get(name) for name in FIELDS},
        }
    )  # fmt: skip
    # A closed site stays in the studies that had it
    offered = [s for s in queries.all_sites() if s.active or s in study.sites]
    form.sites.choices = choices((s.public_id, s.name) for s in offered)
    return form


@bp.get("/etudes/<public_id>/modification")
@may("edit_study")
def edit(public_id: str) -> Any:
    """Change a study."""
    study = queries.study(account(), "edit_study", public_id)
    return page("studies/edit.html", study=study, form=_study_form(study))


@bp.post("/etudes/<public_id>/modification")
@may("edit_study")
def edit_post(public_id: str) -> Any:
    """Store the changes."""
    study = queries.study(account(), "edit_study", public_id)
    form = _study_form(study)
    if form.validate():
        try:
            with writing():
                _save(study, form)
            flash(_("Étude enregistrée."))
            return go(url_for("studies.show", public_id=public_id))
        except Refused as refused:
            form.refuse(refused)
    return page("studies/edit.html", status=422, study=study, form=form)


def _save(study: Study, form: StudyForm) -> None:
    wanted = set(form.sites.data or ())
    operations.edit_study(
        account(), study,
        title=form.title.data, purpose=form.purpose.data or "",
        starts_on=form.starts_on.data, ends_on=form.ends_on.data,
        notice={name: form[name].data for name in FIELDS},
        sites=[s for s in queries.all_sites() if s.public_id in wanted],
    )  # fmt: skip


@bp.post("/etudes/<public_id>/archivage")
@may("edit_study")
def archive(public_id: str) -> Any:
    """Close the study."""
    with writing():
        operations.archive(account(), queries.study(account(), "edit_study", public_id))
    flash(_("Étude archivée. Rien n'est effacé ; vous pouvez la rouvrir."))
    return go(url_for("studies.show", public_id=public_id))


@bp.post("/etudes/<public_id>/reouverture")
@may("edit_study")
def reopen(public_id: str) -> Any:
    """Open it again."""
    with writing():
        operations.reopen(account(), queries.study(account(), "edit_study", public_id))
    flash(_("Étude rouverte."))
    return go(url_for("studies.show", public_id=public_id))


def _team_form(study: Study) -> TeamForm:
    form = TeamForm()
    form.person.choices = choices((a.public_id, a.name) for a in all_accounts() if a.active)
    form.role.choices = choices((r, ROLE_NAMES[r]) for r in STUDY_ROLES)
    form.sites.choices = choices((s.public_id, s.name) for s in study.sites)
    return form


@bp.get("/etudes/<public_id>/equipe")
@may("manage_team")
def team(public_id: str) -> Any:
    """Who does what in the study."""
    study = queries.study(account(), "manage_team", public_id)
    return _team_page(study, _team_form(study))


def _team_page(study: Study, form: TeamForm, status: int = 200) -> Any:
    return page(
        "studies/team.html", status=status, study=study, form=form, team=queries.team(study),
        roles=ROLE_NAMES, bare=BareForm(),
    )  # fmt: skip


@bp.post("/etudes/<public_id>/equipe")
@may("manage_team")
def team_post(public_id: str) -> Any:
    """Give someone a role."""
    study = queries.study(account(), "manage_team", public_id)
    form = _team_form(study)
    if form.validate():
        try:
            with writing():
                person = by_public_id(form.person.data)
                assert person is not None  # the form offered it
                wanted = set(form.sites.data or ())
                sites = {s.id for s in study.sites if s.public_id in wanted}
                operations.join_team(account(), study, person, form.role.data, sites)
            flash(_("Rôle donné."))
            return go(url_for("studies.team", public_id=public_id))
        except Refused as refused:
            form.refuse(refused)
    return _team_page(study, form, 422)


@bp.post("/etudes/<public_id>/equipe/<int:grant_id>/retrait")
@may("manage_team")
def team_leave(public_id: str, grant_id: int) -> Any:
    """Take a role away."""
    study = queries.study(account(), "manage_team", public_id)
    try:
        with writing():
            grant = next((g for g in queries.team(study) if g.id == grant_id), None)
            if grant is None:
                raise NotAllowed
            operations.leave_team(account(), study, grant)
        flash(_("Rôle retiré."))
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("studies.team", public_id=public_id))


@bp.get("/lieux")
@may("manage_sites")
def sites() -> Any:
    """Places of reception, by territory."""
    return _sites_page(SitesFileForm())


def _sites_page(form: SitesFileForm, status: int = 200) -> Any:
    return page(
        "studies/sites.html", status=status, sites=queries.all_sites(), form=form,
        used=queries.studies_per_site(),
    )  # fmt: skip


@bp.get("/lieux/nouveau")
@may("manage_sites")
def site_new() -> Any:
    """A new site."""
    return _site_page(SiteForm(), None)


def _site_page(form: SiteForm, public_id: str | None, status: int = 200) -> Any:
    names = [t.name for t in queries.territories()]
    return page(
        "studies/site.html", status=status, form=form, public_id=public_id, territories=names
    )


@bp.post("/lieux/nouveau")
@may("manage_sites")
def site_create() -> Any:
    """Store a new site."""
    return _store_site(None)


@bp.get("/lieux/<public_id>")
@may("manage_sites")
def site(public_id: str) -> Any:
    """Change a site."""
    found = queries.site(public_id)
    territory = found.territory.name if found.territory else ""
    form = SiteForm(code=found.code, name=found.name, active=found.active, territory=territory)
    return _site_page(form, public_id)


@bp.post("/lieux/<public_id>")
@may("manage_sites")
def site_post(public_id: str) -> Any:
    """Store the change."""
    return _store_site(public_id)


def _store_site(public_id: str | None) -> Any:
    form = SiteForm()
    if form.validate():
        try:
            with writing():
                found = queries.site(public_id) if public_id else None
                operations.save_site(
                    account(), found, code=form.code.data, name=form.name.data,
                    territory=form.territory.data or "", active=form.active.data,
                )  # fmt: skip
            flash(_("Lieu enregistré."))
            return go(url_for("studies.sites"))
        except Refused as refused:
            form.refuse(refused)
    return _site_page(form, public_id, 422)


@bp.post("/lieux/import")
@may("manage_sites")
def sites_import() -> Any:
    """Sites from a sheet: all of them, or none and the lines to mend."""
    form = SitesFileForm()
    data = form.file.data.read() if form.file.data else b""
    try:
        with writing():
            count = operations.import_sites(account(), sheet.read(data))
        flash(_("%(count)d lieux importés.", count=count))
        return go(url_for("studies.sites"))
    except Refused as refused:
        form.file.errors = [*form.file.errors, *refused.messages[:20]]
    return _sites_page(form, 422)
