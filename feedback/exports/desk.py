"""What the pages of exports share: the catalogue as one person sees it."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from feedback.accounts.access import account
from feedback.accounts.acts import ACTS, ROLES
from feedback.accounts.acts import may as roles_may
from feedback.accounts.queries import allowed_sites
from feedback.analysis import periods, places
from feedback.analysis import queries as analysis
from feedback.analysis.forms import period_name, place_choices
from feedback.analysis.results.queries import Source, source, starts
from feedback.db import db, utcnow
from feedback.exports import queries
from feedback.exports.catalogue import (
    DATA,
    FAILURES,
    FIGURES,
    FORMS,
    GONE,
    MANAGER,
    OF_KIND,
    OFFERS,
    QDPX,
    READ_BY_LINK,
    RESEARCH,
    STEPS,
    TABLE,
)
from feedback.exports.forms import (
    DataForm,
    FiguresForm,
    ManagerForm,
    ResearchForm,
    TableForm,
    ToolsForm,
)
from feedback.exports.research.queries import surveys
from feedback.exports.scope import Scope
from feedback.exports.standing import queries as standing
from feedback.exports.tables.names import name_of, of_figures, of_rows
from feedback.instruments import queries as instruments
from feedback.instruments.overview import number_of_questions
from feedback.jobs.models import Job
from feedback.responses.weeks import PARIS
from feedback.studies.forms import ROLE_NAMES
from feedback.studies.models import Study
from feedback.studies.queries import sites_of
from feedback.web.forms import BareForm, choices
from feedback.web.pages import go, page

OF_ROWS = (RESEARCH, DATA, TABLE)  # made of what a researcher holds


def shown(found: Study, kept: dict[str, Any] | None = None, status: int = 200) -> Any:
    """What one may have of a study; a form in error is shown as it was filled in."""
    offers = [offer for offer in OFFERS if roles_may(_roles(found), offer.act)]
    mine = {offer.kind for offer in offers}
    sources = sources_of(found) if MANAGER in mine else []
    forms = {**_forms(found, mine, sources), **(kept or {})}
    return page(
        "exports/index.html", "exports/_files.html", status=status, study=found, forms=forms,
        offers=offers, form=next((form for form in forms.values() if form.errors), None),
        whose={offer.kind: _whose(offer.act) for offer in offers},
        holds=queries.holds(scope_of(found, None)) if RESEARCH in mine else None,
        shows=queries.shown(found, sources, today()) if MANAGER in mine else None,
        of_rows=OF_ROWS, written=_written(found) if FORMS in mine else (), **_files(found),
    )  # fmt: skip


def _roles(found: Study) -> set[str]:
    return account().roles(found.id)


def _whose(act: str) -> list[Any]:
    """Roles that may have a file, in words."""
    return [ROLE_NAMES[role] for role in ROLES if role in ACTS[act]]


def _forms(found: Study, mine: set[str], sources: list[Source]) -> dict[str, Any]:
    """The form of each file that one may have."""
    made = {
        MANAGER: lambda: manager_form(sources), RESEARCH: lambda: research_form(found),
        QDPX: ToolsForm, DATA: DataForm, TABLE: lambda: table_form(found),
        FIGURES: lambda: figures_form(sources),
    }  # fmt: skip
    return {kind: make() for kind, make in made.items() if kind in mine}


def _files(found: Study) -> dict[str, Any]:
    jobs = queries.mine(account(), found)
    days = current_app.config["EXPORT_DAYS"]
    kept = standing.mine(account(), found)
    busy = any(not job.ended for job in jobs) or any(one.asked_id for one in kept)
    return {
        "standing": kept, "table_name": name_of, "read_by_link": READ_BY_LINK,
        "jobs": jobs, "offer_of": OF_KIND, "steps": STEPS, "gone": GONE, "failures": FAILURES,
        "days": days, "busy": busy, "bare": BareForm(),
        "leaving": {job.id: queries.must_go(job, utcnow(), days) for job in jobs if job.file},
        "until": {
            job.id: job.finished_at + periods.dt.timedelta(days=days)
            for job in jobs if job.finished_at
        },
    }  # fmt: skip


def _written(found: Study) -> list[tuple[Any, Any, int]]:
    """Each instrument with the version to take as a form, and its questions."""
    versions = [(one, instruments.written(one)) for one in instruments.instruments(found)]
    return [
        (one, version, number_of_questions(instruments.ready_part(version)))
        for one, version in versions
    ]


def sources_of(found: Study) -> list[Source]:
    """The surveys of a study as managers see them, each within her reach."""
    mine = allowed_sites(account(), "export_manager", found.id)
    least = current_app.config["MASK_INSIDE"]
    return [source(one, live=False, threshold=least, mine=mine) for one in analysis.surveys(found)]


def _places(sources: list[Source]) -> list[places.Place]:
    """Places within reach, of any survey, each once."""
    found: dict[str, places.Place] = {}
    for of in sources:
        for place in places.offered(of.sites, of.mine, _("Tous les lieux")):
            found.setdefault(place.code, place)
    return list(found.values())


def manager_form(sources: list[Source]) -> ManagerForm:
    """The form of the managers' workbook."""
    form = ManagerForm()
    months = [period for of in sources for period in periods.months(starts(of), today())]
    form.place.choices = place_choices(_places(sources))
    closed = {period.code: period for period in months if not period.open}
    latest = sorted(closed.values(), key=lambda period: period.code, reverse=True)
    named = [(p.code, period_name(p, str(get_locale()))) for p in (periods.EVERYTHING, *latest)]
    form.period.choices = choices(named)
    return form


def figures_form(sources: list[Source]) -> FiguresForm:
    """The form of a table of figures."""
    form = FiguresForm()
    form.figures.choices = choices(of_figures())
    form.where.choices = place_choices(_places(sources))
    return form


def research_form(found: Study) -> ResearchForm:
    """The form of the researchers' workbook."""
    form = ResearchForm()
    sites = sites_of(account(), "export_research", found)
    form.sites.choices = choices((s.public_id, s.name) for s in sites)
    return form


def table_form(found: Study) -> TableForm:
    """The form of a table of rows."""
    form = TableForm()
    asked_ = [(one.public_id, one.title) for one, _versions in surveys(found.id)]
    form.table.choices = choices(of_rows(asked_))
    return form


def today() -> periods.dt.date:
    """The day it is in France."""
    return utcnow().astimezone(PARIS).date()


def scope_of(found: Study, form: ResearchForm | None) -> Scope:
    """What the form asks; without any site ticked, all within reach."""
    limit = allowed_sites(account(), "export_research", found.id)
    if form is None:
        some = None if limit is None else frozenset(limit)
        return Scope(found.id, some, reader=account().id)
    wanted = set(form.sites.data or ())
    chosen = frozenset(s.id for s in found.sites if s.public_id in wanted)
    sites = chosen or (None if limit is None else frozenset(limit))
    return Scope(found.id, sites, form.first.data, form.last.data, account().id)


def asked(public_id: str) -> Any:
    """To one's files, told that one is being made."""
    flash(_("Votre fichier se prépare. Vous pouvez quitter cette page : un avis vous préviendra."))
    return go(url_for("exports.index", public_id=public_id) + "#mes-fichiers")


def back(job: Job) -> Any:
    """To one's files of the study of a job."""
    owner = db.session.get_one(Study, job.study_id)
    return go(url_for("exports.index", public_id=owner.public_id) + "#mes-fichiers")
