"""Who is asking, and whether the page is theirs.

Every view carries `@may(act)` or `@open_to(who)`; a route without one is refused at start.
A stranger is sent to the sign-in page; someone without the role meets a 404.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask_babel import refresh

from feedback.accounts import queries
from feedback.accounts.acts import ACTS
from feedback.accounts.acts import may as roles_may
from feedback.accounts.models import Account
from feedback.db import utcnow, writing

View = TypeVar("View", bound=Callable[..., Any])
OPEN = ("anyone", "tablet")
TOUCH = dt.timedelta(minutes=1)  # how precisely "last seen" is kept: one write a minute at most


def account() -> Account:
    """The person signed in; only behind `@may`."""
    found: Account = g.account
    return found


def load() -> None:
    """Find the sign-in of the cookie before each request that may need it."""
    g.account = g.sign_in_id = None
    token = session.get("sign_in")
    if not token or request.endpoint in (None, "static"):
        return
    config = current_app.config
    found = queries.sign_in_of(
        token,
        dt.timedelta(minutes=config["IDLE_MINUTES"]),
        dt.timedelta(hours=config["SIGN_IN_HOURS"]),
    )
    if found is None:
        session.pop("sign_in", None)
        return
    if utcnow() - found.seen_at > TOUCH:
        with writing():
            found.seen_at = utcnow()
    g.account, g.sign_in_id = found.account, found.id
    refresh()  # the page speaks the account's language


def may(*acts: str) -> Callable[[View], View]:
    """The view is for people who may do one of the acts in some study, or over the house."""
    unknown = set(acts) - set(ACTS)
    if unknown or not acts:
        raise ValueError(f"unknown acts {unknown}")

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            if g.account is None:
                return to_sign_in()
            if not any(roles_may(g.account.roles(), act) for act in acts):
                abort(404)
            return view(*args, **kwargs)

        checked.who = acts  # type: ignore[attr-defined]
        return checked  # type: ignore[return-value]

    return decorate


def open_to(who: str) -> Callable[[View], View]:
    """The view is for anyone, or for a tablet that proves itself."""
    if who not in OPEN:
        raise ValueError(who)

    def decorate(view: View) -> View:
        view.who = who  # type: ignore[attr-defined]
        return view

    return decorate


def to_sign_in() -> Any:
    """Ask a stranger to sign in, then bring them back."""
    if request.headers.get("HX-Request"):
        return "", 204, {"HX-Redirect": url_for("accounts.sign_in")}
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=back), 303)


def check_routes(app: Flask) -> None:
    """Refuse to start with a route that does not say who may."""
    for endpoint, view in app.view_functions.items():
        if endpoint != "static" and not hasattr(view, "who"):
            raise RuntimeError(f"{endpoint} does not say who may call it")
