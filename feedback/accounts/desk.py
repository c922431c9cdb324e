"""What the pages of accounts share: the way in, once a person is known."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, session, url_for

from feedback.accounts import queries
from feedback.web.secrets import ATTEMPTS, house_secret

bp = Blueprint("accounts", __name__)


def _ours(address: str | None) -> str:
    """Only a path of our own may follow a sign-in."""
    ours = address and address.startswith("/") and not address.startswith(("//", "/\\"))
    # Browsers pass over tabs and line ends: "/<tab>/elsewhere" would lead elsewhere
    if address and ours and address.isprintable():
        return address
    return url_for("home.index")


def address_mac(email: str) -> str:
    """What the house keeps of an address typed at the door."""
    return queries.address_mac(house_secret(ATTEMPTS), email)


def enter(token: str, address: str | None = None) -> Any:
    """Hand the staff session over in a fresh cookie, then go on."""
    session.clear()  # a cookie from before the sign-in is worth nothing after it
    session["sign_in"] = token
    return redirect(_ours(address), 303)
