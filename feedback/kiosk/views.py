"""The respondents' pages: the tablet, the link, and what is said of their data."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
import uuid as uuids
from dataclasses import replace
from functools import lru_cache
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _

from feedback.accounts.access import open_to
from feedback.config import ROOT
from feedback.db import utcnow, writing
from feedback.errors import NotAllowed
from feedback.formats.text import normalise
from feedback.instruments.languages import direction, html_lang
from feedback.instruments.queries import definition_of
from feedback.instruments.queries import version as version_of
from feedback.kiosk import notice_words, operations, queries
from feedback.kiosk.guesses import Guesses
from feedback.kiosk.intake import MOST_RECORDS, Place, Unreadable, from_fields, from_record
from feedback.kiosk.models import Device
from feedback.kiosk.survey_page import (
    START_HERE,
    UUID_HERE,
    Pages,
    Survey,
    chosen,
    html,
    offered,
)
from feedback.kiosk.words import words
from feedback.responses.handed import UUID4, Handed, tally_pairs
from feedback.responses.operations import ALREADY, CONFLICT, hand_in
from feedback.responses.queries import is_handed_in, recent_receipts
from feedback.responses.weeks import here
from feedback.studies.models import Study
from feedback.web.secrets import RECEIPTS, house_secret
from feedback.web.start import began, start_token

bp = Blueprint("kiosk", __name__)
DEMO_CODE = "demo"
BURST, BURST_TIME = 30, dt.timedelta(minutes=1)
QUICK = dt.timedelta(seconds=8)  # nobody reads and answers eight questions in less
STYLES = ("tokens", "base", "answers", "kiosk")
LIFE = 400 * 24 * 3600


@bp.app_template_global("respondent_style")
def respondent_style() -> str:
    """Address of the one style sheet of these pages, stamped with its content."""
    return url_for("kiosk.style", stamp=_style()[1])


@lru_cache(maxsize=1)
def _style() -> tuple[bytes, str]:
    body = b"\n".join((ROOT / "static" / "css" / f"{s}.css").read_bytes() for s in STYLES)
    body = body.replace(b"../fonts/", b"/static/fonts/")
    return body, hashlib.sha256(body).hexdigest()[:12]


@bp.get("/repondre-<stamp>.css")
@open_to("anyone")
def style(stamp: str) -> Response:
    """All the style of the respondents' pages in one file: fewer requests on a tired wifi."""
    body, _stamp = _style()
    response = Response(body, mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _pages() -> Pages:
    pages = current_app.extensions.get("respondent_pages")
    if pages is None:
        pages = current_app.extensions["respondent_pages"] = Pages(current_app.jinja_env)
    return pages


def _plain(body: str | bytes, status: int = 200) -> Response:
    response = Response(body, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _said(tag: str, sentence: str, more: str = "", done: bool = False, status: int = 200) -> Any:
    body = render_template(
        "kiosk/said.html", lang=html_lang(tag), dir=direction(tag), sentence=sentence, more=more,
        done=done,
    )  # fmt: skip
    return _plain(body, status)


def _closed(tag: str) -> Any:
    return _said(tag, words(tag)["closed"], words(tag)["closed_more"], status=410)


# --- the tablet ---------------------------------------------------------------------------


def _cookie_name() -> str:
    return "__Host-tablette" if current_app.config["SESSION_COOKIE_SECURE"] else "tablette"


def _device() -> Device | None:
    credential = request.cookies.get(_cookie_name())
    return queries.device_of(credential) if credential else None


def _survey(asked: queries.Asked, action: str, wanted: str | None) -> Survey:
    # A tablet starts in French for everyone, whatever its own settings
    accepted = list(request.accept_languages.values()) if asked.mode == "lien" else []
    tags = offered(asked.definition().languages, asked.languages)
    tag = chosen(wanted, tags, accepted)
    return Survey(asked.definition, asked.version, asked.study, tag, tags, asked.mode, action)


def _fresh(survey: Survey, uuid: str = "", start: str = "") -> Response:
    """A page nobody has touched, compressed when the browser can read that."""
    kept = _pages().of(survey)
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return _plain(kept.filled(uuid, start))
    response = _plain(kept.packed(uuid, start))
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


@bp.get("/k")
@open_to("tablet")
def tablet() -> Any:
    """The tablet's page: its survey, or the page that pairs it."""
    credential = request.cookies.get(_cookie_name())
    asked = queries.asked_by_tablet(credential) if credential else None
    if asked is None:
        return _pair_page()
    if not asked.open:
        return _closed("fr")
    return _fresh(_survey(asked, "/k/reponses", request.args.get("lang")))


def _pair_page(wrong: str = "", status: int = 200) -> Any:
    body = render_template(
        "kiosk/pair.html",
        lang="fr",
        dir="ltr",
        wrong=wrong,
        form={"errors": wrong},
        demo=current_app.config["DEMO"],
    )
    return _plain(body, status)


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
    results += _hand_in(ready)
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


def _hand_in(ready: list[tuple[Handed, Any]]) -> list[dict[str, str]]:
    if not ready:
        return []
    key = house_secret(RECEIPTS)
    with writing():
        verdicts = [hand_in(handed, pairs, key) for handed, pairs in ready]
    return [
        {"uuid": handed.uuid, "result": verdict}
        for (handed, _pairs), verdict in zip(ready, verdicts, strict=True)
    ]


# --- the link -----------------------------------------------------------------------------


def _asked(token: str) -> queries.Asked:
    found = queries.asked_by_link(token)
    if found is None:
        raise NotAllowed
    return found


@bp.get("/r/<token>")
@open_to("anyone")
def link(token: str) -> Any:
    """The survey of a printed address: one plain form, answered without any script."""
    asked = _asked(token)
    if not asked.open:
        return _closed(chosen(request.args.get("lang"), asked.languages))
    survey = _survey(asked, f"/r/{token}", request.args.get("lang"))
    uuid = str(uuids.uuid4())
    return _fresh(survey, uuid, start_token(asked.place, uuid))


@bp.post("/r/<token>")
@open_to("anyone")
def link_post(token: str) -> Any:
    """Store the answer, or show what to correct with everything still there."""
    asked = _asked(token)
    tag = chosen(request.form.get("lang"), asked.languages)
    uuid = request.form.get("uuid", "")
    if not asked.open:
        known = UUID4.fullmatch(uuid) and is_handed_in(uuid)
        return _thanks(token, tag, ALREADY) if known else _closed(tag)
    survey = _survey(asked, f"/r/{token}", tag)
    when = began(asked.place, uuid, request.form.get("start", ""))
    if when is None or not UUID4.fullmatch(uuid):
        return _again(asked, survey, [], words(tag)["stale"])
    source = f"link:{asked.place}"
    place = Place(asked.study_id, asked.instrument_id, asked.site_id, "lien", source)
    handed, problems = from_fields(
        survey.definition, asked.version_id or 0, place, uuid, tag, request.form, *here(utcnow())
    )
    if problems:
        return _again(asked, survey, problems, uuid=uuid)
    handed = _flagged(handed, when)
    pairs = tally_pairs(survey.definition, handed.answers, handed.texts, handed.mode)
    return _thanks(token, tag, _hand_in([(handed, pairs)])[0]["result"])


def _flagged(handed: Handed, when: dt.datetime) -> Handed:
    """Doubtful: answered faster than one can read, or one of a burst on the same address."""
    flags = []
    if utcnow() - when < QUICK:
        flags.append("too_fast")
    if recent_receipts(handed.source, BURST_TIME) >= BURST:
        flags.append("suspect")
    return replace(handed, flags=tuple(flags))


def _again(
    asked: queries.Asked, survey: Survey, problems: Any, message: str = "", uuid: str = ""
) -> Any:
    """The page again, with all that was typed and what is wrong."""
    uuid = uuid or str(uuids.uuid4())
    body = html(current_app.jinja_env, survey, request.form, problems, message)
    start = request.form.get("start", "") if problems else start_token(asked.place, uuid)
    return _plain(body.replace(UUID_HERE, uuid).replace(START_HERE, start), 422)


def _thanks(token: str, tag: str, verdict: str) -> Any:
    how = {ALREADY: "deja", CONFLICT: "autre"}.get(verdict, "merci")
    return redirect(url_for("kiosk.thanks", token=token, how=how, lang=tag), 303)


@bp.get("/r/<token>/<any(merci, deja, autre):how>")
@open_to("anyone")
def thanks(token: str, how: str) -> Any:
    """What became of the answer."""
    tag = chosen(request.args.get("lang"), _asked(token).languages)
    key = {"merci": "thanks", "deja": "already", "autre": "conflict"}[how]
    return _said(tag, words(tag)[key], done=how != "autre")


# --- what is said of their data -----------------------------------------------------------


def _study_of(public_id: str) -> Study:
    found = queries.study_open_to_all(public_id)
    if found is None:
        raise NotAllowed
    return found


@bp.get("/donnees/<public_id>")
@open_to("anyone")
def data_notice(public_id: str) -> Any:
    """Who collects, why, what, for how long, and one's rights (RGPD, art. 13)."""
    return _notice(public_id, "data")


@bp.get("/accessibilite/<public_id>")
@open_to("anyone")
def accessibility(public_id: str) -> Any:
    """The accessibility statement: not compliant until an audit exists."""
    return _notice(public_id, "accessibility")


def _notice(public_id: str, which: str) -> Any:
    study = _study_of(public_id)
    tags = tuple(study.languages)
    tag = chosen(request.args.get("lang"), tags, list(request.accept_languages.values()))
    title, sections = notice_words.sections(which, tag, study.notice)
    body = render_template(
        "kiosk/notice.html", lang=html_lang(tag), dir=direction(tag), title=title,
        sections=sections, names=notice_words.NAMES, tags=tags, tag=tag,
    )  # fmt: skip
    return _plain(body)
