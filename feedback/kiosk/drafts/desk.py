"""The cookie that binds a draft to one browser, for one address."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from flask import current_app, request

from feedback.db import utcnow
from feedback.kiosk.drafts import queries
from feedback.web.secrets import DRAFTS, house_secret


def _name() -> str:
    return "__Secure-brouillon" if current_app.config["SESSION_COOKIE_SECURE"] else "brouillon"


def lasts() -> dt.timedelta:
    """How long a draft can be resumed after it was last saved."""
    return dt.timedelta(hours=current_app.config["DRAFT_HOURS"])


def credential() -> str:
    """What this browser holds for this address; empty when it holds nothing."""
    return request.cookies.get(_name(), "")


def new_credential() -> str:
    """Something nobody can guess."""
    return secrets.token_urlsafe(32)


def begun(place: str) -> queries.Begun | None:
    """The draft of this browser; without the cookie, nothing is even asked of the database."""
    held = credential()
    if not held:
        return None
    return queries.begun(place, held, house_secret(DRAFTS), utcnow() - lasts())


def hold(response: Any, held: str, path: str) -> Any:
    """Let the browser keep the cookie, sent back to this address alone."""
    response.set_cookie(_name(), held, max_age=lasts(), **_how(path))
    return response


def let_go(response: Any, path: str) -> Any:
    """The browser forgets it."""
    if credential():
        response.delete_cookie(_name(), **_how(path))
    return response


def _how(path: str) -> dict[str, Any]:
    return {
        "path": path, "httponly": True, "samesite": "Lax",
        "secure": current_app.config["SESSION_COOKIE_SECURE"],
    }  # fmt: skip
