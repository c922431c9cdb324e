"""What the respondents' pages share: the blueprint, their one style, pages kept drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for

from feedback.accounts.access import open_to
from feedback.config import ROOT
from feedback.instruments.languages import direction, house, html_lang
from feedback.instruments.pictures import address
from feedback.instruments.pictures import tokens as picture_tokens
from feedback.instruments.questions import Question
from feedback.instruments.recordings.queries import tokens
from feedback.instruments.scripted import is_scripted
from feedback.kiosk import queries
from feedback.kiosk.survey_page import Pages, Survey, chosen
from feedback.kiosk.words import words
from feedback.web.files import FOR_EVER
from feedback.web.joined import joined

bp = Blueprint("kiosk", __name__)
STYLES = ("tokens", "base", "answers", "kiosk")
ENTRIES = ("link", "tablet", "kinds", "trial")


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
    response.headers["Cache-Control"] = FOR_EVER
    return response


@bp.app_template_global("respondent_script")
def respondent_script(entry: str) -> str:
    """Address of a script of a respondent's page: `link` or `tablet`, and `kinds` where needed."""
    return url_for("kiosk.script", entry=entry, stamp=_script(entry)[1])


@lru_cache(maxsize=len(ENTRIES))
def _script(entry: str) -> tuple[bytes, str]:
    body = joined(ROOT / "static" / "js", f"{entry}.js").encode()
    return body, hashlib.sha256(body).hexdigest()[:12]


@bp.get(f"/repondre-<any({', '.join(ENTRIES)}):entry>-<stamp>.js")
@open_to("anyone")
def script(entry: str, stamp: str) -> Response:
    """All the script of a respondent's page in one file."""
    response = Response(_script(entry)[0], mimetype="text/javascript")
    response.headers["Cache-Control"] = FOR_EVER
    return response


def kept_for(questions: Sequence[Question]) -> list[str]:
    """Addresses a tablet also keeps for these questions: their script, and their pictures."""
    scripts = [respondent_script("kinds")] if is_scripted(questions) else []
    return [*scripts, *map(address, picture_tokens(questions))]


def app_stamp() -> str:
    """The mark of what tablets run: their scripts and their style."""
    return f"{_script('tablet')[1]}{_script('kinds')[1]}{_style()[1]}"


def _pages() -> Pages:
    pages = current_app.extensions.get("respondent_pages")
    if pages is None:
        pages = current_app.extensions["respondent_pages"] = Pages(current_app.jinja_env)
    return pages


def plain(body: str | bytes, status: int = 200) -> Response:
    """A page of one person: never kept by the browser."""
    response = Response(body, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def said(
    tag: str, sentence: str, more: str = "", done: bool = False, status: int = 200,
    template: str = "kiosk/said.html", **context: Any,
) -> Any:  # fmt: skip
    """One sentence to a respondent."""
    spoken = house(tag)
    body = render_template(
        template, lang=html_lang(spoken), dir=direction(spoken), sentence=sentence, more=more, done=done,
        **context,
    )  # fmt: skip
    return plain(body, status)


def closed(tag: str) -> Any:
    """The survey is over."""
    return said(tag, words(tag)["closed"], words(tag)["closed_more"], status=410)


def survey_of(asked: queries.Asked, action: str, wanted: str | None) -> Survey:
    """What a place asks, in the language wanted."""
    # A tablet starts in French for everyone, whatever its own settings
    accepted = list(request.accept_languages.values()) if asked.mode == "lien" else []
    tags = asked.tags()
    tag = chosen(wanted, tags, accepted)
    return Survey(
        asked.definition, asked.version, asked.study, tag, tags, asked.mode, action, asked.sounds,
        lambda: {part: sound for (part, _tag), sound in sounds(asked, (tag,)).items()},
        asked.asks_code,
    )  # fmt: skip


def sounds(asked: queries.Asked, tags: Sequence[str]) -> dict[tuple[str, str], str]:
    """Addresses of the recordings of what is asked, by screen and language."""
    found = tokens(asked.instrument_id, tags) if asked.sounds else {}
    return {key: url_for("recordings.sound", token=token) for key, token in found.items()}


def fresh(survey: Survey, uuid: str = "", start: str = "") -> Response:
    """A page nobody has touched, compressed when the browser can read that."""
    kept = _pages().of(survey.of(uuid))
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return plain(kept.filled(uuid, start))
    response = plain(kept.packed(uuid, start))
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
