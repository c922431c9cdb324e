"""Signing in and out."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _

from feedback.accounts import operations, passwords, queries
from feedback.accounts.access import account, may, open_to
from feedback.accounts.desk import address_mac, bp, enter
from feedback.accounts.forms import SignInForm
from feedback.accounts.models import Account
from feedback.db import writing
from feedback.errors import NotAllowed
from feedback.web.pages import page


@bp.get("/connexion")
@open_to("anyone")
def sign_in() -> Any:
    """The sign-in page."""
    if g.account:
        return redirect(url_for("home.index"), 303)
    return page("accounts/sign_in.html", form=SignInForm(), next=request.args.get("next", ""))


@bp.post("/connexion")
@open_to("anyone")
def sign_in_post() -> Any:
    """Check the password; neither answer nor wait tells whether the account exists."""
    form = SignInForm()
    back = request.form.get("next", "")
    if not form.validate():
        return page("accounts/sign_in.html", status=422, form=form, next=back)
    mac = address_mac(form.email.data)
    if queries.must_wait(mac):
        form.form_errors.append(_("Trop d'essais. Attendez un peu, puis recommencez."))
        return page("accounts/sign_in.html", status=429, form=form, next=back)
    person = queries.at_the_door(form.email.data)
    known = person.public_id if person else ""
    right = passwords.matches(person.password_hash if person else None, form.password.data)
    if right and person and person.active and _mayenter(person):
        with writing():
            token = operations.sign_in(person, mac)
        return enter(token, back)
    with writing():
        operations.note_failure(mac, known)
    form.form_errors.append(_("Adresse ou mot de passe incorrect."))
    return page("accounts/sign_in.html", status=422, form=form, next=back)


def _mayenter(person: Account) -> bool:
    """Demonstration accounts open only from the machine itself."""
    here = request.remote_addr in ("127.0.0.1", "::1")
    return here or not person.demonstration


@bp.post("/deconnexion")
@may("be_signed_in")
def sign_out() -> Any:
    """End this staff session."""
    with writing():
        operations.sign_out(g.sign_in_id)
    session.clear()
    flash(_("Vous êtes déconnecté."))
    return redirect(url_for("accounts.sign_in"), 303)


@bp.post("/deconnexion-partout")
@may("be_signed_in")
def sign_out_everywhere() -> Any:
    """End every staff session of the person."""
    with writing():
        operations.sign_out_everywhere(account())
    session.clear()
    flash(_("Vous êtes déconnecté de tous vos appareils."))
    return redirect(url_for("accounts.sign_in"), 303)


@bp.get("/acces-demonstration/<role>")
@open_to("anyone")
def demo_door(role: str) -> Any:
    """In the demonstration, on this machine only: the sign-in page filled with a role's account."""
    if not current_app.config["DEMO"]:
        raise NotAllowed
    form = SignInForm(email=f"{role}@demo.example.org")
    return page("accounts/sign_in.html", form=form, next="", demo_password=passwords.DEMONSTRATION)
