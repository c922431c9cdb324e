"""Links of printed posters: opened, closed, printed."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SubmitField

from feedback.accounts.access import account, may
from feedback.db import writing
from feedback.errors import NotAllowed
from feedback.instruments.queries import definition_of, published
from feedback.instruments.translations import offered
from feedback.kiosk import operations, queries
from feedback.kiosk.desk import bp, chosen, offer, outside, qr
from feedback.kiosk.models import SurveyLink
from feedback.kiosk.poster import poster as poster_words
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.forms import Form, required
from feedback.web.pages import go, page

SIZES = {"a4": "A4", "a3": "A3"}


class LinkForm(Form):
    """A link for a poster."""

    instrument = SelectField(_l("Questionnaire"), [required()])
    site = SelectField(_l("Lieu"), [required()])
    asks_code = BooleanField(_l("Demander un code à usage unique"))
    submit = SubmitField(_l("Créer le lien"))


def link_rows(study: Study) -> list[tuple[SurveyLink, int]]:
    """Links of a study with how many answers came through each."""
    links = queries.links(account(), study)
    came = queries.came([link.source for link in links])
    return [(link, came.get(link.source, 0)) for link in links]


@bp.post("/etudes/<public_id>/liens")
@may("watch_devices")
def add_link(public_id: str) -> Any:
    """A link for a survey at a site."""
    found = study(account(), "watch_devices", public_id)
    form = LinkForm(prefix="link-")
    offer(form, found)
    if not form.validate():
        flash(_("Choisissez un questionnaire et un lieu."))
        return go(url_for("devices.index", public_id=public_id))
    with writing():
        operations.open_link(account(), found, *chosen(form, found), form.asks_code.data)
    flash(_("Lien prêt. Ouvrez l'affiche pour l'imprimer."))
    return go(url_for("devices.index", public_id=public_id))


def link_of(public_id: str, link_id: str) -> tuple[Study, SurveyLink]:
    """A link within reach, and its study; NotAllowed when there is none."""
    found = study(account(), "watch_devices", public_id)
    link = next((x for x in queries.links(account(), found) if x.public_id == link_id), None)
    if link is None:
        raise NotAllowed
    return found, link


@bp.post("/etudes/<public_id>/liens/<link_id>/fermeture")
@may("watch_devices")
def close_link(public_id: str, link_id: str) -> Any:
    """Close a link; whoever opens it learns that the survey is over."""
    with writing():
        operations.close_link(account(), link_of(public_id, link_id)[1])
    flash(_("Lien fermé."))
    return go(url_for("devices.index", public_id=public_id))


@bp.get("/etudes/<public_id>/liens/<link_id>/affiche")
@may("watch_devices")
def poster(public_id: str, link_id: str) -> Any:
    """The poster to print, on A4 or A3: a big code, few words, a line in each language."""
    found, link = link_of(public_id, link_id)
    asked = published(link.instrument) or link.instrument.versions[-1]
    definition = definition_of(asked)
    size = request.args.get("format", "a4")
    address = outside(url_for("kiosk.link", token=link.token))
    return page(
        "devices/poster.html", study=found, link=link, address=address, drawing=qr(address),
        words=poster_words(definition, offered(definition, found.languages, link.instrument.unread)),
        size=size if size in SIZES else "a4", sizes=SIZES,
    )  # fmt: skip
