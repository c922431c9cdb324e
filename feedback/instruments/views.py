"""Pages of instruments: written from the library or a file, looked at, published, archived."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.instruments import library, operations, overview, queries
from feedback.instruments.core import queries as cores
from feedback.instruments.forms import (
    INSTRUMENT_NAMES,
    LANGUAGES,
    QUESTION_NAMES,
    STATUS_NAMES,
    WIDTHS,
    FileForm,
)
from feedback.instruments.languages import direction, html_lang
from feedback.instruments.models import Instrument
from feedback.instruments.preview import preview
from feedback.instruments.translations import offered
from feedback.studies.models import Study
from feedback.studies.notice import missing
from feedback.studies.queries import study, study_by_id
from feedback.web.forms import BareForm
from feedback.web.menu import Door
from feedback.web.pages import go, page

bp = Blueprint("instruments", __name__)
DOORS = (
    Door(
        _l("Questionnaires"), _l("Ce que l'on demande : enquête, guides d'entretien, fiche parole."),
        "instruments.index", "see_instruments", "clipboard-list", 10,
    ),
)  # fmt: skip


@bp.app_template_filter("instrument_name")
def instrument_name(kind: str) -> Any:
    """A kind of instrument in words."""
    return INSTRUMENT_NAMES[kind]


@bp.app_template_filter("status_name")
def status_name(status: str) -> Any:
    """The status of a version in words."""
    return STATUS_NAMES[status]


@bp.app_template_filter("question_name")
def question_name(kind: str) -> Any:
    """A kind of question in words."""
    return QUESTION_NAMES[kind]


@bp.get("/etudes/<public_id>/questionnaires")
@may("see_instruments")
def index(public_id: str) -> Any:
    """What a study asks."""
    found = study(account(), "see_instruments", public_id)
    rows = [(i, queries.published(i), queries.draft(i)) for i in queries.instruments(found)]
    return page(
        "instruments/index.html", study=found, rows=rows, edits=_edits(found.id),
        missing=missing(found.notice),
    )  # fmt: skip


def _edits(study_id: int) -> bool:
    return "study_lead" in account().roles(study_id)


@bp.get("/etudes/<public_id>/questionnaires/nouveau")
@may("edit_instruments")
def new(public_id: str) -> Any:
    """A new instrument: from the library, or from a file."""
    return _new_page(study(account(), "edit_instruments", public_id), FileForm())


def _new_page(found: Study, form: FileForm, status: int = 200) -> Any:
    taken = {i.code: i for i in queries.instruments(found)}
    models = [(name, library.load(name)) for name in library.names()]
    models.sort(key=lambda one: (one[1].kind != "survey", one[1].kind, one[1].title["fr"]))
    return page(
        "instruments/new.html", status=status, study=found, form=form, models=models,
        taken=taken, templates=cores.templates(), definition_of=queries.definition_of,
        count=overview.number_of_questions, languages=LANGUAGES,
    )  # fmt: skip


@bp.post("/etudes/<public_id>/questionnaires")
@may("edit_instruments")
def create(public_id: str) -> Any:
    """Copy a model of the library into the study."""
    try:
        with writing():
            found = study(account(), "edit_instruments", public_id)
            made = operations.create_from_library(account(), found, request.form.get("model", ""))
            made_id = made.public_id
    except Refused as refused:
        flash(refused.message, "error")
        return go(url_for("instruments.new", public_id=public_id))
    flash(_("Brouillon prêt. Regardez-le dans chaque langue, puis publiez-le."))
    return go(url_for("instruments.show", public_id=made_id))


@bp.post("/etudes/<public_id>/questionnaires/import")
@may("edit_instruments")
def create_from_file(public_id: str) -> Any:
    """A new instrument from a JSON file, or all that is wrong in it."""
    found, form = study(account(), "edit_instruments", public_id), FileForm()
    try:
        data = _sent(form)
        with writing():
            found = study(account(), "edit_instruments", public_id)
            made_id = operations.create_from_json(account(), found, data).public_id
    except Refused as refused:
        return _new_page(found, _refused(form, refused), 422)
    flash(_("Questionnaire importé : c'est un brouillon."))
    return go(url_for("instruments.show", public_id=made_id))


def _sent(form: FileForm) -> bytes:
    data: bytes = form.file.data.read() if form.file.data else b""
    if not data:
        raise Refused(_("Choisissez un fichier."), "file")
    return data


def _refused(form: FileForm, refused: Refused) -> FileForm:
    form.file.errors = [*form.file.errors, *refused.messages]
    return form


@bp.get("/questionnaires/<public_id>")
@may("see_instruments")
def show(public_id: str) -> Any:
    """An instrument: its versions, its questions, its languages."""
    return _show(queries.instrument(account(), "see_instruments", public_id), FileForm())


def _show(found: Instrument, form: FileForm, status: int = 200) -> Any:
    owner = study_by_id(account(), "see_instruments", found.study_id)
    draft, asked, version = queries.draft(found), queries.published(found), queries.written(found)
    definition = queries.definition_of(version)
    now = queries.definition_of(asked) if asked else definition
    return page(
        "instruments/show.html", status=status, study=owner, instrument=found, draft=draft,
        asked=asked, version=version, definition=definition, lines=overview.lines(definition),
        count=overview.number_of_questions(definition), languages=LANGUAGES, form=form,
        edits=_edits(owner.id), missing=missing(owner.notice), bare=BareForm(),
        core=cores.core_codes(version), stands_on=cores.core_of(found),
        newer=cores.newer_core(found),
        offered=offered(now, owner.languages, found.unread),
        last_archived=max((v.number for v in found.versions if v.status == "archived"), default=0),
    )  # fmt: skip


@bp.get("/questionnaires/<public_id>/versions/<version_id>")
@may("see_instruments")
def look(public_id: str, version_id: str) -> Any:
    """A version as people will see it, in one language and one width."""
    found = queries.instrument(account(), "see_instruments", public_id)
    version = queries.version_of(found, version_id)
    definition = queries.ready_part(version)
    tag = request.args.get("langue", "fr")
    tag = tag if tag in definition.languages else "fr"
    width = request.args.get("largeur", "tablette")
    return page(
        "instruments/look.html", instrument=found, version=version, definition=definition,
        study=study_by_id(account(), "see_instruments", found.study_id), tag=tag,
        lang=html_lang(tag), dir=direction(tag), languages=LANGUAGES, widths=WIDTHS,
        width=width if width in WIDTHS else "tablette", seen=preview(definition, tag),
    )  # fmt: skip


@bp.get("/questionnaires/<public_id>/versions/<version_id>/fichier")
@may("see_instruments")
def download(public_id: str, version_id: str) -> Any:
    """The definition of a version as a JSON file."""
    found = queries.instrument(account(), "see_instruments", public_id)
    version = queries.version_of(found, version_id)
    response = Response(version.definition, mimetype="application/json")
    name = f"{found.code}-v{version.number}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _reach(public_id: str) -> tuple[Study, Instrument]:
    """The instrument and its study, to change them; inside a write."""
    found = queries.instrument(account(), "edit_instruments", public_id)
    return db.session.get_one(Study, found.study_id), found


@bp.post("/questionnaires/<public_id>/publication")
@may("edit_instruments")
def publish(public_id: str) -> Any:
    """Ask the draft from now on."""
    try:
        with writing():
            owner, found = _reach(public_id)
            number = operations.publish(account(), owner, found).number
        flash(_("Version %(number)d publiée : elle est posée dès maintenant.", number=number))
    except Refused as refused:
        if isinstance(refused.message, list):
            flash(_("Rien n'est publié : il reste quelque chose à corriger."), "error")
            return go(url_for("versions.check", public_id=public_id))
        flash(refused.message, "error")
    return go(url_for("instruments.show", public_id=public_id))


@bp.post("/questionnaires/<public_id>/archivage")
@may("edit_instruments")
def archive(public_id: str) -> Any:
    """Ask it no more."""
    try:
        with writing():
            operations.archive(account(), _reach(public_id)[1])
        flash(_("Ce questionnaire n'est plus posé. Ses réponses restent."))
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("instruments.show", public_id=public_id))


@bp.post("/questionnaires/<public_id>/brouillon")
@may("edit_instruments")
def draft(public_id: str) -> Any:
    """A draft from an older version, or from a file."""
    found, form = queries.instrument(account(), "edit_instruments", public_id), FileForm()
    version_id = request.form.get("version", "")
    try:
        definition = None if version_id else operations.read_file(_sent(form))
        with writing():
            _owner, found = _reach(public_id)
            if definition is None:
                operations.draft_from(account(), found, queries.version_of(found, version_id))
            else:
                operations.save_draft(account(), found, definition)
    except Refused as refused:
        return _show(found, _refused(form, refused), 422)
    flash(_("Brouillon enregistré."))
    return go(url_for("instruments.show", public_id=public_id))


@bp.post("/questionnaires/<public_id>/brouillon/retrait")
@may("edit_instruments")
def discard(public_id: str) -> Any:
    """Throw the draft away."""
    try:
        with writing():
            owner, found = _reach(public_id)
            operations.discard_draft(account(), found)
            kept, study_id = bool(found.versions), owner.public_id
        flash(_("Brouillon jeté."))
    except Refused as refused:
        flash(refused.message, "error")
        return go(url_for("instruments.show", public_id=public_id))
    return go(
        url_for("instruments.show", public_id=public_id) if kept
        else url_for("instruments.index", public_id=study_id)
    )  # fmt: skip


@bp.post("/questionnaires/<public_id>/langues/<tag>")
@may("edit_instruments")
def language(public_id: str, tag: str) -> Any:
    """Offer a language to the people of the study, or stop offering it."""
    stop = request.form.get("stop") == "1"
    try:
        with writing():
            owner, found = _reach(public_id)
            change = operations.stop_language if stop else operations.offer_language
            change(account(), owner, found, tag)
        flash(_("Langue retirée.") if stop else _("Langue proposée aux personnes."))
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("instruments.show", public_id=public_id))
