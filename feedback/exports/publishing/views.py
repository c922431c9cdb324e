"""Publishing the results of a survey: the lead sees first, anybody reads then."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, current_app, flash, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may, open_to
from feedback.analysis import desk, periods, places, queries
from feedback.analysis.reports import QuestionReport
from feedback.analysis.results.choice import Choice
from feedback.analysis.results.queries import results, source
from feedback.analysis.shown_views import keep_shown
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.exports.publishing import operations
from feedback.exports.publishing import queries as publications
from feedback.exports.publishing.figures import published
from feedback.instruments.models import Instrument
from feedback.studies.models import Study
from feedback.web.pages import go, page

bp = Blueprint("publishing", __name__)


def _reports(instrument: Instrument) -> tuple[list[QuestionReport], dt.date]:
    """Every question over the whole study and its closed months, as for anybody; their last day."""
    least = current_app.config["MASK_PUBLISHED"]
    of = source(instrument, live=False, threshold=least)
    everywhere = places.chosen(None, places.offered(of.sites, None, _("Tous les lieux")))
    if everywhere is None:
        return [], periods.last_day(periods.EVERYTHING, desk.today())
    found = results(of, Choice(everywhere, periods.EVERYTHING))
    return list(found.questions), periods.last_day(found.choice.period, desk.today())


@bp.get("/enquetes/<public_id>/publication")
@may("edit_instruments")
def show(public_id: str) -> Any:
    """What would be published, and what is."""
    instrument = queries.survey(account(), "edit_instruments", public_id)
    instrument = keep_shown(instrument, public_id)
    held, least = publications.of(instrument), current_app.config["MASK_PUBLISHED"]
    reports, through = _reports(instrument)
    would = published(reports, held.body if held else {}, least)
    return page(
        "exports/publishing/show.html", instrument=instrument, held=held, would=would,
        study=db.session.get_one(Study, instrument.study_id), threshold=least, through=through,
    )  # fmt: skip


@bp.post("/enquetes/<public_id>/publication")
@may("edit_instruments")
def publish(public_id: str) -> Any:
    """Publish, or renew."""
    instrument = queries.survey(account(), "edit_instruments", public_id)
    instrument = keep_shown(instrument, public_id)
    (reports, through), least = _reports(instrument), current_app.config["MASK_PUBLISHED"]
    try:
        with writing():
            mine = queries.survey(account(), "edit_instruments", public_id)
            operations.publish(account(), mine, reports, through, least)
        flash(_("Résultats publiés."))
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("publishing.show", public_id=public_id))


@bp.post("/enquetes/<public_id>/publication/retrait")
@may("edit_instruments")
def take_away(public_id: str) -> Any:
    """Nobody reads them any more."""
    with writing():
        instrument = queries.survey(account(), "edit_instruments", public_id)
        held = publications.of(instrument)
        if held is not None:
            operations.take_away(account(), held)
    flash(_("Ces résultats ne sont plus publics."))
    return go(url_for("publishing.show", public_id=public_id))


@bp.get("/resultats-publics/<publication_id>")
@open_to("anyone")
def public(publication_id: str) -> Any:
    """The results of a survey, for anybody."""
    held = publications.opened(publication_id)
    study = db.session.get_one(Study, held.instrument.study_id)
    return page(
        "exports/publishing/public.html", held=held, study=study, instrument=held.instrument,
        threshold=current_app.config["MASK_PUBLISHED"], outside=True,
    )  # fmt: skip
