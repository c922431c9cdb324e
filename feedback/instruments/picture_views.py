"""Pictures of a study, for the answers of its questionnaires."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from feedback.accounts.access import account, may, open_to
from feedback.db import db, writing
from feedback.errors import NotAllowed, Refused
from feedback.formats.pictures import MOST_BYTES
from feedback.instruments import operations, pictures, queries
from feedback.instruments.forms import PictureForm
from feedback.instruments.models import Picture
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.files import FOR_EVER
from feedback.web.pages import go, page

bp = Blueprint("pictures", __name__)


@bp.get("/etudes/<public_id>/images")
@may("edit_instruments")
def index(public_id: str) -> Any:
    """The pictures of a study and the house's icons, with the names a questionnaire gives them."""
    return _index(study(account(), "edit_instruments", public_id), PictureForm())


def _index(found: Study, form: PictureForm, status: int = 200) -> Any:
    return page(
        "instruments/pictures.html", status=status, study=found, form=form,
        pictures=queries.pictures(found), shown=queries.pictures_shown(found),
        icons=pictures.icons(), address=pictures.address,
    )  # fmt: skip


@bp.post("/etudes/<public_id>/images")
@may("edit_instruments")
def add(public_id: str) -> Any:
    """Take a picture in, or say why not."""
    found, form = study(account(), "edit_instruments", public_id), PictureForm()
    sent = form.file.data
    body = sent.read(MOST_BYTES + 1) if sent else b""
    name = (sent.filename if sent else "") or ""
    try:
        with writing():
            found = study(account(), "edit_instruments", public_id)
            operations.add_picture(account(), found, name, body)
    except Refused as refused:
        form.refuse(refused)
        return _index(found, form, 422)
    flash(_("Image ajoutée. Écrivez son nom dans le questionnaire, à côté d'une réponse."))
    return go(url_for("pictures.index", public_id=public_id))


@bp.post("/etudes/<public_id>/images/retrait")
@may("edit_instruments")
def remove(public_id: str) -> Any:
    """Throw away a picture that no questionnaire shows."""
    try:
        with writing():
            found = study(account(), "edit_instruments", public_id)
            operations.remove_picture(account(), found, request.form.get("image", ""))
        flash(_("Image retirée."))
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("pictures.index", public_id=public_id))


@bp.get("/images/<token>")
@open_to("anyone")
def picture(token: str) -> Any:
    """A picture; whoever has its address may see it, as on the questionnaire."""
    found = db.session.scalar(select(Picture).where(Picture.token == token))
    if found is None:
        raise NotAllowed
    response = Response(found.body, mimetype=found.type)
    response.headers["Cache-Control"] = FOR_EVER
    return response
