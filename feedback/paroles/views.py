"""Staff pages of paroles: the list, one of them, the link where they are left."""

from __future__ import annotations

from typing import Any

from cryptography.fernet import InvalidToken
from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.accounts.acts import may as roles_may
from feedback.accounts.operations import record
from feedback.corpus.models import Document
from feedback.corpus.sealing import unseal
from feedback.db import db, writing
from feedback.errors import NotAllowed, Refused
from feedback.instruments.queries import definition_of, instruments
from feedback.paroles import entry_views, operations, queries
from feedback.paroles.desk import at_desk, bp, labels
from feedback.paroles.models import Parole
from feedback.responses.withdrawal_codes import code_for
from feedback.studies.models import Study
from feedback.studies.queries import studies, study
from feedback.web.menu import Door, Entry
from feedback.web.pages import go, page
from feedback.web.secrets import CONTACTS, WITHDRAWALS, house_secret

__all__ = ["bp", "entry_views"]
NAV = (Entry(_l("Paroles"), "paroles.choose", "collect_paroles", "message-square-quote", 40),)
DOORS = (
    Door(
        _l("Paroles"), _l("Recueillir ce que disent professionnels et experts."),
        "paroles.index", "collect_paroles", "message-square-quote", 40,
    ),
)  # fmt: skip


@bp.get("/paroles")
@may("collect_paroles")
def choose() -> Any:
    """The paroles of the person's study, or the choice between several."""
    found = studies(account(), "collect_paroles")
    if len(found) == 1:
        return redirect(url_for("paroles.index", public_id=found[0].public_id), 303)
    return page("studies/choose.html", studies=found, endpoint="paroles.index", title=_("Paroles"))


@bp.get("/etudes/<public_id>/paroles")
@may("collect_paroles")
def index(public_id: str) -> Any:
    """Paroles of a study, by state; those entered together can be taken back at once."""
    found = study(account(), "collect_paroles", public_id)
    state = request.args.get("etat", "")
    state = state if state in queries.STATES else ""
    rows = queries.paroles(found, state, request.args.get("avant", ""))
    sheets, shown = queries.sheets(found), rows[: queries.PAGE]
    batch = request.args.get("lot", "")[:36]
    return at_desk(
        "paroles/index.html", study=found, rows=shown, more=len(rows) > len(shown), state=state,
        numbers=queries.numbers(found), sheets=sheets, links=_links(found), batch=batch,
        in_batch=len(queries.batch(found, batch)) if batch else 0, reads=_reads(found),
        leads=_leads(found), themes=labels(definition_of(sheets[0]), "theme") if sheets else {},
        jobs=labels(definition_of(sheets[0]), "fonction") if sheets else {},
    )  # fmt: skip


def _links(found: Study) -> list[tuple[Any, str]]:
    base = (current_app.config["PUBLIC_URL"] or request.url_root).rstrip("/")
    return [
        (link, f"{base}{url_for('deposit.leave', token=link.token)}")
        for link in queries.links(found)
    ]


def _reads(found: Study) -> bool:
    """Whether the person may read what nobody has read yet."""
    return roles_may(account().roles(found.id), "moderate")


def _leads(found: Study) -> bool:
    return "study_lead" in account().roles(found.id)


@bp.post("/etudes/<public_id>/paroles/lien")
@may("edit_instruments")
def open_link(public_id: str) -> Any:
    """Open the address where paroles are left."""
    with writing():
        found = study(account(), "edit_instruments", public_id)
        sheets = {i.public_id: i for i in instruments(found, "parole")}
        sheet = sheets.get(request.form.get("sheet", ""))
        if sheet is None:
            raise Refused(_("Choisissez une fiche parole de l'étude."))
        operations.open_link(account(), found, sheet)
    flash(_("Lien ouvert : envoyez-le aux professionnels."))
    return go(url_for("paroles.index", public_id=public_id))


@bp.post("/etudes/<public_id>/paroles/lien/<link_id>/fermeture")
@may("edit_instruments")
def close_link(public_id: str, link_id: str) -> Any:
    """Close it; whoever opens it learns so."""
    with writing():
        found = study(account(), "edit_instruments", public_id)
        link = next((x for x in queries.links(found) if x.public_id == link_id), None)
        if link is None:
            raise NotAllowed
        operations.close_link(account(), link)
    flash(_("Lien fermé."))
    return go(url_for("paroles.index", public_id=public_id))


def _found(public_id: str) -> tuple[Parole, Document, Study]:
    parole, document = queries.parole(account(), "collect_paroles", public_id)
    return parole, document, db.session.get_one(Study, parole.study_id)


@bp.get("/paroles/<public_id>")
@may("collect_paroles")
def show(public_id: str) -> Any:
    """One parole: its words once read, its context, its permission."""
    return _show(public_id)


def _show(public_id: str, code: str = "", contact: str = "") -> Any:
    parole, document, owner = _found(public_id)
    definition = definition_of(parole.version)
    readable = document.state in ("read", "validated") or (
        document.state == "to_read" and _reads(owner)
    )
    return at_desk(
        "paroles/show.html", parole=parole, document=document, study=owner, readable=readable,
        jobs=labels(definition, "fonction"), contexts=labels(definition, "contexte"),
        themes=labels(definition, "theme"), leads=_leads(owner), code=code, contact=contact,
        kept=queries.contact(parole),
    )  # fmt: skip


@bp.post("/paroles/<public_id>/retrait")
@may("collect_paroles")
def withdraw(public_id: str) -> Any:
    """The author asked for it: the parole is erased."""
    with writing():
        operations.withdraw(_found(public_id)[0], account())
    flash(_("Parole retirée : ses mots sont effacés."))
    return go(url_for("paroles.show", public_id=public_id))


@bp.post("/paroles/<public_id>/code")
@may("collect_paroles")
def code(public_id: str) -> Any:
    """Show the withdrawal code, to hand it to the author; the log says so."""
    with writing():
        parole = _found(public_id)[0]
        if parole.withdrawn_at:
            raise Refused(_("Cette parole est déjà retirée."))
        record(account(), "parole.code_shown", f"parole:{public_id}")
        uuid = parole.response_uuid
    return _show(public_id, code=code_for(house_secret(WITHDRAWALS), uuid))


@bp.post("/paroles/<public_id>/contact")
@may("edit_instruments")
def contact(public_id: str) -> Any:
    """Show where to send the parole to be read again; the log says who looked."""
    key = house_secret(CONTACTS)
    with writing():
        parole, _document, owner = _found(public_id)
        kept = queries.contact(parole)
        if not _leads(owner):
            raise NotAllowed
        if kept is None:
            raise Refused(_("Aucun contact n'est gardé."))
        try:
            shown = unseal(kept.sealed, key)
        except InvalidToken as error:
            raise Refused(_("Ce contact ne peut plus être lu : sa clé a changé.")) from error
        record(account(), "parole.contact_read", f"parole:{public_id}")
    return _show(public_id, contact=shown)
