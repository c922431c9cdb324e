"""Pages of the fleet: tablets and links, for agents and study leads."""

from __future__ import annotations

import io
from typing import Any

import segno
from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, SubmitField

from feedback.accounts.access import account, may
from feedback.db import db, writing
from feedback.errors import NotAllowed
from feedback.instruments.queries import instruments, published
from feedback.kiosk import operations, queries
from feedback.kiosk.models import Device, SurveyLink
from feedback.responses.queries import counts
from feedback.studies.models import Study
from feedback.studies.queries import sites_of, studies, study
from feedback.web.forms import BareForm, Form, at_most, choices, required
from feedback.web.menu import Door, Entry
from feedback.web.pages import go, page

bp = Blueprint("devices", __name__)
NAV = (Entry(_l("Tablettes"), "devices.choose", "watch_devices", "tablet-smartphone", 20),)
DOORS = (
    Door(
        _l("Tablettes et liens"), _l("Relier une tablette, imprimer une affiche, voir si tout arrive."),
        "devices.index", "watch_devices", "tablet-smartphone", 20,
    ),
)  # fmt: skip


class DeviceForm(Form):
    """A tablet to pair."""

    name = StringField(
        _l("Nom de la tablette"),
        [required(), at_most(80)],
        description=_l("Par exemple : borne de l'entrée."),
    )
    instrument = SelectField(_l("Questionnaire"), [required()])
    site = SelectField(_l("Lieu"), [required()])
    mode = SelectField(
        _l("Usage"),
        choices=choices(
            [("borne", _l("Posée à l'accueil")), ("accompagne", _l("Tenue par un agent"))]
        ),
    )
    submit = SubmitField(_l("Ajouter et obtenir un code"))


class LinkForm(Form):
    """A link for a poster."""

    instrument = SelectField(_l("Questionnaire"), [required()])
    site = SelectField(_l("Lieu"), [required()])
    submit = SubmitField(_l("Créer le lien"))


@bp.get("/tablettes")
@may("watch_devices")
def choose() -> Any:
    """The fleet of the person's study, or the choice between several."""
    found = studies(account(), "watch_devices")
    if len(found) == 1:
        return redirect(url_for("devices.index", public_id=found[0].public_id), 303)
    return page(
        "studies/choose.html", studies=found, endpoint="devices.index", title=_("Tablettes")
    )


def _forms(found: Study) -> tuple[DeviceForm, LinkForm]:
    surveys = [i for i in instruments(found, "survey") if published(i)]
    options = choices((i.public_id, i.title) for i in surveys)
    sites = choices((s.public_id, s.name) for s in sites_of(account(), "watch_devices", found))
    device, link = DeviceForm(prefix="device-"), LinkForm(prefix="link-")
    for form in (device, link):
        form.instrument.choices, form.site.choices = options, sites
    return device, link


def _index(found: Study, device: DeviceForm, link: LinkForm, status: int = 200) -> Any:
    devices = queries.devices(account(), found)
    return page(
        "devices/index.html", status=status, study=found, form=device, link_form=link,
        devices=[(d, counts(d.source)) for d in devices],
        links=[(x, counts(x.source)) for x in queries.links(account(), found)],
        any_survey=bool(device.instrument.choices), bare=BareForm(),
    )  # fmt: skip


@bp.get("/etudes/<public_id>/tablettes")
@may("watch_devices")
def index(public_id: str) -> Any:
    """Tablets and links of a study: what they ask, when last seen, how many answers."""
    found = study(account(), "watch_devices", public_id)
    return _index(found, *_forms(found))


@bp.post("/etudes/<public_id>/tablettes")
@may("watch_devices")
def add(public_id: str) -> Any:
    """Add a tablet and show its code."""
    found = study(account(), "watch_devices", public_id)
    form, link_form = _forms(found)
    if not form.validate():
        return _index(found, form, link_form, 422)
    with writing():
        device, code = operations.add_device(
            account(), found, *_chosen(found, form), form.name.data, form.mode.data
        )
    return _show_code(device, code)


def _chosen(found: Study, form: DeviceForm | LinkForm) -> tuple[Any, Any]:
    """The instrument and the site the form offered."""
    surveys = {i.public_id: i for i in instruments(found, "survey")}
    sites = {s.public_id: s for s in found.sites}
    return surveys[form.instrument.data], sites[form.site.data]


def _show_code(device: Device, code: str) -> Any:
    address = url_for("kiosk.tablet", _external=True)
    return page("devices/code.html", device=device, code=code, address=address)


@bp.post("/tablettes/<public_id>/code")
@may("watch_devices")
def code(public_id: str) -> Any:
    """A fresh code for a tablet that lost its credential."""
    device = queries.device(account(), public_id)
    with writing():
        fresh = operations.new_code(account(), device)
    return _show_code(device, fresh)


@bp.post("/tablettes/<public_id>/retrait")
@may("watch_devices")
def revoke(public_id: str) -> Any:
    """A lost tablet."""
    with writing():
        device = queries.device(account(), public_id)
        operations.revoke(account(), device)
        owner = db.session.get_one(Study, device.study_id).public_id
    flash(_("Tablette retirée : elle ne peut plus rien envoyer."))
    return go(url_for("devices.index", public_id=owner))


@bp.post("/etudes/<public_id>/liens")
@may("watch_devices")
def add_link(public_id: str) -> Any:
    """A link for a survey at a site."""
    found = study(account(), "watch_devices", public_id)
    form, link_form = _forms(found)
    if not link_form.validate():
        return _index(found, form, link_form, 422)
    with writing():
        operations.open_link(account(), found, *_chosen(found, link_form))
    flash(_("Lien prêt. Ouvrez l'affiche pour l'imprimer."))
    return go(url_for("devices.index", public_id=public_id))


def _link(public_id: str, link_id: str) -> tuple[Study, SurveyLink]:
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
        operations.close_link(account(), _link(public_id, link_id)[1])
    flash(_("Lien fermé."))
    return go(url_for("devices.index", public_id=public_id))


@bp.get("/etudes/<public_id>/liens/<link_id>/affiche")
@may("watch_devices")
def poster(public_id: str, link_id: str) -> Any:
    """The poster to print: a big code, few words."""
    found, link = _link(public_id, link_id)
    base = current_app.config["PUBLIC_URL"] or request.url_root
    address = f"{base.rstrip('/')}{url_for('kiosk.link', token=link.token)}"
    drawing = io.BytesIO()
    segno.make(address, error="m").save(
        drawing, kind="svg", xmldecl=False, svgns=True, border=2, nl=False, omitsize=True
    )
    return page(
        "devices/poster.html",
        study=found,
        link=link,
        address=address,
        drawing=drawing.getvalue().decode(),
    )
