"""The page where anyone takes back, with a code, what they said."""

from __future__ import annotations

import time
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from feedback.accounts.access import open_to
from feedback.db import writing
from feedback.instruments.languages import direction, html_lang
from feedback.journeys.models import Interview
from feedback.stewardship import operations
from feedback.stewardship.attempts import LONGEST_WAIT, Attempts
from feedback.stewardship.words import LANGUAGES, NAMES, words
from feedback.web.secrets import WITHDRAWALS, house_secret

bp = Blueprint("withdrawal", __name__)
COOKIE = "essais"


def _tag() -> str:
    wanted = (request.values.get("lang"), *request.accept_languages.values())
    return next((str(tag) for tag in wanted if tag in LANGUAGES), "fr")


def _page(status: int = 200, attempts: Attempts | None = None, **context: Any) -> Response:
    tag = _tag()
    body = render_template(
        "withdrawal/withdraw.html", lang=html_lang(tag), dir=direction(tag), tag=tag,
        words=words(tag), names=NAMES, **context,
    )  # fmt: skip
    response = Response(body, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    if attempts is not None:
        _remember(response, attempts)
    return response


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="withdrawal")


def _attempts() -> Attempts:
    try:
        age = int(LONGEST_WAIT.total_seconds())
        return Attempts(*_signer().loads(request.cookies.get(COOKIE, ""), max_age=age))
    except (BadSignature, TypeError):
        return Attempts()


def _remember(response: Response, attempts: Attempts) -> None:
    response.set_cookie(
        COOKIE, str(_signer().dumps([attempts.wrong, attempts.last])), httponly=True,
        max_age=LONGEST_WAIT, samesite="Lax", path="/retrait",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip


@bp.get("/retrait")
@open_to("anyone")
def ask() -> Any:
    """Type the code."""
    return _page(state="ask")


@bp.post("/retrait")
@open_to("anyone")
def take_back() -> Any:
    """Show what the code belongs to, then erase it."""
    attempts, now = _attempts(), int(time.time())
    if minutes := attempts.wait(now):
        return _page(429, state="ask", wrong=words(_tag())["wait"].format(minutes=minutes))
    key, code = house_secret(WITHDRAWALS), request.form.get("code", "")[:60]
    said = operations.found(key, code)
    if said is None:
        wrong = words(_tag())["wrong"]
        return _page(422, attempts.one_more(now), state="ask", wrong=wrong, code=code)
    if said.withdrawn_at:
        return _page(state="already")
    if request.form.get("sure") != "1":
        what = "interview" if isinstance(said, Interview) else "parole"
        return _page(state="sure", what=words(_tag())[f"sure_{what}"], code=code)
    with writing():
        fresh = operations.found(key, code)
        if fresh is not None:
            operations.withdraw(fresh)
    return _page(attempts=Attempts(), state="done")
