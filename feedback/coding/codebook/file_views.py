"""The book as a file (Excel, CSV, REFI-QDA), and a file seen before it is written in the book."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask import Response, flash, request
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.codebook.filing import refi, sheet
from feedback.codebook.filing.given import Fault, Given
from feedback.codebook.filing.operations import planned, take_in
from feedback.codebook.filing.plan import Plan
from feedback.codebook.filing.words import FIELDS, UNREADABLE, sentence
from feedback.codebook.queries import codes
from feedback.codebook.versions.queries import present
from feedback.coding import queries as coding_queries
from feedback.coding.blueprint import bp
from feedback.coding.codebook import queries
from feedback.coding.codebook.desk import address, rights
from feedback.coding.codebook.forms import BookFileForm
from feedback.db import utcnow, writing
from feedback.errors import NotAllowed, Refused
from feedback.formats import csv, tables
from feedback.formats.formulas import formulas
from feedback.formats.refi import codebook as qdc
from feedback.formats.refi.findings import Unreadable
from feedback.formats.sheets import XLSX, Properties, Sheet
from feedback.formats.tables import UnreadableTable
from feedback.formats.workbook import write
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.pages import go, page

TYPES = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
    "qdc": "application/xml",
}
MOST_HELD = 4_000_000  # bytes a page may hold between the two


@bp.get("/etudes/<public_id>/livre-de-codes-fichiers")
@may("read_codebook")
def book_files(public_id: str) -> Any:
    """Files of the book to take, and one to bring."""
    return _files(study(account(), "read_codebook", public_id), BookFileForm(formdata=None))


def _files(found: Study, form: BookFileForm, status: int = 200) -> Any:
    return page(
        "coding/codebook/files.html", status=status, study=found, form=form, **rights(found),
        columns=sheet.COLUMNS, count=len(codes(found)),
    )  # fmt: skip


@bp.get("/etudes/<public_id>/livre-de-codes.<kind>")
@may("read_codebook")
def book_file(public_id: str, kind: str) -> Any:
    """The book as a file."""
    found = study(account(), "read_codebook", public_id)
    book = present(found)
    if kind not in TYPES or not any(not code.archived for code in book):
        raise NotAllowed
    body = (
        qdc.write_codebook("Vive Voix", refi.elements(book))
        if kind == "qdc"
        else _sheet(found, kind)
    )
    answer = Response(body, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="livre-de-codes.{kind}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _sheet(found: Study, kind: str) -> bytes:
    used, book = queries.used(found, account()), present(found)
    by_key = {code.key: used.get(code.id, queries.Used()) for code in codes(found)}
    rows = sheet.rows(book, by_key)
    if kind == "csv":
        return b"".join(csv.french(sheet.COLUMNS, rows))
    sink = io.BytesIO()
    made = Sheet("Livre de codes", sheet.COLUMNS, rows, freeze=3, tall=True)
    write(sink, [made], Properties(f"{found.title} – livre de codes"), utcnow())
    return sink.getvalue()


# --- A file brought ------------------------------------------------------------------------


@bp.post("/etudes/<public_id>/livre-de-codes-fichiers")
@may("edit_codebook")
def book_file_seen(public_id: str) -> Any:
    """Show what a file would change; nothing is written."""
    found, form = study(account(), "edit_codebook", public_id), BookFileForm()
    if form.validate():
        try:
            return _seen(found, *_read(found, form.file.data.read()))
        except Refused as refused:
            form.refuse(refused)
    return _files(found, form, 422)


def _read(found: Study, data: bytes) -> tuple[list[Given], list[Fault], list[Fault]]:
    """The codes of a file, by what it is and not by its name; its faults; what is left out."""
    try:
        if _is_xml(data):
            book = present(found)
            known = {refi.guid_of(code.id): code.key for code in book}
            read, report = qdc.read_codebook(data)
            left = [Fault(0, "nameless", name) for name in report.said.get("nameless_code", ())]
            return refi.given(read, known, [code.key for code in book]), [], left
        given, faults = sheet.read(tables.read(data), guarded=not data.startswith(b"PK"))
        return given, [*(Fault(line, "formula") for line in formulas(data)), *faults], []
    except UnreadableTable as unreadable:
        raise Refused(UNREADABLE[unreadable.reason], "file") from unreadable
    except Unreadable as unreadable:
        raise Refused(UNREADABLE[unreadable.why], "file") from unreadable


def _is_xml(data: bytes) -> bool:
    start = data[:200].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").strip(b"\xff\xfe \r\n\t")
    return start.startswith(b"<")


def _counts(found: Study) -> dict[str, int]:
    used = queries.used(found)
    return {code.key: used[code.id].codings for code in codes(found) if code.id in used}


def _seen(
    found: Study, given: Sequence[Given], faults: Sequence[Fault], left: Sequence[Fault]
) -> Any:
    what: Plan = planned(found, given, _counts(found))
    wrong = sorted([*faults, *what.faults], key=lambda fault: fault.line)
    held = json.dumps([asdict(one) for one in given], ensure_ascii=False)
    if len(held.encode()) > MOST_HELD:
        raise Refused(UNREADABLE["too_big"], "file")
    return page(
        "coding/codebook/seen.html", study=found, plan=what, held=held,
        faults=[(fault.line, sentence(fault)) for fault in wrong],
        left=[(fault.line, sentence(fault)) for fault in (*left, *what.left)], fields=FIELDS,
        hue=coding_queries.hue,
    )  # fmt: skip


@bp.post("/etudes/<public_id>/livre-de-codes-import")
@may("edit_codebook")
def book_file_keep(public_id: str) -> Any:
    """Write what was seen: the page held it, it is checked again as any file is."""
    get_locale()
    found = study(account(), "edit_codebook", public_id)
    try:
        given = _held(request.form.get("codes", ""))
        with writing():
            found = study(account(), "edit_codebook", public_id)
            what = take_in(account(), found, given, _counts(found))
            added, changed = len(what.added), len(what.changed)
        flash(
            ngettext("%(num)d code ajouté", "%(num)d codes ajoutés", added)
            + ", " + ngettext("%(num)d code modifié.", "%(num)d codes modifiés.", changed)
        )  # fmt: skip
    except Refused as refused:
        flash(refused.message, "error")
    return go(address(study(account(), "edit_codebook", public_id)))


def _held(text: str) -> list[Given]:
    """The codes that the page held; anything else is refused."""
    try:
        rows = json.loads(text)
        found = [Given(**row) for row in rows]
    except (ValueError, TypeError) as error:
        raise Refused(_("Ce fichier ne s'est pas gardé : donnez-le de nouveau.")) from error
    if not all(_sound(one) for one in found):
        raise Refused(_("Ce fichier ne s'est pas gardé : donnez-le de nouveau."))
    return found


def _sound(one: Given) -> bool:
    fields = asdict(one)
    flag, line, key = fields.pop("codable"), fields.pop("line"), fields.pop("key")
    texts = all(value is None or isinstance(value, str) for value in fields.values())
    known = one.status in (None, "validated", "proposed")
    return texts and known and flag in (None, True, False) and isinstance(line, int) and isinstance(key, str)  # fmt: skip
