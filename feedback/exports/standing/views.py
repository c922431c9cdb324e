"""Pages of files kept up to date, and the address from which a spreadsheet reads one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Response, current_app, flash, request, send_file, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may, open_to
from feedback.config import files_folder
from feedback.db import db, utcnow, writing
from feedback.errors import Refused
from feedback.exports import queries as files
from feedback.exports.blueprint import bp
from feedback.exports.catalogue import OF_KIND
from feedback.exports.standing import operations, queries
from feedback.exports.standing.models import StandingFile
from feedback.exports.tables.names import name_of
from feedback.jobs.models import Job
from feedback.studies.models import Study
from feedback.web.pages import go, page

AGAIN_AFTER = {429: "600", 503: "60"}  # seconds


def _back(held: StandingFile) -> Any:
    return go(url_for("exports.index", public_id=held.study.public_id) + "#tenus")


@bp.post("/fichiers/<public_id>/tenir-a-jour")
@may("see_exports")
def keep_current(public_id: str) -> Any:
    """Make a file again each day or week."""
    job = files.job(account(), public_id)
    try:
        with writing():
            held = operations.begin(
                account(), files.job(account(), public_id), request.form.get("rythme", "")
            )
            address = url_for("exports.index", public_id=held.study.public_id) + "#tenus"
        flash(_("Ce fichier sera tenu à jour."))
        return go(address)
    except Refused as refused:
        flash(refused.message, "error")
        return go(url_for("exports.index", public_id=_study_of(job)) + "#mes-fichiers")


def _study_of(job: Job) -> str:
    return str(db.session.get_one(Study, job.study_id).public_id)


@bp.post("/fichiers-tenus/<standing_id>/arret")
@may("see_exports")
def stop_standing(standing_id: str) -> Any:
    """Make it no more."""
    with writing():
        held = queries.one(account(), standing_id)
        address = url_for("exports.index", public_id=held.study.public_id) + "#mes-fichiers"
        operations.stop(account(), held)
    flash(_("Ce fichier n'est plus tenu à jour ; son adresse n'ouvre plus."))
    return go(address)


@bp.post("/fichiers-tenus/<standing_id>/lien")
@may("see_exports")
def open_link(standing_id: str) -> Any:
    """A link for a spreadsheet, told once."""
    try:
        with writing():
            token = operations.open_link(account(), queries.one(account(), standing_id))
    except Refused as refused:
        flash(refused.message, "error")
        return _back(queries.one(account(), standing_id))
    return link_page(standing_id, token)


def link_page(standing_id: str, token: str) -> Any:
    """The page that tells a link, once, and how a spreadsheet reads it."""
    held = queries.one(account(), standing_id)
    address = url_for("exports.standing_file", token=token, _external=True)
    return page("exports/link.html", held=held, address=address, table=name_of(held.params["table"]))  # fmt: skip


@bp.post("/fichiers-tenus/<standing_id>/lien/retrait")
@may("see_exports")
def close_link(standing_id: str) -> Any:
    """The link opens no more."""
    with writing():
        operations.close_link(account(), queries.one(account(), standing_id))
    flash(_("Cette adresse n'ouvre plus."))
    return _back(queries.one(account(), standing_id))


@bp.get("/flux/<token>")
@open_to("anyone")
def standing_file(token: str) -> Any:
    """The last file of a link; whoever has the link has the file, as long as its owner may."""
    held = queries.by_token(token)
    job = held.job if held else None
    if held is None or job is None:
        return _told(_("Cette adresse n'ouvre rien : elle a été retirée, ou la personne n'a plus accès."), 404)  # fmt: skip
    if not job.ended:
        return _told(_("La table se prépare : essayez dans une minute."), 503)
    path = files_folder(Path(current_app.instance_path)) / job.file
    days = current_app.config["EXPORT_DAYS"]
    if not job.file or files.must_go(job, utcnow(), days) or not path.is_file():
        return _told(_("Le fichier a été effacé : il reviendra à sa prochaine mise à jour."), 404)
    with writing():
        fresh = queries.by_token(token)
        allowed = fresh is not None and operations.use_link(fresh, utcnow())
    if not allowed:
        return _told(_("Cette adresse a trop servi en une heure : attendez un peu."), 429)
    offer = OF_KIND[job.kind]
    response = send_file(path, offer.mime, download_name=f"vive-voix{offer.suffix}", max_age=0)
    response.headers["Cache-Control"] = "no-store"
    return response


def _told(words: str, status: int) -> Response:
    answer = Response(words + "\n", status, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    if status in AGAIN_AFTER:
        answer.headers["Retry-After"] = AGAIN_AFTER[status]
    return answer
