"""What a one-time link opens: the first run, the choice of a password."""

from __future__ import annotations

from typing import Any

from feedback.accounts import operations, queries
from feedback.accounts.access import open_to
from feedback.accounts.desk import address_mac, bp, enter
from feedback.accounts.forms import FirstRunForm, PasswordForm
from feedback.db import writing
from feedback.errors import NotAllowed, Refused
from feedback.web.pages import page


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
                signed_in = operations.sign_in(person, address_mac(person.email))
            return enter(signed_in)
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
                signed_in = operations.sign_in(person, address_mac(person.email))
            return enter(signed_in)
        except Refused as refused:
            form.refuse(refused)
    return page("accounts/password.html", status=422, form=form, token=token)
