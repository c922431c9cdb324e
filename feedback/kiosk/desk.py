"""What the staff's pages of this room share: their blueprint, surveys and sites to choose from."""

from __future__ import annotations

import io
from typing import Any

import segno
from flask import Blueprint, current_app, request
from markupsafe import Markup

from feedback.accounts.access import account
from feedback.instruments.models import Instrument
from feedback.instruments.queries import instruments, published
from feedback.studies.models import Site, Study
from feedback.studies.queries import sites_of
from feedback.web.forms import choices

bp = Blueprint("devices", __name__)


def offer(form: Any, study: Study) -> None:
    """The published surveys and the sites within reach, in the form's two lists."""
    surveys = [i for i in instruments(study, "survey") if published(i)]
    form.instrument.choices = choices((i.public_id, i.title) for i in surveys)
    sites = sites_of(account(), "watch_devices", study)
    form.site.choices = choices((s.public_id, s.name) for s in sites)


def chosen(form: Any, study: Study) -> tuple[Instrument, Site]:
    """The survey and the site that the form offered."""
    surveys = {i.public_id: i for i in instruments(study, "survey")}
    sites = {s.public_id: s for s in study.sites}
    return surveys[form.instrument.data], sites[form.site.data]


def outside(path: str) -> str:
    """An address as people type it."""
    base = current_app.config["PUBLIC_URL"] or request.url_root
    return f"{base.rstrip('/')}{path}"


def qr(address: str) -> Markup:
    """The address as a drawing to photograph."""
    drawing = io.BytesIO()
    segno.make(address, error="m").save(
        drawing, kind="svg", xmldecl=False, svgns=True, border=2, nl=False, omitsize=True
    )
    return Markup(drawing.getvalue().decode())
