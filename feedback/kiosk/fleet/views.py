"""Pages of the fleet: pair, assign, watch, revoke, and hand in what a tablet could not send."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms.validators import ValidationError

from feedback.accounts.access import account, may
from feedback.db import db, writing
from feedback.errors import NotAllowed
from feedback.kiosk import operations, queries
from feedback.kiosk.blueprint import app_stamp
from feedback.kiosk.desk import bp, chosen, offer, outside, qr
from feedback.kiosk.fleet import queries as fleet
from feedback.kiosk.fleet.forms import DAYS, AssignForm, DeviceForm, FileForm, hours_typed
from feedback.kiosk.handing.operations import take, try_again
from feedback.kiosk.handing.queries import prepare
from feedback.kiosk.models import Device
from feedback.kiosk.rescue import Foreign, read
from feedback.kiosk.slips import views as slips  # noqa: F401  it adds routes
from feedback.kiosk.staff_views import LinkForm, link_rows
from feedback.kiosk.tablet_views import keys
from feedback.responses.operations import ALREADY
from feedback.studies.forms import LANGUAGE_NAMES
from feedback.studies.models import Study
from feedback.studies.queries import studies, study
from feedback.web.menu import Door, Entry
from feedback.web.pages import go, page
from feedback.web.secrets import RECEIPTS, house_secret

NAV = (Entry(_l("Tablettes"), "devices.choose", "watch_devices", "tablet-smartphone", 20),)
DOORS = (
    Door(
        _l("Tablettes et liens"), _l("Relier une tablette, imprimer une affiche, voir si tout arrive."),
        "devices.index", "watch_devices", "tablet-smartphone", 20,
    ),
)  # fmt: skip


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


def _index(
    found: Study, form: DeviceForm | None = None, link_form: LinkForm | None = None,
    file_form: FileForm | None = None, status: int = 200,
) -> Any:  # fmt: skip
    form, link_form = form or DeviceForm(prefix="device-"), link_form or LinkForm(prefix="link-")
    file_form = file_form or FileForm(prefix="file-")
    for one in (form, link_form):
        offer(one, found)
    return page(
        "devices/index.html", fragment="devices/_fleet.html", status=status, study=found,
        form=form, link_form=link_form, file_form=file_form,
        rows=fleet.rows(account(), found), links=link_rows(found),
        asides=fleet.asides(account(), found), app=app_stamp(), any_survey=bool(form.instrument.choices),
    )  # fmt: skip


@bp.get("/etudes/<public_id>/tablettes")
@may("watch_devices")
def index(public_id: str) -> Any:
    """Tablets and links of a study: what they ask, when last seen, whether all has arrived."""
    return _index(study(account(), "watch_devices", public_id))


@bp.post("/etudes/<public_id>/tablettes")
@may("watch_devices")
def add(public_id: str) -> Any:
    """Add a tablet and show its code and its PIN."""
    found = study(account(), "watch_devices", public_id)
    form = DeviceForm(prefix="device-")
    offer(form, found)
    if not form.validate():
        return _index(found, form, status=422)
    with writing():
        device, code = operations.add_device(
            account(), found, *chosen(form, found), form.name.data, form.mode.data
        )
        pin = operations.new_pin(account(), device)
    return _show_code(device, code, pin)


def _show_code(device: Device, code: str, pin: str = "") -> Any:
    address = outside(url_for("kiosk.tablet"))
    return page(
        "devices/code.html", device=device, code=code, pin=pin, address=address,
        drawing=qr(outside(url_for("kiosk.tablet", code=code))) if code else "",
        back=url_for("devices.index", public_id=_study_of(device).public_id),
    )  # fmt: skip


def _study_of(device: Device) -> Study:
    return db.session.get_one(Study, device.study_id)


@bp.post("/tablettes/<public_id>/code")
@may("watch_devices")
def code(public_id: str) -> Any:
    """A fresh code for a tablet that lost its credential, or was lost and found."""
    device = queries.device(account(), public_id)
    with writing():
        fresh = operations.new_code(account(), device)
    return _show_code(device, fresh)


@bp.post("/tablettes/<public_id>/pin")
@may("watch_devices")
def pin(public_id: str) -> Any:
    """A new PIN: the tablet knows it at its next contact."""
    device = queries.device(account(), public_id)
    with writing():
        fresh = operations.new_pin(account(), device)
    return _show_code(device, "", fresh)


def _assign_form(device: Device) -> AssignForm:
    form = AssignForm(
        name=device.name, instrument=device.instrument.public_id, site=device.site.public_id,
        mode=device.mode, languages=device.languages,
    )  # fmt: skip
    found = _study_of(device)
    offer(form, found)
    form.languages.choices = [(tag, LANGUAGE_NAMES[tag]) for tag in found.languages]
    return form


def _assignment(device: Device, form: AssignForm, typed: Any, status: int = 200) -> Any:
    found = _study_of(device)
    return page(
        "devices/assignment.html", status=status, device=device, form=form, days=DAYS, typed=typed,
        study=found,
    )  # fmt: skip


@bp.get("/tablettes/<public_id>")
@may("watch_devices")
def show(public_id: str) -> Any:
    """What a tablet is assigned."""
    device = queries.device(account(), public_id)
    typed = {
        f"{part}-{day}": times[place]
        for day, times in device.hours.items()
        for place, part in enumerate(("open", "close"))
    }
    return _assignment(device, _assign_form(device), typed)


@bp.post("/tablettes/<public_id>")
@may("watch_devices")
def assign(public_id: str) -> Any:
    """Assign something else; the tablet follows, never in the middle of a person's answers."""
    device = queries.device(account(), public_id)
    form = _assign_form(device)
    valid = form.validate()
    try:
        hours = hours_typed(request.form)
    except ValidationError as wrong:
        form.hours.errors = [str(wrong)]
        valid = False
    if not valid:
        return _assignment(device, form, request.form, 422)
    found = _study_of(device)
    with writing() as session:
        device = session.get_one(Device, device.id)
        instrument, site = chosen(form, session.get_one(Study, found.id))
        operations.assign(
            account(), device, name=form.name.data, instrument=instrument, site=site,
            mode=form.mode.data, languages=form.languages.data or (), hours=hours,
        )  # fmt: skip
    flash(_("C'est noté. La tablette suivra à son prochain contact, entre deux personnes."))
    return go(url_for("devices.index", public_id=found.public_id))


@bp.post("/tablettes/<public_id>/retrait")
@may("watch_devices")
def revoke(public_id: str) -> Any:
    """A lost tablet."""
    with writing():
        device = queries.device(account(), public_id)
        operations.revoke(account(), device)
        owner = _study_of(device).public_id
    flash(_("Tablette retirée : elle ne peut plus rien envoyer. Retrouvée, elle se relie à nouveau, ou son fichier se remet ici."))  # fmt: skip
    return go(url_for("devices.index", public_id=owner))


@bp.post("/etudes/<public_id>/fichier-de-tablette")
@may("watch_devices")
def hand_in_file(public_id: str) -> Any:
    """Hand in the file of a tablet that could not send; each answer is counted once, as ever."""
    found = study(account(), "watch_devices", public_id)
    form = FileForm(prefix="file-")
    if not form.validate():
        return _index(found, file_form=form, status=422)
    try:
        rescued = read(form.file.data.read() if form.file.data else b"")
        sender = queries.device(account(), rescued.device)
    except (Foreign, NotAllowed) as foreign:
        unknown = _("Ce fichier vient d'une tablette qui n'est pas de vos lieux.")
        form.file.errors = [str(foreign) if isinstance(foreign, Foreign) else unknown]
        return _index(found, file_form=form, status=422)
    ready = prepare(rescued.records, sender, None, keys())
    secret = house_secret(RECEIPTS)
    verdicts = []
    for start in range(0, len(ready), 50):  # short transactions: tablets are sending meanwhile
        with writing():
            verdicts += [one["result"] for one in take(ready[start : start + 50], secret)]
    again = verdicts.count(ALREADY)
    flash(
        ngettext(
            "%(num)d réponse lue", "%(num)d réponses lues", len(verdicts)
        ) + " : " + _("%(new)d nouvelles, %(again)d déjà reçues, %(aside)d mises de côté.",
                      new=verdicts.count("stored"), again=again,
                      aside=len(verdicts) - verdicts.count("stored") - again)
    )  # fmt: skip
    return go(url_for("devices.index", public_id=public_id))


@bp.post("/reponses-illisibles/<public_id>/nouvel-essai")
@may("watch_devices")
def retry(public_id: str) -> Any:
    """Try once more to read what could not be: a survey may have come back since."""
    secret, house_keys = house_secret(RECEIPTS), keys()
    with writing():
        aside = fleet.aside(account(), public_id)
        owner = _study_of(db.session.get_one(Device, aside.device_id)).public_id
        verdict = try_again(aside, house_keys, secret)
    flash(
        _("Toujours illisible : elle reste gardée.")
        if verdict == "aside"
        else _("Lue et enregistrée.")
    )
    return go(url_for("devices.index", public_id=owner))
