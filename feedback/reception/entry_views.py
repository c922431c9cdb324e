"""Paper answers typed in: a batch chosen once, then one screen for each sheet."""

from __future__ import annotations

import datetime as dt
import uuid as uuids
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.db import new_public_id, utcnow, writing
from feedback.errors import Refused
from feedback.instruments import rendering
from feedback.instruments.cleaning import clean_all
from feedback.instruments.definition import Definition
from feedback.instruments.kinds.base import Problem, Raw
from feedback.instruments.languages import FRENCH
from feedback.instruments.models import Version
from feedback.instruments.numbering import number_all
from feedback.instruments.paper import MODE, asked_on_paper
from feedback.instruments.path import keys
from feedback.instruments.preview import rules_data
from feedback.instruments.queries import definition_of
from feedback.reception import operations, queries
from feedback.reception.blueprint import ACT, bp
from feedback.reception.forms import LotForm, languages
from feedback.reception.lot import HALVES, LOT, Lot, misdated, source
from feedback.responses.handed import UUID4, Handed, tally_pairs
from feedback.responses.operations import ALREADY, CONFLICT, hand_in
from feedback.responses.queries import by_uuid
from feedback.responses.weeks import here
from feedback.responses.words import HALF_NAMES
from feedback.studies.forms import LANGUAGE_NAMES
from feedback.studies.models import Site, Study
from feedback.studies.queries import sites_of, study
from feedback.web.forms import BareForm
from feedback.web.pages import go, page
from feedback.web.secrets import RECEIPTS, house_secret

MISSING = ("required", "must_tick")


@dataclass(frozen=True)
class Desk:
    """A batch, checked: what is typed, where, of which day."""

    study: Study
    lot: Lot
    version: Version
    site: Site
    day: dt.date

    @property
    def definition(self) -> Definition:
        """The version on paper."""
        return definition_of(self.version)

    @property
    def source(self) -> str:
        """The batch in the traces of receipts."""
        return source(account().public_id, self.lot.lot)


# --- the batch ----------------------------------------------------------------------------


def _lot_form(found: Study) -> tuple[LotForm, list[Version]]:
    versions = [] if found.archived_at else queries.versions_to_type(found)
    day, half = here(utcnow())
    asked = request.args
    form = LotForm(
        data={
            "questionnaire": asked.get("questionnaire"), "lieu": asked.get("lieu"),
            "jour": _date(asked.get("jour")) or day, "demi": asked.get("demi", half),
            "langue": asked.get("langue", FRENCH),
        }
    )  # fmt: skip
    form.offer(found, versions, sites_of(account(), ACT, found))
    return form, versions


@bp.get("/etudes/<public_id>/saisie")
@may(ACT)
def lot(public_id: str) -> Any:
    """Choose once what the sheets share."""
    found = study(account(), ACT, public_id)
    form, versions = _lot_form(found)
    return page("reception/lot.html", study=found, form=form, versions=versions)


@bp.post("/etudes/<public_id>/saisie")
@may(ACT)
def lot_post(public_id: str) -> Any:
    """Begin a batch."""
    found = study(account(), ACT, public_id)
    form, versions = _lot_form(found)
    if not form.check(found, versions, here(utcnow())):
        return page("reception/lot.html", status=422, study=found, form=form, versions=versions)
    begun = Lot(
        form.questionnaire.data, form.lieu.data, str(form.jour.data), form.demi.data,
        form.langue.data, new_public_id(),
    )  # fmt: skip
    return go(url_for("reception.sheet", public_id=public_id, **begun.arguments))


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


def _asked() -> Lot:
    """The batch as the address says it."""
    names = ("questionnaire", "lieu", "jour", "demi", "langue", "lot")
    return Lot(*(request.args.get(name, "") for name in names))


def _desk(public_id: str) -> Desk | None:
    """The batch of the address, or none when something of it no longer fits."""
    found = study(account(), ACT, public_id)
    given = _asked()
    versions = {v.public_id: v for v in queries.versions_to_type(found)}
    sites = {s.public_id: s for s in sites_of(account(), ACT, found)}
    version, site, day = versions.get(given.version), sites.get(given.site), _date(given.day)
    if version is None or site is None or day is None or given.half not in HALVES:
        return None
    if misdated(day, given.half, here(utcnow()), found.starts_on):
        return None
    if given.language not in languages(found, version) or not LOT.fullmatch(given.lot):
        return None
    return Desk(found, given, version, site, day)


# --- one sheet ----------------------------------------------------------------------------


@bp.get("/etudes/<public_id>/saisie/feuille")
@may(ACT)
def sheet(public_id: str) -> Any:
    """A blank sheet to type in."""
    desk = _desk(public_id)
    if desk is None or desk.study.archived_at:
        return go(url_for("reception.lot", public_id=public_id, **_asked().arguments))
    return _sheet(desk, str(uuids.uuid4()))


def _sheet(
    desk: Desk, uuid: str, raw: Raw | None = None, problems: Sequence[Problem] = (),
    message: Any = "", status: int = 200,
) -> Any:  # fmt: skip
    questions, tag = asked_on_paper(desk.definition), str(get_locale())
    tag = tag if tag in desk.definition.languages else FRENCH
    drawings = number_all(questions, rendering.draw_all(questions, tag, raw, problems))
    missing = [p for p in problems if p.reason in MISSING]
    typed = queries.typed_in(desk.source)
    return page(
        "reception/sheet.html", status=status, desk=desk, study=desk.study, drawings=drawings,
        data=rules_data(questions, MODE), uuid=uuid, fresh=raw is None, message=message,
        problems=[(p.field, p.message(tag)) for p in problems],
        may_be_incomplete=bool(missing) and len(missing) == len(problems),
        count=len(typed), last=typed[0] if typed else "", halves=HALF_NAMES,
        languages=LANGUAGE_NAMES, bare=BareForm(),
    )  # fmt: skip


@bp.post("/etudes/<public_id>/saisie/feuille")
@may(ACT)
def sheet_post(public_id: str) -> Any:
    """Store a sheet once, or show what to correct with everything still there."""
    desk = _desk(public_id)
    if desk is None or desk.study.archived_at:
        raise Refused(
            _("Ce lot n'est plus ouvert. Rien n'a été enregistré : commencez-en un autre.")
        )
    uuid, raw = request.form.get("uuid", ""), request.form
    known = by_uuid(uuid) if UUID4.fullmatch(uuid) else None
    if not UUID4.fullmatch(uuid) or (known and known.withdrawn_at):
        message = _("Cette saisie avait été annulée. Enregistrez-la à nouveau si vous y tenez.")
        return _sheet(desk, str(uuids.uuid4()), raw, message=message, status=422)
    handed, problems = _read(desk, uuid, raw)
    if problems:
        return _sheet(desk, uuid, raw, problems, status=422)
    if not handed.answers and not handed.texts:
        message = _("Cette feuille est vide : rien n'est coché ni écrit.")
        return _sheet(desk, uuid, raw, message=message, status=422)
    pairs, key = _pairs(desk, handed), house_secret(RECEIPTS)
    with writing():
        verdict = hand_in(handed, pairs, key)
    _tell(verdict)
    return go(url_for("reception.sheet", public_id=public_id, **desk.lot.arguments))


def _pairs(desk: Desk, handed: Handed) -> Any:
    return tally_pairs(desk.definition, handed.answers, handed.texts, handed.mode)


def _read(desk: Desk, uuid: str, raw: Mapping[str, Any]) -> tuple[Handed, Sequence[Problem]]:
    """The sheet as a response; a question left blank on paper is no fault once that is said."""
    definition, last_step = desk.definition, ""
    cleaned, problems = clean_all(definition, raw, MODE)
    missing = [p.field for p in problems if p.reason in MISSING]
    if missing and len(missing) == len(problems) and raw.get("incomplete") == "1":
        cleaned, problems = clean_all(definition, raw, MODE, partial=True)
        last_step = next(q.code for q in definition.questions if missing[0] in keys(q))
    handed = Handed(
        uuid=uuid, study_id=desk.study.id, instrument_id=desk.version.instrument_id,
        version_id=desk.version.id, site_id=desk.site.id, mode=MODE, source=desk.source,
        language=desk.lot.language, complete=not last_step, day=desk.day, half=desk.lot.half,
        answers=cleaned.answers, texts=cleaned.texts, last_step=last_step,
    )  # fmt: skip
    return handed, problems


def _tell(verdict: str) -> None:
    if verdict == CONFLICT:
        flash(
            _("Une autre saisie porte déjà ce numéro : celle-ci est mise de côté pour la personne "
              "responsable. Pour corriger, annulez la dernière puis tapez la feuille à nouveau."),
            "error",
        )  # fmt: skip
    elif verdict == ALREADY:
        flash(_("Cette feuille était déjà enregistrée : elle n'est comptée qu'une fois."))
    else:
        flash(_("Feuille enregistrée."))


@bp.post("/etudes/<public_id>/saisie/annulation")
@may(ACT)
def undo(public_id: str) -> Any:
    """Take one's own last sheet of the batch out again."""
    desk = _desk(public_id)
    if desk is None:
        return go(url_for("reception.lot", public_id=public_id))
    try:
        with writing():
            operations.undo_last(account(), desk.source, request.form.get("derniere", ""))
        flash(_("Dernière saisie annulée : elle n'est comptée nulle part."))
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("reception.sheet", public_id=public_id, **desk.lot.arguments))
