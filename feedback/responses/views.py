"""Answers kept aside: the same id was handed in twice with different contents."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.db import db, writing
from feedback.instruments.models import Version
from feedback.instruments.queries import definition_of
from feedback.responses import comparison, operations, queries
from feedback.studies.queries import study_by_id
from feedback.web.forms import BareForm
from feedback.web.menu import Door
from feedback.web.pages import go, page

bp = Blueprint("responses", __name__)
DOORS = (
    Door(
        _l("Réponses mises de côté"), _l("Reçues deux fois avec des contenus différents."),
        "responses.aside_of", "settle_conflicts", "git-merge", 95,
    ),
)  # fmt: skip


@bp.get("/reponses-mises-de-cote")
@may("settle_conflicts")
def aside() -> Any:
    """All of them, in the studies within reach."""
    settled = request.args.get("reglees") == "1"
    found = queries.conflicts(account(), "settle_conflicts", settled)
    return page("responses/aside.html", conflicts=found, settled=settled)


@bp.get("/etudes/<public_id>/reponses-mises-de-cote")
@may("settle_conflicts")
def aside_of(public_id: str) -> Any:
    """The same list, from a study's page."""
    return go(url_for("responses.aside"))


@bp.get("/reponses-mises-de-cote/<public_id>")
@may("settle_conflicts")
def conflict(public_id: str) -> Any:
    """Closed answers side by side; free texts are in the queue to read, never here."""
    found = queries.conflict(account(), "settle_conflicts", public_id)
    first = queries.by_uuid(found.uuid)
    version = db.session.get(Version, first.version_id) if first else None
    rows = []
    if first and version:
        rows = comparison.rows(definition_of(version), first.answers, found.answers)
    owner = study_by_id(account(), "settle_conflicts", found.study_id)
    return page(
        "responses/conflict.html", conflict=found, first=first, rows=rows, study=owner,
        bare=BareForm(),
    )  # fmt: skip


@bp.post("/reponses-mises-de-cote/<public_id>/reglement")
@may("settle_conflicts")
def settle(public_id: str) -> Any:
    """Somebody has looked: the first content stands."""
    with writing():
        found = queries.conflict(account(), "settle_conflicts", public_id)
        operations.settle(account(), found, request.form.get("note", "")[:2000])
    flash(_("C'est noté. La première réponse reste, celle-ci n'est pas comptée."))
    return go(url_for("responses.aside"))
