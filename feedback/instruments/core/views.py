"""Pages of the templates of the house, and of the instruments that stand on them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.accounts.acts import may as may_do
from feedback.db import writing
from feedback.errors import Refused
from feedback.instruments import overview
from feedback.instruments.core import operations, queries
from feedback.instruments.forms import LANGUAGES
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of, definitions, instrument
from feedback.studies.queries import studies, study
from feedback.web.forms import BareForm
from feedback.web.pages import go, page

bp = Blueprint("cores", __name__)


@bp.get("/modeles")
@may("manage_templates")
def index() -> Any:
    """The templates of the house, and what could become one."""
    named, candidates = queries.templates(), queries.candidates()
    read = definitions([version for _found, version, _owner in (*named, *candidates)])
    return page(
        "instruments/templates.html", candidates=candidates, named=named, used=queries.used(),
        definitions=read, count=overview.number_of_questions, bare=BareForm(),
    )  # fmt: skip


@bp.get("/modeles/<public_id>")
@may("manage_templates", "edit_instruments")
def show(public_id: str) -> Any:
    """What a template asks, question by question."""
    found, version, owner = queries.template(account(), public_id)
    definition, of = definition_of(version), request.args.get("etude")
    mine = studies(account(), "edit_instruments") if of else ()
    return page(
        "instruments/template.html", instrument=found, version=version, study=owner,
        definition=definition, lines=overview.lines(definition), languages=LANGUAGES,
        count=overview.number_of_questions(definition), core=frozenset(),
        names=may_do(account().roles(), "manage_templates"),
        back=next((one for one in mine if one.public_id == of), None), bare=BareForm(),
    )  # fmt: skip


@bp.post("/modeles/<public_id>/designation")
@may("manage_templates")
def name(public_id: str) -> Any:
    """Name a published instrument template of the house."""
    try:
        with writing():
            operations.name_template(account(), _row(public_id))
        flash(_("Modèle de la maison désigné : les études peuvent s'appuyer sur lui."))
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("cores.index"))


@bp.post("/modeles/<public_id>/retrait")
@may("manage_templates")
def withdraw(public_id: str) -> Any:
    """Offer it no more."""
    with writing():
        operations.withdraw_template(account(), _row(public_id))
    flash(_("Ce n'est plus un modèle de la maison. Les questionnaires locaux gardent leur noyau."))
    return go(url_for("cores.index"))


def _row(public_id: str) -> Instrument:
    return queries.template(account(), public_id)[0]


@bp.post("/etudes/<public_id>/questionnaires/local")
@may("edit_instruments")
def create(public_id: str) -> Any:
    """A local instrument of the study, on a template of the house."""
    model, title = request.form.get("model", ""), request.form.get("title", "")
    try:
        with writing():
            owner = study(account(), "edit_instruments", public_id)
            made = operations.create_local(account(), owner, model, title).public_id
    except Refused as refused:
        flash(refused.message, "error")
        return go(url_for("instruments.new", public_id=public_id))
    flash(_("Questionnaire local prêt. Ajoutez vos questions après celles du noyau."))
    return go(url_for("instruments.show", public_id=made))


@bp.post("/questionnaires/<public_id>/noyau")
@may("edit_instruments")
def take(public_id: str) -> Any:
    """Rebuild the draft on the newer version of the core."""
    try:
        with writing():
            found = instrument(account(), "edit_instruments", public_id)
            operations.take_core(account(), found)
        flash(
            _(
                "Brouillon refait sur le nouveau noyau ; vos questions suivent. Relisez-le, puis publiez-le."
            )
        )
    except Refused as refused:
        for message in refused.messages:
            flash(message, "error")
    return go(url_for("instruments.show", public_id=public_id))
