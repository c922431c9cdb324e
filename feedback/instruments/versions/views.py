"""Pages of versions: looked at before publication, compared, planned, printed as an annex."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.instruments import operations as instruments
from feedback.instruments.forms import LANGUAGES
from feedback.instruments.models import Instrument, Version
from feedback.instruments.operations import CLOSE, PUBLISH
from feedback.instruments.queries import (
    asked_versions,
    definition_of,
    draft,
    instrument,
    published,
    verified,
    version_of,
)
from feedback.instruments.versions import operations, queries, telling
from feedback.instruments.versions.annex import Past, entries
from feedback.instruments.versions.differences import differences, summary
from feedback.instruments.versions.forms import PLANNED, ROLES, PlanForm
from feedback.studies.models import Study
from feedback.studies.notice import missing
from feedback.studies.queries import study_by_id
from feedback.web.forms import BareForm, choices
from feedback.web.pages import go, page

bp = Blueprint("versions", __name__)
bp.add_app_template_filter(telling.value, "stored")
bp.add_app_template_filter(telling.sign, "sign")
bp.add_app_template_filter(telling.where, "where")


@bp.get("/questionnaires/<public_id>/verification")
@may("edit_instruments")
def check(public_id: str) -> Any:
    """What blocks the draft, what is doubtful in it, how long it takes; then the button."""
    found = instrument(account(), "edit_instruments", public_id)
    owner = study_by_id(account(), "edit_instruments", found.study_id)
    waiting = draft(found)
    version = waiting or published(found) or found.versions[-1]
    looked, definition = verified(version), definition_of(version)
    titles = {question.code: question.title("fr") for question in definition.questions}
    before = queries.before(version)
    return page(
        "versions/check.html", study=owner, instrument=found, version=version, draft=waiting,
        looked=looked, groups=_groups(looked.findings, titles), titles=titles, before=before,
        missing=missing(owner.notice), bare=BareForm(),
        plan=queries.plan_of(found, PUBLISH), asked=published(found),
    )  # fmt: skip


def _groups(findings: Any, titles: dict[str, str]) -> list[tuple[str | None, list[Any]]]:
    """Findings by question, in the order of the questionnaire; those of the whole come first."""
    groups: dict[str | None, list[Any]] = {code: [] for code in (None, *titles)}
    for one in findings:
        groups[one.code if one.code in titles else None].append(one)
    order = {"blocking": 0, "warning": 1}
    return [
        (code, sorted(found, key=lambda one: order[one.level]))
        for code, found in groups.items()
        if found
    ]


@bp.get("/questionnaires/<public_id>/versions/<version_id>/<other_id>")
@may("see_instruments")
def compare(public_id: str, version_id: str, other_id: str) -> Any:
    """What changed from one version to another, in words."""
    found = instrument(account(), "see_instruments", public_id)
    pair = sorted(
        (version_of(found, version_id), version_of(found, other_id)), key=lambda v: v.number
    )
    old, new = pair
    touched = differences(definition_of(old), definition_of(new))
    return page(
        "versions/compare.html", study=study_by_id(account(), "see_instruments", found.study_id),
        instrument=found, old=old, new=new, touched=touched, names=telling.NAMES,
        words=telling.few_words(summary(touched)), languages=LANGUAGES,
    )  # fmt: skip


@bp.get("/questionnaires/<public_id>/versions/<version_id>/annexe")
@may("see_instruments")
def annex(public_id: str, version_id: str) -> Any:
    """A version as the methods annex of a report, to print."""
    found = instrument(account(), "see_instruments", public_id)
    version = version_of(found, version_id)
    definition = definition_of(version)
    return page(
        "versions/annex.html", study=study_by_id(account(), "see_instruments", found.study_id),
        instrument=found, version=version, definition=definition, entries=entries(definition),
        past=_past(found, version), roles=ROLES, languages=LANGUAGES,
    )  # fmt: skip


def _past(found: Instrument, last: Version) -> list[Past]:
    """Versions that were asked up to one, each told by what it changed."""
    told: list[Past] = []
    before: Version | None = None
    for one in asked_versions(found):
        if one.number > last.number:
            break
        words = _("Première version")
        if before is not None:
            changed = differences(definition_of(before), definition_of(one))
            words = telling.few_words(summary(changed))
        told.append(Past(one.number, one.status, one.published_at, one.ended_at, words))
        before = one
    return told


@bp.get("/questionnaires/<public_id>/calendrier")
@may("edit_instruments")
def calendar(public_id: str) -> Any:
    """What is to happen by itself."""
    return _calendar(instrument(account(), "edit_instruments", public_id), None)


def _calendar(found: Instrument, form: PlanForm | None, status: int = 200) -> Any:
    form = form or PlanForm()
    form.act.choices = choices((act, PLANNED[act]) for act in _possible(found))
    return page(
        "versions/calendar.html", status=status, instrument=found, form=form,
        study=study_by_id(account(), "edit_instruments", found.study_id), planned=PLANNED,
        today=queries.today(), asked=published(found), draft=draft(found),
    )  # fmt: skip


def _possible(found: Instrument) -> list[str]:
    acts = [PUBLISH] if draft(found) else []
    return [*acts, CLOSE] if published(found) or queries.plan_of(found, PUBLISH) else acts


@bp.post("/questionnaires/<public_id>/calendrier")
@may("edit_instruments")
def plan(public_id: str) -> Any:
    """Have it happen on a day."""
    found, form = instrument(account(), "edit_instruments", public_id), PlanForm()
    form.act.choices = choices((act, PLANNED[act]) for act in _possible(found))
    if not form.validate():
        return _calendar(found, form, 422)
    try:
        with writing():
            owner, held = _reach(public_id)
            operations.plan(account(), owner, held, form.act.data, form.day.data, queries.today())
    except Refused as refused:
        for message in refused.message if isinstance(refused.message, list) else [refused.message]:
            form.refuse(Refused(message, refused.field))
        return _calendar(found, form, 422)
    flash(_("C'est prévu. Un avis vous dira quand ce sera fait."))
    return go(url_for("versions.calendar", public_id=public_id))


def _reach(public_id: str) -> tuple[Study, Instrument]:
    """The study and its instrument, to change them; inside a write."""
    found = instrument(account(), "edit_instruments", public_id)
    return db.session.get_one(Study, found.study_id), found


@bp.post("/questionnaires/<public_id>/calendrier/retrait")
@may("edit_instruments")
def cancel(public_id: str) -> Any:
    """Nothing happens by itself after all."""
    try:
        with writing():
            operations.cancel(account(), _reach(public_id)[1], request.form.get("act", ""))
        flash(_("Annulé : rien ne se fera ce jour-là."))
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("versions.calendar", public_id=public_id))


@bp.post("/questionnaires/<public_id>/reouverture")
@may("edit_instruments")
def reopen(public_id: str) -> Any:
    """Ask again what was archived."""
    try:
        with writing():
            owner, found = _reach(public_id)
            number = instruments.reopen(account(), owner, found).number
        flash(_("La version %(number)d est posée à nouveau.", number=number))
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("instruments.show", public_id=public_id))
