"""The tablet's pages: pairing, its survey, and what it hands in."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from flask import current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import open_to
from feedback.db import utcnow, writing
from feedback.formats.text import normalise
from feedback.instruments.queries import definition_of
from feedback.instruments.queries import version as version_of
from feedback.kiosk import operations, queries
from feedback.kiosk.blueprint import bp, closed, fresh, plain, survey_of
from feedback.kiosk.guesses import Guesses
from feedback.kiosk.intake import MOST_RECORDS, Place, Unreadable, from_record
from feedback.kiosk.intake_views import take_in
from feedback.kiosk.models import Device
from feedback.responses.handed import Handed, tally_pairs

DEMO_CODE = "demo"
LIFE = 400 * 24 * 3600


def _cookie_name() -> str:
    return "__Host-tablette" if current_app.config["SESSION_COOKIE_SECURE"] else "tablette"


def _device() -> Device | None:
    credential = request.cookies.get(_cookie_name())
    return queries.device_of(credential) if credential else None


@bp.get("/k")
@open_to("tablet")
def tablet() -> Any:
    """The tablet's page: its survey, or the page that pairs it."""
    credential = request.cookies.get(_cookie_name())
    asked = queries.asked_by_tablet(credential) if credential else None
    if asked is None:
        return _pair_page()
    if not asked.open:
        return closed("fr")
    return fresh(survey_of(asked, "/k/reponses", request.args.get("lang")))


def _pair_page(wrong: str = "", status: int = 200) -> Any:
    body = render_template(
        "kiosk/pair.html",
        lang="fr",
        dir="ltr",
        wrong=wrong,
        form={"errors": wrong},
        demo=current_app.config["DEMO"],
    )
    return plain(body, status)


def _guesses() -> Guesses:
    """The wrong codes this process has met lately, whoever typed them."""
    found: Guesses = current_app.extensions.setdefault("pairing_guesses", Guesses())
    return found


@bp.post("/k")
@open_to("anyone")
def pair() -> Any:
    """The tablet types its code and receives its credential."""
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
    response = redirect(url_for("kiosk.tablet"), 303)
    response.set_cookie(
        _cookie_name(), credential, max_age=LIFE, httponly=True, samesite="Strict", path="/",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip
    return response


@bp.post("/k/reponses")
@open_to("tablet")
def take() -> Any:
    """Take a batch of records; answer, after the commit, what became of each uuid."""
    if request.headers.get("X-Vive-Voix") != "1":  # a header no other site can send
        return jsonify(error="header"), 400
    device = _device()
    if device is None:
        return jsonify(error="credential"), 401
    body = _body()
    records, now = body.get("records"), body.get("now")
    if not isinstance(records, list) or len(records) > MOST_RECORDS:
        return jsonify(error="records"), 400
    place = Place(device.study_id, device.instrument_id, device.site_id, device.mode, device.source)
    ready, results = [], []
    for record in records:
        try:
            handed, definition = _read(record, place, now)
            pairs = tally_pairs(definition, handed.answers, handed.texts, handed.mode)
            ready.append((handed, pairs))
        except Unreadable as unreadable:
            results.append({"uuid": _uuid(record), "result": "refused", "why": str(unreadable)})
    results += take_in(ready)
    return jsonify(results=results)


def _body() -> dict[str, Any]:
    """The object sent; nothing when it is none, or nested past reading."""
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        return {}
    return body if isinstance(body, dict) else {}


def _uuid(record: object) -> str:
    return str(record.get("uuid", ""))[:36] if isinstance(record, dict) else ""


def _read(record: object, place: Place, now: object) -> tuple[Handed, Any]:
    if not isinstance(record, dict):
        raise Unreadable("record")
    version = version_of(normalise(str(record.get("version", ""))))
    if version is None or version.status == "draft" or version.instrument.kind != "survey":
        raise Unreadable("version")
    if version.instrument.study_id != place.study_id:
        raise Unreadable("study")
    # Answers given before the tablet was paired anew belong to the survey it asked then
    place = replace(place, instrument_id=version.instrument_id)
    definition = definition_of(version)
    return from_record(definition, version.id, place, record, utcnow(), now), definition
