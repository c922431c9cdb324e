"""The front page: where each person's day starts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, send_file
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may, open_to
from feedback.app.tls import authority_of
from feedback.errors import NotAllowed
from feedback.studies.queries import studies
from feedback.web.menu import Entry
from feedback.web.pages import page

bp = Blueprint("home", __name__)
NAV = (Entry(_l("Accueil"), "home.index", "be_signed_in", "house", 0),)


@bp.get("/")
@may("be_signed_in")
def index() -> Any:
    """What the person can do here, by role."""
    return page("home/index.html", studies=studies(account(), "see_study"))


@bp.get("/autorite.crt")
@open_to("anyone")
def authority() -> Any:
    """The authority a tablet must trust, where the house makes its own certificates."""
    path = authority_of(Path(current_app.instance_path))
    if not path.is_file():
        raise NotAllowed
    return send_file(
        path, "application/x-x509-ca-cert", as_attachment=True, download_name="vive-voix.crt"
    )
