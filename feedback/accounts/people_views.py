"""Pages of the people who have an account: invite, change, close, hand over."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import current_app, flash, request, url_for
from flask_babel import gettext as _

from feedback.accounts import operations, queries
from feedback.accounts.access import account, may
from feedback.accounts.desk import bp
from feedback.accounts.forms import AccountForm, HandOverForm
from feedback.accounts.models import Account
from feedback.db import writing
from feedback.errors import NotAllowed, Refused
from feedback.web.forms import BareForm, choices
from feedback.web.mail import send
from feedback.web.pages import go, page


@bp.get("/comptes")
@may("manage_accounts")
def people() -> Any:
    """Everyone who has an account."""
    return page("accounts/people.html", people=queries.all_accounts())


@bp.get("/comptes/nouveau")
@may("manage_accounts")
def invite() -> Any:
    """Invite a person."""
    return page("accounts/invite.html", form=AccountForm())


@bp.post("/comptes")
@may("manage_accounts")
def invite_post() -> Any:
    """Create the account and its invitation link."""
    form = AccountForm()
    if form.validate():
        try:
            with writing():
                person = operations.create_account(
                    account(), form.email.data, form.name.data, form.language.data
                )
                for role in form.house_roles.data or ():
                    operations.grant_role(account(), person, role)
                token = _link(person, "invitation")
            return _show_link(person, token)
        except Refused as refused:
            form.refuse(refused)
    return page("accounts/invite.html", status=422, form=form)


def _person(public_id: str) -> Account:
    found = queries.by_public_id(public_id)
    if found is None:
        raise NotAllowed
    return found


def _link(person: Account, kind: str) -> str:
    lasts = dt.timedelta(days=current_app.config["LINK_DAYS"])
    return operations.make_link(account(), kind, person, lasts)


def _show_link(person: Account, token: str) -> Any:
    """Show the link to copy, and mail it when a server is set."""
    address = url_for("accounts.choose_password", token=token, _external=True)
    body = _("Bonjour,\n\nVoici votre lien, valable une fois :\n%(a)s\n", a=address)
    config = current_app.config
    sent = send(config["SMTP_URL"], config["MAIL_FROM"], person.email, "Vive Voix", body)
    return page("accounts/link.html", person_=person, address=address, sent=sent)


@bp.get("/comptes/<public_id>")
@may("manage_accounts")
def person(public_id: str) -> Any:
    """One account."""
    found = _person(public_id)
    form = AccountForm(obj=found, house_roles=sorted(found.house_roles))
    return _person_page(found, form)


def _person_page(found: Account, form: AccountForm, status: int = 200) -> Any:
    hand_over = HandOverForm()
    others = [a for a in queries.all_accounts() if a.active and a.id != found.id]
    hand_over.taker.choices = choices((a.public_id, a.name) for a in others)
    history = queries.history_of(f"account:{found.public_id}")
    return page(
        "accounts/person.html", status=status, found=found, form=form, hand_over=hand_over,
        history=history, names=queries.names_of({e.actor for e in history}), bare=BareForm(),
    )  # fmt: skip


@bp.post("/comptes/<public_id>")
@may("manage_accounts")
def person_post(public_id: str) -> Any:
    """Change name, address, language, house roles."""
    found, form = _person(public_id), AccountForm()
    if form.validate():
        try:
            with writing():
                operations.change_account(
                    account(),
                    found,
                    email=form.email.data,
                    name=form.name.data,
                    language=form.language.data,
                    house_roles=set(form.house_roles.data or ()),
                )
            flash(_("Compte enregistré."))
            return go(url_for("accounts.person", public_id=public_id))
        except Refused as refused:
            form.refuse(refused)
    return _person_page(found, form, 422)


@bp.post("/comptes/<public_id>/lien")
@may("manage_accounts")
def reset_link(public_id: str) -> Any:
    """A fresh link to choose a password."""
    found = _person(public_id)
    with writing():
        token = _link(found, "reset" if found.password_hash else "invitation")
    return _show_link(found, token)


@bp.post("/comptes/<public_id>/fermeture")
@may("manage_accounts")
def deactivate(public_id: str) -> Any:
    """Close the account."""
    with writing():
        operations.deactivate(account(), _person(public_id))
    flash(_("Compte fermé. Ce que la personne a fait reste à son nom."))
    return go(url_for("accounts.person", public_id=public_id))


@bp.post("/comptes/<public_id>/reouverture")
@may("manage_accounts")
def reactivate(public_id: str) -> Any:
    """Open it again."""
    with writing():
        operations.reactivate(account(), _person(public_id))
    flash(_("Compte rouvert."))
    return go(url_for("accounts.person", public_id=public_id))


@bp.post("/comptes/<public_id>/transmission")
@may("manage_accounts")
def hand_over(public_id: str) -> Any:
    """Give the person's study roles to someone else."""
    with writing():
        taker = queries.by_public_id(request.form.get("taker", ""))
        if taker is None:
            raise Refused(_("Choisissez à qui transmettre."))
        count = operations.hand_over(account(), _person(public_id), taker)
        name = taker.name
    flash(_("%(count)d rôle(s) transmis à %(name)s.", count=count, name=name))
    return go(url_for("accounts.person", public_id=public_id))
