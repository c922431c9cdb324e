"""Pages of accounts: sign in and out, links, the list of people, notices, the log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts import operations, passwords, queries
from feedback.accounts.access import account, may, open_to
from feedback.accounts.forms import (
    AccountForm,
    FirstRunForm,
    HandOverForm,
    LanguageForm,
    PasswordForm,
    SignInForm,
)
from feedback.accounts.models import Account
from feedback.db import utcnow, writing
from feedback.errors import NotAllowed, Refused
from feedback.web.forms import BareForm, choices
from feedback.web.mail import send
from feedback.web.menu import Entry
from feedback.web.pages import go, page

bp = Blueprint("accounts", __name__)
NAV = (Entry(_l("Réglages"), "accounts.settings", "be_signed_in", "settings", 90),)
DEMO_PASSWORD = "vive-voix-demonstration"


def _safe(address: str | None) -> str:
    """Only a path of our own may follow a sign-in."""
    ours = address and address.startswith("/") and not address.startswith(("//", "/\\"))
    # Browsers pass over tabs and line ends: "/<tab>/elsewhere" would lead elsewhere
    if address and ours and address.isprintable():
        return address
    return url_for("home.index")


def _enter(person: Account, address: str | None = None) -> Any:
    """Open the staff session in a fresh cookie, then go on."""
    with writing():
        token = operations.sign_in(person)
    session.clear()  # a cookie from before the sign-in is worth nothing after it
    session["sign_in"] = token
    return redirect(_safe(address), 303)


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
    """Check the password; the answer never tells whether the account exists."""
    form = SignInForm()
    back = request.form.get("next", "")
    if not form.validate():
        return page("accounts/sign_in.html", status=422, form=form, next=back)
    person = queries.by_email(form.email.data)
    if person and person.locked_until and person.locked_until > utcnow():
        form.form_errors.append(_("Trop d'essais. Attendez un peu, puis recommencez."))
        return page("accounts/sign_in.html", status=429, form=form, next=back)
    right = passwords.matches(person.password_hash if person else None, form.password.data)
    if right and person and person.active and _may_enter(person):
        return _enter(person, back)
    if person:
        with writing():
            operations.note_failure(person)
    form.form_errors.append(_("Adresse ou mot de passe incorrect."))
    return page("accounts/sign_in.html", status=422, form=form, next=back)


def _may_enter(person: Account) -> bool:
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


@bp.get("/premiere-fois/<token>")
@open_to("anyone")
def first_run(token: str) -> Any:
    """The page that creates the first administrator."""
    if queries.live_link(token, ("first_run",)) is None:
        raise NotAllowed
    return page("accounts/first_run.html", form=FirstRunForm(), token=token)


@bp.post("/premiere-fois/<token>")
@open_to("anyone")
def first_run_post(token: str) -> Any:
    """Create the first administrator."""
    link, form = queries.live_link(token, ("first_run",)), FirstRunForm()
    if link is None:
        raise NotAllowed
    if form.validate():
        try:
            with writing():
                person = operations.first_administrator(
                    link, form.email.data, form.name.data, form.password.data
                )
            return _enter(person)
        except Refused as refused:
            form.refuse(refused)
    return page("accounts/first_run.html", status=422, form=form, token=token)


@bp.get("/mot-de-passe/<token>")
@open_to("anyone")
def choose_password(token: str) -> Any:
    """The page of an invitation or reset link."""
    if queries.live_link(token, ("invitation", "reset")) is None:
        return page("accounts/dead_link.html", status=404)
    return page("accounts/password.html", form=PasswordForm(), token=token)


@bp.post("/mot-de-passe/<token>")
@open_to("anyone")
def choose_password_post(token: str) -> Any:
    """Choose the password, and enter."""
    link, form = queries.live_link(token, ("invitation", "reset")), PasswordForm()
    if link is None:
        return page("accounts/dead_link.html", status=404)
    if form.validate():
        try:
            with writing():
                person = operations.use_link(link, form.password.data)
            return _enter(person)
        except Refused as refused:
            form.refuse(refused)
    return page("accounts/password.html", status=422, form=form, token=token)


@bp.get("/reglages")
@may("be_signed_in")
def settings() -> Any:
    """One's own settings, and the doors to those of the house."""
    return page("accounts/settings.html", form=LanguageForm(obj=account()), bare=BareForm())


@bp.post("/reglages")
@may("be_signed_in")
def settings_post() -> Any:
    """Change one's language."""
    form = LanguageForm()
    if form.validate():
        with writing():
            account().language = form.language.data
        flash(_("Langue enregistrée."))
    return redirect(url_for("accounts.settings"), 303)


@bp.get("/avis-recus")
@may("be_signed_in")
def notices() -> Any:
    """What happened that concerns the person; reading it clears the count."""
    found = queries.notices(account())
    return page("accounts/notices.html", notices=found, bare=BareForm())


@bp.post("/avis-recus/lecture")
@may("be_signed_in")
def notices_read() -> Any:
    """Mark the notices as read."""
    with writing():
        operations.read_notices(account())
    return go(url_for("accounts.notices"))


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


@bp.get("/journal")
@may("read_log")
def log() -> Any:
    """The audit log, newest first."""
    asked = request.args.get("avant", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None
    entries = queries.log_page(before)
    names = queries.names_of({e.actor for e in entries})
    older = entries[-1].id if len(entries) == 50 else None
    return page("accounts/log.html", entries=entries, names=names, older=older)


@bp.post("/journal/verification")
@may("read_log")
def log_check() -> Any:
    """Verify the chain of seals."""
    broken = list(queries.broken_seals())
    if broken:
        flash(_("Le journal a été altéré à l'entrée n° %(id)d.", id=broken[0]), "error")
    else:
        flash(_("Le journal est intact : chaque entrée porte le sceau de la précédente."))
    return go(url_for("accounts.log"))


@bp.get("/acces-demonstration/<role>")
@open_to("anyone")
def demo_door(role: str) -> Any:
    """In the demonstration, on this machine only: the sign-in page filled with a role's account."""
    if not current_app.config["DEMO"]:
        raise NotAllowed
    form = SignInForm(email=f"{role}@demo.example.org")
    return page("accounts/sign_in.html", form=form, next="", demo_password=DEMO_PASSWORD)
