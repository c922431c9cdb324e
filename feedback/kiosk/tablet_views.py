"""The tablet's pages: pairing, its survey, what it keeps to start alone, and what it hands in."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

from flask import Response, current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import open_to
from feedback.config import ROOT
from feedback.db import writing
from feedback.kiosk import operations, queries, shell
from feedback.kiosk.blueprint import (
    app_stamp,
    bp,
    fresh,
    kept_for,
    plain,
    respondent_script,
    respondent_style,
    sounds,
    survey_of,
)
from feedback.kiosk.clock import tick
from feedback.kiosk.guesses import Guesses
from feedback.kiosk.handing.operations import take as store
from feedback.kiosk.handing.queries import Keys, prepare
from feedback.kiosk.intake import MOST_RECORDS
from feedback.kiosk.place_token import GivenAt, signed
from feedback.kiosk.reconciliation import told
from feedback.kiosk.sealing import MOST_BYTES, key_name, public_point
from feedback.kiosk.words import words
from feedback.web.secrets import OUTBOX, RECEIPTS, house_secret

DEMO_CODE = "demo"
LIFE = 400 * 24 * 3600
LARGEST = MOST_RECORDS * MOST_BYTES  # of one sending
ALONE = ("localhost", "127.0.0.1", "[::1]")  # hosts that browsers trust without TLS


def _cookie_name() -> str:
    return "__Host-tablette" if current_app.config["SESSION_COOKIE_SECURE"] else "tablette"


def _tablet() -> queries.Paired | None:
    credential = request.cookies.get(_cookie_name())
    return queries.paired(credential) if credential else None


def keys() -> Keys:
    """What opens the tablets' seals and proves their places."""
    return Keys(house_secret(OUTBOX), current_app.config["SECRET_KEY"])


# --- the page -----------------------------------------------------------------------------


@bp.get("/k")
@open_to("tablet")
def tablet() -> Any:
    """The tablet's page: its survey, or the page that pairs it."""
    found = _tablet()
    if found is None or "relier" in request.args:
        return _pair_page()
    asked, secret, stamp = found.asked, house_secret(OUTBOX), _shell(found)
    given = GivenAt(found.public_id, asked.site_id, asked.mode)
    config = shell.config(
        device=found.public_id, name=found.name, site=found.site, shell=stamp, app=app_stamp(),
        hours=found.hours, place=signed(current_app.config["SECRET_KEY"], given),
        key={"name": key_name(secret), "point": base64.b64encode(public_point(secret)).decode()},
        pin={"salt": found.pin_salt, "hash": found.pin_hash, "rounds": operations.PIN_ROUNDS}
        if found.pin_hash else None,
    )  # fmt: skip
    if asked.open:
        response = fresh(survey_of(asked, "/k/reponses", request.args.get("lang")), "", config)
    else:
        response = plain(render_template(
            "kiosk/rest.html", lang="fr", dir="ltr", words=words("fr"), config=config,
        ))  # fmt: skip
    response.headers["X-Tablette"] = stamp
    return response


def _shell(tablet: queries.Paired) -> str:
    """The mark of all that this tablet shows."""
    asked = tablet.asked
    languages = (asked.languages, asked.unread)
    survey = (asked.version, languages, asked.digest, asked.sounds) if asked.open else None
    return shell.stamp(
        survey, tablet.public_id, asked.site_id, asked.mode, tablet.hours, tablet.pin_hash,
        tablet.notice, app_stamp(),
    )  # fmt: skip


@bp.get("/k/coquille")
@open_to("tablet")
def kept() -> Any:
    """What the tablet keeps to start without network."""
    found = _tablet()
    if found is None:
        return jsonify(error="credential"), 401
    asked = found.asked
    tags = asked.tags() if asked.open else ("fr",)
    font, icon = "/static/fonts/hyperlegible.woff2", url_for("static", filename="img/mark.svg")
    files = [respondent_style(), respondent_script("tablet"), font, icon, "/k/manifeste"]
    if asked.open:
        files += kept_for(asked.definition().questions)
    answer = jsonify(
        stamp=_shell(found), addresses=shell.addresses(tags, asked.study, files),
        later=list(sounds(asked, tags).values()) if asked.open else [],
    )  # fmt: skip
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/k/travailleur.js")
@open_to("anyone")
def worker() -> Response:
    """The service worker: it serves what was kept, and touches nothing but GET."""
    body = (ROOT / "static" / "js" / "shell-worker.js").read_text("utf-8")
    response = Response(body, mimetype="text/javascript")
    response.headers["Service-Worker-Allowed"] = "/k"
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/k/manifeste")
@open_to("anyone")
def manifest() -> Response:
    """What a tablet needs to open the page full screen from its home screen."""
    icons = [
        {"src": url_for("static", filename=f"img/tablet-{size}.png"), "sizes": f"{size}x{size}",
         "type": "image/png", "purpose": "any maskable"}
        for size in (192, 512)
    ]  # fmt: skip
    described = {
        "name": "Vive Voix – tablette d'accueil", "short_name": "Vive Voix", "lang": "fr",
        "id": "/k", "start_url": "/k", "scope": "/k", "display": "fullscreen",
        "display_override": ["fullscreen", "standalone"], "orientation": "any",
        "background_color": "#faf7f1", "theme_color": "#0f5560", "icons": icons,
    }  # fmt: skip
    body = json.dumps(described, ensure_ascii=False)
    return Response(body, mimetype="application/manifest+json")


# --- pairing ------------------------------------------------------------------------------


def _alone() -> bool:
    """True when browsers give this address what a tablet needs: TLS, or this very machine."""
    host = request.host if request.host.endswith("]") else request.host.rsplit(":", 1)[0]
    return request.is_secure or host in ALONE


def _pair_page(wrong: str = "", status: int = 200) -> Any:
    body = render_template(
        "kiosk/pair.html", lang="fr", dir="ltr", wrong=wrong, form={"errors": wrong},
        demo=current_app.config["DEMO"], secure=_alone(), code=request.args.get("code", "")[:7],
    )  # fmt: skip
    return plain(body, status)


def _guesses() -> Guesses:
    """The wrong codes this process has met lately, whoever typed them."""
    found: Guesses = current_app.extensions.setdefault("pairing_guesses", Guesses())
    return found


@bp.post("/k")
@open_to("anyone")
def pair() -> Any:
    """The tablet types its code and receives its credential."""
    if not _alone():
        return _pair_page(status=403)
    code, guesses = request.form.get("code", "").replace(" ", ""), _guesses()
    if guesses.too_many(time.monotonic()):
        return _pair_page(_("Trop de codes faux. Attendez une minute, puis recommencez."), 429)
    device = queries.device_to_pair(code)
    if code == DEMO_CODE and current_app.config["DEMO"]:
        device = queries.demo_device()
    if device is None:
        guesses.one_more(time.monotonic())
        return _pair_page(_("Ce code n'est pas valable, ou il est trop ancien."), 422)
    with writing():
        credential = operations.pair(device)
    response = redirect(url_for("kiosk.tablet", reliee=1), 303)
    response.set_cookie(
        _cookie_name(), credential, max_age=LIFE, httponly=True, samesite="Strict", path="/",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip
    return response


# --- handing in ---------------------------------------------------------------------------


@bp.post("/k/reponses")
@open_to("tablet")
def take() -> Any:
    """Take a batch of sealed records; answer, after the commit, what became of each uuid.

    A sending without records is a heartbeat: the tablet says how it is and learns whether
    something else is asked of it.
    """
    if request.headers.get("X-Vive-Voix") != "1":  # a header no other site can send
        return jsonify(error="header"), 400
    if (request.content_length or 0) > LARGEST:
        return jsonify(error="size"), 413
    found = _tablet()
    if found is None:
        return jsonify(error="credential"), 401
    body = _body()
    records = body.get("records")
    if not isinstance(records, list) or len(records) > MOST_RECORDS:
        return jsonify(error="records"), 400
    said, secret = told(body.get("state")), house_secret(RECEIPTS)
    ready = prepare(records, found, tick({**body, "at": body.get("now")}), keys())
    with writing():
        operations.heard(found, said)
        results = store(ready, secret)
    return jsonify(results=results, shell=_shell(found))


def _body() -> dict[str, Any]:
    """The object sent; nothing when it is none, or nested past reading."""
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        return {}
    return body if isinstance(body, dict) else {}
