"""The staff's page of printed codes: how many are left, more of them, the sheet to cut."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.access import account, may
from feedback.db import writing
from feedback.instruments.languages import pick
from feedback.instruments.queries import definition_of, published
from feedback.kiosk.desk import bp, outside, qr
from feedback.kiosk.models import SurveyLink
from feedback.kiosk.slips import operations, queries
from feedback.kiosk.slips.forms import SlipsForm
from feedback.kiosk.staff_views import link_of
from feedback.studies.models import Study
from feedback.web.pages import go, page
from feedback.web.secrets import SLIPS, house_secret


def _show(found: Study, link: SurveyLink, form: SlipsForm, status: int = 200) -> Any:
    return page(
        "devices/codes.html", status=status, study=found, link=link, form=form,
        counts=queries.counts(link),
    )  # fmt: skip


def _back(public_id: str, link_id: str) -> Any:
    return go(url_for("devices.codes", public_id=public_id, link_id=link_id))


@bp.get("/etudes/<public_id>/liens/<link_id>/codes")
@may("watch_devices")
def codes(public_id: str, link_id: str) -> Any:
    """The codes of a link: used, left, whether they are asked for."""
    return _show(*link_of(public_id, link_id), SlipsForm())


@bp.post("/etudes/<public_id>/liens/<link_id>/codes")
@may("watch_devices")
def make_codes(public_id: str, link_id: str) -> Any:
    """New codes and their sheet, shown this once: only hashes are kept."""
    found, link = link_of(public_id, link_id)
    form = SlipsForm()
    if not form.validate():
        return _show(found, link, form, 422)
    key = house_secret(SLIPS)
    with writing():
        found, link = link_of(public_id, link_id)
        made = operations.make(account(), link, form.count.data, key)
        if not link.asks_code:
            operations.demand(account(), link, True)
    address = url_for("kiosk.link", token=link.token)
    asked = published(link.instrument) or link.instrument.versions[-1]
    definition = definition_of(asked)
    slips = [(code, qr(outside(f"{address}?code={code}"))) for code in made]
    return page(
        "devices/slips.html", study=found, link=link, slips=slips, address=outside(address),
        title=pick(definition.texts.get("start_title") or definition.title, "fr"),
    )  # fmt: skip


@bp.post("/etudes/<public_id>/liens/<link_id>/codes/demande")
@may("watch_devices")
def demand_codes(public_id: str, link_id: str) -> Any:
    """Ask for a code on this link, or no longer."""
    asks = request.form.get("asks") == "1"
    with writing():
        operations.demand(account(), link_of(public_id, link_id)[1], asks)
    flash(_("Ce lien demande un code.") if asks else _("Ce lien ne demande plus de code."))
    return _back(public_id, link_id)


@bp.post("/etudes/<public_id>/liens/<link_id>/codes/annulation")
@may("watch_devices")
def cancel_codes(public_id: str, link_id: str) -> Any:
    """Cancel the codes that have not served."""
    with writing():
        gone = operations.cancel_unused(account(), link_of(public_id, link_id)[1])
    flash(ngettext("%(num)d code annulé.", "%(num)d codes annulés.", gone))
    return _back(public_id, link_id)
