"""Pages of permissions, and of the end of an interview."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import InvalidToken
from flask import current_app, flash, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.accounts.operations import record
from feedback.corpus.identifiers import Likely, find
from feedback.corpus.sealing import unseal
from feedback.db import utcnow, writing
from feedback.errors import Refused
from feedback.instruments.kinds.base import Problem
from feedback.journeys import operations, queries
from feedback.journeys.desk import Desk, at_desk, bp, desk_of
from feedback.journeys.fields import NOTES
from feedback.journeys.forms import EndForm, PermissionsForm
from feedback.journeys.models import PERMISSIONS, Step
from feedback.journeys.ready import ready
from feedback.responses.weeks import here
from feedback.responses.withdrawal_codes import code_for, code_mac
from feedback.web.pages import go
from feedback.web.secrets import CONTACTS, RECEIPTS, WITHDRAWALS, house_secret


@bp.get("/parcours/<public_id>/permissions")
@may("hold_interviews")
def permissions(public_id: str) -> Any:
    """What the person allows; it may change at any time."""
    desk = desk_of(public_id)
    given = {name: getattr(desk.interview, f"{name}_on") is not None for name in PERMISSIONS}
    return _permissions(desk, PermissionsForm(data=given))


def _permissions(
    desk: Desk, form: PermissionsForm, status: int = 200, contact: str | None = None
) -> Any:
    dates = {name: getattr(desk.interview, f"{name}_on") for name in PERMISSIONS}
    return at_desk(
        "journeys/permissions.html", desk, "permissions", status, form=form, dates=dates,
        kept=queries.contact(desk.interview), contact=contact,
    )  # fmt: skip


@bp.post("/parcours/<public_id>/permissions")
@may("hold_interviews")
def permissions_post(public_id: str) -> Any:
    """Permissions given or taken back; a contact kept apart."""
    desk, form = desk_of(public_id), PermissionsForm()
    if not form.validate():
        return _permissions(desk, form, 422)
    key = house_secret(CONTACTS)
    with writing():
        fresh = desk_of(public_id)
        day = here(utcnow())[0]
        operations.change_permissions(account(), fresh.interview, form.given(), day)
        if form.contact.data:
            operations.keep_contact(fresh.interview, fresh.study, form.contact.data, key)
        elif request.form.get("forget") == "1":
            operations.forget_contact(fresh.interview)
    flash(_("Permissions enregistrées."))
    return go(url_for("journeys.permissions", public_id=public_id))


@bp.post("/parcours/<public_id>/contact")
@may("hold_interviews")
def contact(public_id: str) -> Any:
    """Show how to call the person back; the log says who looked."""
    key = house_secret(CONTACTS)
    with writing():
        kept = queries.contact(queries.interview(account(), public_id))
        if kept is None:
            raise Refused(_("Aucun contact n'est gardé."))
        try:
            shown = unseal(kept.sealed, key)
        except InvalidToken as error:
            raise Refused(_("Ce contact ne peut plus être lu : sa clé a changé.")) from error
        record(account(), "interview.contact_read", f"interview:{public_id}")
    desk = desk_of(public_id)
    given = {name: getattr(desk.interview, f"{name}_on") is not None for name in PERMISSIONS}
    return _permissions(desk, PermissionsForm(formdata=None, data=given), contact=shown)


# --- the end ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Note:
    """A note of a step in which something may identify somebody."""

    step: Step
    parts: Sequence[tuple[str, str]]  # words, and the reason when they are doubtful


def doubtful(steps: Sequence[Step]) -> Iterator[Note]:
    """Notes of the steps where something may identify somebody."""
    for step in steps:
        for column in NOTES:
            text = getattr(step, column)
            if likely := find(text):
                yield Note(step, _parts(text, likely))


def _parts(text: str, likely: Sequence[Likely]) -> list[tuple[str, str]]:
    parts, at = [], 0
    for one in likely:
        parts += [(text[at : one.start], ""), (text[one.start : one.end], one.reason)]
        at = one.end
    return [*parts, (text[at:], "")]


@bp.get("/parcours/<public_id>/fin")
@may("hold_interviews")
def end(public_id: str) -> Any:
    """The last look before the end."""
    return _end(desk_of(public_id), EndForm())


def _end(desk: Desk, form: EndForm, status: int = 200) -> Any:
    problems: list[Problem] = []
    if desk.interview.state == "draft":
        problems = ready(desk.definition, desk.guide, desk.interview)[1]
    return at_desk(
        "journeys/end.html", desk, "end", status, form=form, notes=list(
            doubtful(desk.interview.shown_steps)
        ), problems=problems, empty=_is_empty(desk), texts=queries.states_of_texts(desk.interview),
    )  # fmt: skip


def _is_empty(desk: Desk) -> bool:
    told = desk.interview
    return not (told.shown_steps or told.transcript or told.texts)


@bp.post("/parcours/<public_id>/fin")
@may("hold_interviews")
def end_post(public_id: str) -> Any:
    """The interview is complete: its texts go to be read, the code is handed over."""
    desk, form = desk_of(public_id), EndForm()
    if desk.interview.state == "complete":
        return go(url_for("journeys.end", public_id=public_id))
    made, problems = ready(desk.definition, desk.guide, desk.interview)
    if _is_empty(desk):
        form.validate()
        form.form_errors.append(_("Notez au moins une étape, ou une transcription."))
        return _end(desk, form, 422)
    if not form.validate() or problems:
        return _end(desk, form, 422)
    key, receipts = house_secret(WITHDRAWALS), house_secret(RECEIPTS)
    code = code_for(key, made.handed.uuid)
    with writing():
        interview = queries.interview(account(), public_id)
        operations.complete(
            account(), interview, made, key=receipts, withdrawal_mac=code_mac(key, code) or ""
        )
    return _handed_over(desk_of(public_id), code)


def _handed_over(desk: Desk, code: str) -> Any:
    base = current_app.config["PUBLIC_URL"] or request.url_root
    return at_desk(
        "journeys/code.html", desk, "end", code=code, address=f"{base.rstrip('/')}/retrait"
    )


@bp.post("/parcours/<public_id>/code")
@may("hold_interviews")
def code(public_id: str) -> Any:
    """Show the withdrawal code again, to hand it over; the log says so."""
    with writing():
        found = queries.interview(account(), public_id)
        if found.state != "complete":
            raise Refused(_("Le code est remis à la fin de l'entretien."))
        record(account(), "interview.code_shown", f"interview:{public_id}")
        uuid = found.response_uuid
    return _handed_over(desk_of(public_id), code_for(house_secret(WITHDRAWALS), uuid))
