"""Forms of Kobo and ODK: read, seen with all they lose, then kept; any version as such a form."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, Response, flash, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.access import account, may
from feedback.db import utcnow, writing
from feedback.errors import Refused
from feedback.formats.sheets import XLSX
from feedback.formats.xlsform.book import UnreadableForm, read
from feedback.formats.xlsform.sheets import write_sheets
from feedback.instruments import operations, overview, queries
from feedback.instruments.definition import Definition, DefinitionErrors
from feedback.instruments.forms import LANGUAGES, KeepForm, XlsForm
from feedback.instruments.models import Instrument
from feedback.instruments.xlsform.reading import Read, read_form
from feedback.instruments.xlsform.report import in_order
from feedback.instruments.xlsform.writing import write_form
from feedback.instruments.xlsform_words import refusal, told
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.pages import go, page

bp = Blueprint("xlsform", __name__)
MOST_HELD = 1_800_000  # bytes a page may hold between the two


@bp.get("/etudes/<public_id>/questionnaires/xlsform")
@may("edit_instruments")
def choose(public_id: str) -> Any:
    """Choose a form."""
    return _choose(study(account(), "edit_instruments", public_id), XlsForm())


def _choose(found: Study, form: XlsForm, status: int = 200) -> Any:
    return page("instruments/xlsform.html", status=status, study=found, form=form)


@bp.post("/etudes/<public_id>/questionnaires/xlsform")
@may("edit_instruments")
def see(public_id: str) -> Any:
    """Show what the form becomes; nothing is created."""
    found, form = study(account(), "edit_instruments", public_id), XlsForm()
    if form.validate():
        try:
            return _seen(found, _read(form.file.data.read(), form.kind.data))
        except Refused as refused:
            form.refuse(refused)
    return _choose(found, form, 422)


def _read(data: bytes, kind: str) -> Read:
    """What a file becomes, or `Refused` in words."""
    try:
        made = read_form(read(data), kind)
    except UnreadableForm as unreadable:
        raise Refused(refusal(unreadable), "file") from unreadable
    except DefinitionErrors as errors:
        raise Refused(" ".join(errors.messages[:5]), "file") from errors
    if len(made.definition.canonical.encode()) > MOST_HELD:
        raise Refused(_("Ce formulaire est trop grand."), "file")
    return made


def _seen(found: Study, made: Read) -> Any:
    definition, report = made.definition, made.report
    return page(
        "instruments/xlsform_seen.html", study=found, definition=definition,
        form=KeepForm(formdata=None, data={"definition": definition.canonical}),
        held=_held(found, definition), count=overview.number_of_questions(definition),
        carried=[told(one) for one in in_order(report.carried)],
        changed=[told(one) for one in in_order(report.changed)],
        left=[told(one) for one in in_order(report.left)],
        languages=LANGUAGES,
    )  # fmt: skip


def _held(found: Study, definition: Definition) -> tuple[Instrument, bool] | None:
    """The instrument that has the form's code already, and whether a draft of it is open."""
    held = next((one for one in queries.instruments(found) if one.code == definition.code), None)
    return (held, queries.draft(held) is not None) if held else None


@bp.post("/etudes/<public_id>/questionnaires/xlsform/brouillon")
@may("edit_instruments")
def keep(public_id: str) -> Any:
    """Keep what was seen, as a draft: the page held it, it is checked again as any file is."""
    study(account(), "edit_instruments", public_id)
    form = KeepForm()
    try:
        definition = operations.read_file((form.definition.data or "").encode())
        with writing():
            found = study(account(), "edit_instruments", public_id)
            kept = operations.keep_form(account(), found, definition).public_id
    except Refused as refused:
        flash(" ".join(str(one) for one in refused.messages[:3]), "error")
        return go(url_for("xlsform.choose", public_id=public_id))
    count = overview.number_of_questions(definition)
    flash(
        ngettext(
            "Brouillon créé : %(num)d question. Regardez-le, puis publiez-le.",
            "Brouillon créé : %(num)d questions. Regardez-le, puis publiez-le.", count,
        )
    )  # fmt: skip
    return go(url_for("instruments.show", public_id=kept))


@bp.get("/questionnaires/<public_id>/versions/<version_id>/xlsform")
@may("see_instruments")
def download(public_id: str, version_id: str) -> Any:
    """A version as a form that Kobo and ODK take."""
    found = queries.instrument(account(), "see_instruments", public_id)
    version = queries.version_of(found, version_id)
    definition, sink = queries.ready_part(version), io.BytesIO()
    stamp = version.published_at or utcnow()
    write_sheets(
        sink,
        write_form(definition, version.number),
        definition.title.get("fr", definition.code),
        stamp,
    )
    response = Response(sink.getvalue(), mimetype=XLSX)
    name = f"{found.code}-v{version.number}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
