"""Pages of interviews: the list, the beginning, the journey itself."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.db import utcnow, writing
from feedback.errors import Refused
from feedback.instruments.models import Version
from feedback.instruments.queries import definition_of
from feedback.journeys import end_views, operations, queries, step_views, word_views
from feedback.journeys.desk import bp
from feedback.journeys.forms import PLACE_NAMES, STATE_NAMES, BeginForm
from feedback.journeys.guide import guide_of
from feedback.journeys.pseudonyms import suggested
from feedback.responses.weeks import here
from feedback.studies.models import Study
from feedback.studies.queries import sites_of, studies, study
from feedback.web.forms import choices
from feedback.web.menu import Door, Entry
from feedback.web.pages import go, page
from feedback.web.secrets import CONTACTS, house_secret

__all__ = ["bp", "end_views", "step_views", "word_views"]
NAV = (Entry(_l("Parcours"), "journeys.choose", "hold_interviews", "route", 30),)
DOORS = (
    Door(
        _l("Parcours"), _l("Mener un entretien, noter les étapes, voir le parcours se dessiner."),
        "journeys.index", "hold_interviews", "route", 30,
    ),
)  # fmt: skip


@bp.get("/parcours")
@may("hold_interviews")
def choose() -> Any:
    """The interviews of the person's study, or the choice between several."""
    found = studies(account(), "hold_interviews")
    if len(found) == 1:
        return redirect(url_for("journeys.index", public_id=found[0].public_id), 303)
    return page(
        "studies/choose.html", studies=found, endpoint="journeys.index", title=_("Parcours")
    )


@bp.get("/etudes/<public_id>/parcours")
@may("hold_interviews")
def index(public_id: str) -> Any:
    """Interviews of a study: one's own, or all for its lead."""
    found = study(account(), "hold_interviews", public_id)
    rows = queries.interviews(account(), found, request.args.get("avant", ""))
    shown = rows[: queries.PAGE]
    return page(
        "journeys/index.html", study=found, interviews=shown, more=len(rows) > len(shown),
        steps=queries.numbers_of_steps([i.id for i in shown]), states=STATE_NAMES,
        places=PLACE_NAMES, guides=queries.guides(found),
        erased_on={i.id: queries.erased_on(i, found) for i in shown if i.state == "draft"},
        titles={v.instrument_id: v.instrument.title for v in (i.version for i in shown)},
    )  # fmt: skip


def _form(found: Study, guides: list[Version]) -> BeginForm:
    form = BeginForm(
        data=None if request.method == "POST" else {
            "day": here(utcnow())[0], "pseudonym": suggested(queries.pseudonyms(found)),
        }
    )  # fmt: skip
    form.guide.choices = choices((v.public_id, v.instrument.title) for v in guides)
    sites = sites_of(account(), "hold_interviews", found)
    form.site.choices = choices([("", _("Aucun en particulier"))]) + choices(
        (s.public_id, s.name) for s in sites
    )
    return form


def _begin_page(found: Study, guides: list[Version], form: BeginForm, status: int = 200) -> Any:
    before = guide_of(definition_of(guides[0])).before if guides else ()
    return page(
        "journeys/begin.html", status=status, study=found, form=form, guides=guides, before=before
    )


@bp.get("/etudes/<public_id>/parcours/nouveau")
@may("hold_interviews")
def begin(public_id: str) -> Any:
    """Begin an interview: information given, three permissions, none ticked."""
    found = study(account(), "hold_interviews", public_id)
    guides = queries.guides(found)
    return _begin_page(found, guides, _form(found, guides))


@bp.post("/etudes/<public_id>/parcours/nouveau")
@may("hold_interviews")
def begin_post(public_id: str) -> Any:
    """The interview begins."""
    found = study(account(), "hold_interviews", public_id)
    guides = queries.guides(found)
    form = _form(found, guides)
    if form.validate():
        key = house_secret(CONTACTS)
        try:
            with writing():
                begun_id = _begun(study(account(), "hold_interviews", public_id), form, key)
            return go(url_for("journeys.show", public_id=begun_id))
        except Refused as refused:
            form.refuse(refused)
    return _begin_page(found, guides, form, 422)


def _begun(found: Study, form: BeginForm, key: str) -> str:
    guide = next(v for v in queries.guides(found) if v.public_id == form.guide.data)
    site = next((s for s in found.sites if s.public_id == form.site.data), None)
    interview = operations.begin(
        account(), found, guide, pseudonym=form.pseudonym.data, place=form.place.data,
        day=form.day.data, site=site, given=form.given(),
    )  # fmt: skip
    if form.contact.data:
        operations.keep_contact(interview, found, form.contact.data, key)
    return interview.public_id


@bp.get("/parcours/<public_id>")
@may("hold_interviews")
def show(public_id: str) -> Any:
    """The journey: its picture, its steps, prompts at hand."""
    return step_views.steps_page(public_id, removed=request.args.get("retiree", ""))


@bp.post("/parcours/<public_id>/retrait")
@may("hold_interviews")
def withdraw(public_id: str) -> Any:
    """The person says stop: everything told is erased."""
    with writing():
        operations.withdraw(queries.interview(account(), public_id), account())
    flash(_("Entretien retiré : tout ce qui a été dit est effacé."))
    return go(url_for("journeys.show", public_id=public_id))
