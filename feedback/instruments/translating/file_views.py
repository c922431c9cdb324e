"""Files for translators: given to fill in, read back, seen with what they bring, then kept."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.access import account, may
from feedback.db import utcnow, writing
from feedback.errors import Refused
from feedback.formats.sheets import XLSX
from feedback.formats.translators import po, workbook
from feedback.formats.translators.entry import Entry, File, Unreadable
from feedback.instruments.forms import LANGUAGES
from feedback.instruments.translating import operations
from feedback.instruments.translating.comparing import Report, compare, entries, held
from feedback.instruments.translating.desk import Desk, desk
from feedback.instruments.translating.forms import BringForm, KeepForm
from feedback.instruments.translating.standing import AGAIN, Text, texts
from feedback.instruments.translating.words import UNREADABLE, context, wrong
from feedback.web.pages import go, page

bp = Blueprint("translation_files", __name__)
MOST_HELD = 1_800_000  # bytes a page may hold between the two


@bp.get("/questionnaires/<public_id>/traductions/<tag>/fichier.<any(xlsx, po):kind>")
@may("edit_instruments")
def download(public_id: str, tag: str, kind: str) -> Response:
    """Every text of a language, to fill in with a spreadsheet or a translator's program."""
    found = desk("edit_instruments", public_id)
    name = str(found.language(tag)["name"])
    rows, title = [_entry(one) for one in texts(found.definition, tag)], found.instrument.title
    if kind == "po":
        body, type_ = po.write(rows, tag, title, utcnow()), "text/x-gettext-translation"
    else:
        body, type_ = workbook.write(rows, tag, name, title, utcnow()), XLSX
    response = Response(body, mimetype=type_)
    file = f"{found.instrument.code}-{tag}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _entry(one: Text) -> Entry:
    place = one.wording
    return Entry(place.place, one.french, one.words, context(place), one.plain, one.state == AGAIN)


@bp.get("/questionnaires/<public_id>/traductions/<tag>/import")
@may("edit_instruments")
def choose(public_id: str, tag: str) -> Any:
    """Choose the file handed back."""
    return _choose(desk("edit_instruments", public_id), tag, BringForm())


def _choose(found: Desk, tag: str, form: BringForm, status: int = 200) -> Any:
    return page("translating/bring.html", status=status, **found.language(tag), form=form)


@bp.post("/questionnaires/<public_id>/traductions/<tag>/import")
@may("edit_instruments")
def see(public_id: str, tag: str) -> Any:
    """Show what the file brings; nothing is kept."""
    found, form = desk("edit_instruments", public_id), BringForm()
    found.language(tag)
    if form.validate():
        try:
            return _seen(found, tag, _read(found, tag, form.file.data.read()))
        except Refused as refused:
            form.refuse(refused)
    return _choose(found, tag, form, 422)


def _read(found: Desk, tag: str, data: bytes) -> Report:
    """What a file brings, or `Refused` in words when it is not one for this language."""
    try:
        file = workbook.read(data) if data.startswith(b"PK") else _plain(data)
    except Unreadable as unreadable:
        raise Refused(UNREADABLE[unreadable.reason], "file") from unreadable
    said = file.language
    if said and said != tag and said.split("-")[0] != tag:
        names = {"there": LANGUAGES.get(said, said), "here": LANGUAGES[tag]}
        raise Refused(
            _("Ce fichier est en « %(there)s » ; cette page attend « %(here)s ».", **names), "file"
        )
    report = compare(found.definition, tag, file.entries)
    if report.foreign:
        raise Refused(_("Aucun texte de ce fichier n'est dans ce questionnaire."), "file")
    return report


def _plain(data: bytes) -> File:
    """A PO file, or the table of the workbook saved as CSV."""
    return po.read(data) if b"msgid" in data else workbook.read(data)


def _seen(found: Desk, tag: str, report: Report, changed: bool = False) -> Any:
    rows = held(report.brought)
    if len(rows.encode()) > MOST_HELD:
        raise Refused(UNREADABLE["too_big"], "file")
    data = {"rows": rows, "digest": found.definition.digest}
    return page(
        "translating/seen.html", **found.language(tag), report=report, changed=changed, wrong=wrong,
        form=KeepForm(formdata=None, data=data), context=context,
    )  # fmt: skip


@bp.post("/questionnaires/<public_id>/traductions/<tag>/import/enregistrement")
@may("edit_instruments")
def keep(public_id: str, tag: str) -> Any:
    """Keep what was seen; the page held it, it is compared again as any file is."""
    form, back = KeepForm(), url_for("translation_files.choose", public_id=public_id, tag=tag)
    try:
        with writing():
            found = desk("edit_instruments", public_id)
            found.language(tag)
            report = compare(found.definition, tag, entries(form.rows.data or ""))
            same = form.digest.data == found.definition.digest
            if not report.brought:
                raise Refused(_("Il n'y a rien à enregistrer."))
            if same:
                operations.bring(account(), found.instrument, tag, report)
        if not same:
            return _seen(found, tag, report, changed=True)
    except Refused as refused:
        flash(refused.message, "error")
        return go(back)
    count = len(report.brought)
    flash(ngettext("%(num)d texte enregistré.", "%(num)d textes enregistrés.", count))
    return go(url_for("translating.show", public_id=public_id, tag=tag))
