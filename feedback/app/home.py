"""The front page: where each person's day starts."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
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
