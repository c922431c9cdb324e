"""Paroles entered by staff: pasted together, or out of a sheet; seen before anything is kept."""

from __future__ import annotations

import hashlib
import json
import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.accounts.access import account, may
from feedback.db import utcnow, writing
from feedback.errors import Refused
from feedback.formats.tables import MOST_COLUMNS, Row, Table, UnreadableTable
from feedback.formats.tables import read as read_table
from feedback.formats.text import normalise
from feedback.instruments.definition import Definition
from feedback.instruments.models import Version
from feedback.instruments.queries import definition_of
from feedback.paroles import operations, queries
from feedback.paroles.desk import at_desk, bp
from feedback.paroles.forms import FIELD_NAMES, BatchForm, CommonForm, MappingForm, SheetForm
from feedback.paroles.intake import Ready, Where, read
from feedback.paroles.rows import FIELDS, Fault, blocks, guessed, told, uuid_of
from feedback.responses.weeks import here
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.pages import go
from feedback.web.secrets import RECEIPTS, WITHDRAWALS, house_secret

MODE = "saisie"
MOST_PASTED, MOST_IMPORTED, MOST_KEPT = 200, 500, 1_500_000
UNREADABLE = {
    "not_a_table": _l("Ce fichier n'est ni un classeur Excel (.xlsx) ni un fichier CSV lisible."),
    "too_big": _l("Ce fichier est trop grand : 500 lignes au plus."),
    "empty": _l("Ce fichier n'a aucune ligne sous les titres."),
}


@dataclass(frozen=True)
class Seen:
    """A line as it would be kept, with what is wrong in it."""

    row: Row
    ready: Ready
    wrong: tuple[str, ...]


def _sheet(found: Study) -> tuple[Version, Definition]:
    sheets = queries.sheets(found)
    if not sheets or found.archived_at:
        raise Refused(_("Publiez d'abord une fiche parole dans « Questionnaires »."))
    return sheets[0], definition_of(sheets[0])


def _seen(found: Study, table: Table, mapping: Mapping[str, int], form: CommonForm) -> list[Seen]:
    """Every line read as a page would be."""
    version, definition = _sheet(found)
    where = Where(
        found.id, version.instrument_id, version.id, MODE, f"account:{account().public_id}"
    )
    day, half = here(utcnow())
    seen = []
    for row, raw, faults in told(definition, table, mapping, form.common()):
        uuid = uuid_of(form.batch.data or "", row, raw)
        ready, problems = read(definition, raw, where, uuid, "fr", day, half)
        wrong = [_fault(fault) for fault in faults]
        blamed = {fault.field for fault in faults}
        wrong += [
            f"{_name(p.field)} : {p.message('fr')}" for p in problems if p.field not in blamed
        ]
        seen.append(Seen(row, ready, tuple(wrong)))
    return seen


def _name(field: str) -> str:
    return str(FIELD_NAMES.get(field.split("__")[0], field))


def _fault(fault: Fault) -> str:
    return str(
        _("%(field)s : « %(said)s » n'est pas dans la liste. Réponses possibles : %(known)s.",
          field=_name(fault.field), said=fault.said[:60], known=" ; ".join(fault.known))
    )  # fmt: skip


def _mark(table: Table, mapping: Mapping[str, int], form: CommonForm) -> str:
    """What was seen: another text, another column or another choice must be seen again."""
    rows = [[row.line, *row.cells] for row in table.rows]
    said = json.dumps([rows, sorted(mapping.items()), sorted(form.common().items())])
    return hashlib.sha256(said.encode()).hexdigest()


def _keep(found: Study, seen: list[Seen], batch: str) -> Any:
    keys = {"key": house_secret(RECEIPTS), "withdrawal_key": house_secret(WITHDRAWALS)}
    with writing():
        fresh = study(account(), "collect_paroles", found.public_id)
        ready = [one.ready for one in seen]
        stored = operations.keep_batch(account(), fresh, ready, batch=batch, **keys)
    flash(ngettext("%(num)d parole enregistrée.", "%(num)d paroles enregistrées.", stored))
    return go(url_for("paroles.index", public_id=found.public_id, lot=batch))


# --- pasted -------------------------------------------------------------------------------


@bp.get("/etudes/<public_id>/paroles/lot")
@may("collect_paroles")
def batch(public_id: str) -> Any:
    """Paste several paroles."""
    found = study(account(), "collect_paroles", public_id)
    form = BatchForm(data={"batch": str(uuids.uuid4())})
    form.offer(_sheet(found)[1])
    return at_desk("paroles/batch.html", study=found, form=form, seen=None)


@bp.post("/etudes/<public_id>/paroles/lot")
@may("collect_paroles")
def batch_post(public_id: str) -> Any:
    """Show what would be kept; keep it once it has been seen."""
    found, form = study(account(), "collect_paroles", public_id), BatchForm()
    form.offer(_sheet(found)[1])
    table = blocks(form.text.data or "")
    valid = form.validate()
    if len(table.rows) > MOST_PASTED:
        form.refuse(Refused(_("200 paroles au plus à la fois."), "text"))
        valid = False
    seen = _seen(found, table, {"parole": 0}, form) if table.rows else []
    mark = _mark(table, {"parole": 0}, form)
    good = bool(valid and seen and not any(one.wrong for one in seen))
    if good and form.seen.data == mark and request.form.get("keep") == "1":
        return _keep(found, seen, _batch_of(form))
    form.seen.data = mark
    status = 200 if valid else 422
    return at_desk("paroles/batch.html", status, study=found, form=form, seen=seen, good=good)


def _batch_of(form: CommonForm) -> str:
    """The id of the batch, ours or made anew."""
    try:
        return str(uuids.UUID(form.batch.data or ""))
    except ValueError:
        return str(uuids.uuid4())


# --- out of a sheet -----------------------------------------------------------------------


@bp.get("/etudes/<public_id>/paroles/import")
@may("collect_paroles")
def sheet(public_id: str) -> Any:
    """Choose a sheet."""
    found = study(account(), "collect_paroles", public_id)
    _sheet(found)
    return at_desk("paroles/sheet.html", study=found, form=SheetForm())


@bp.post("/etudes/<public_id>/paroles/import")
@may("collect_paroles")
def sheet_post(public_id: str) -> Any:
    """Read the sheet; say which column seems to hold what."""
    found, form = study(account(), "collect_paroles", public_id), SheetForm()
    if form.validate():
        try:
            table = read_table(form.file.data.read())
            return _mapping_page(found, table, guessed(table.headers), _fresh(found, table))
        except UnreadableTable as unreadable:
            form.refuse(Refused(UNREADABLE[unreadable.reason], "file"))
        except Refused as refused:
            form.refuse(refused)
    return at_desk("paroles/sheet.html", 422, study=found, form=form)


def _fresh(found: Study, table: Table) -> MappingForm:
    rows = json.dumps([table.headers, [[r.line, *r.cells] for r in table.rows]])
    if len(table.rows) > MOST_IMPORTED or len(rows) > MOST_KEPT:
        raise Refused(_("Ce fichier est trop grand : 500 lignes au plus."), "file")
    form = MappingForm(formdata=None, data={"batch": str(uuids.uuid4()), "rows": rows})
    form.offer(_sheet(found)[1])
    return form


def _mapping_page(
    found: Study, table: Table, mapping: Mapping[str, int], form: MappingForm,
    seen: list[Seen] | None = None, good: bool = False, status: int = 200,
) -> Any:  # fmt: skip
    definition = _sheet(found)[1]
    fields = [(f, FIELD_NAMES[f]) for f in FIELDS if definition.question(f)]
    return at_desk(
        "paroles/mapping.html", status, study=found, table=table, mapping=mapping, form=form,
        fields=fields, seen=seen, good=good,
    )  # fmt: skip


def _carried(form: MappingForm) -> Table:
    """The lines the page carried; what is not of our making is refused."""
    try:
        headers, lines = json.loads(form.rows.data or "")
        width = len(headers)
        rows = tuple(Row(int(line[0]), tuple(map(_cell, line[1:]))) for line in lines)
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError) as error:
        raise Refused(_("Relisez le fichier : ses lignes se sont perdues.")) from error
    if not 0 < width <= MOST_COLUMNS or not 0 < len(rows) <= MOST_IMPORTED:
        raise Refused(_("Relisez le fichier : ses lignes se sont perdues."))
    return Table(tuple(map(_cell, headers)), rows)


def _cell(carried: object) -> str:
    return normalise(str(carried))


def _chosen(table: Table) -> dict[str, int]:
    """The column chosen for each field."""
    asked = {field: request.form.get(f"col-{field}", "") for field in FIELDS}
    return {
        field: int(column)
        for field, column in asked.items()
        if column.isdecimal() and len(column) < 4 and int(column) < len(table.headers)
    }


@bp.post("/etudes/<public_id>/paroles/import/lignes")
@may("collect_paroles")
def sheet_rows(public_id: str) -> Any:
    """Show what would be kept, each fault with its line; keep all or nothing."""
    found, form = study(account(), "collect_paroles", public_id), MappingForm()
    form.offer(_sheet(found)[1])
    table = _carried(form)
    mapping, valid = _chosen(table), form.validate()
    if "parole" not in mapping:
        form.form_errors.append(_("Dites quelle colonne contient les paroles."))
        return _mapping_page(found, table, mapping, form, status=422)
    seen = _seen(found, table, mapping, form)
    mark = _mark(table, mapping, form)
    good = bool(valid and not any(one.wrong for one in seen))
    if good and form.seen.data == mark and request.form.get("keep") == "1":
        return _keep(found, seen, _batch_of(form))
    form.seen.data = mark
    return _mapping_page(found, table, mapping, form, seen, good, 200 if valid else 422)


@bp.post("/etudes/<public_id>/paroles/annulation")
@may("collect_paroles")
def undo(public_id: str) -> Any:
    """Take back what was just entered together."""
    batch_id = request.form.get("lot", "")
    try:
        with writing():
            found = study(account(), "collect_paroles", public_id)
            count = operations.undo_batch(account(), found, batch_id)
        flash(ngettext("%(num)d parole effacée.", "%(num)d paroles effacées.", count))
    except Refused as refused:
        flash(str(refused.message), "error")
    return go(url_for("paroles.index", public_id=public_id))
