"""The survey of a printed address: a plain form that needs no script."""

from __future__ import annotations

import datetime as dt
import uuid as uuids
from dataclasses import replace
from typing import Any

from flask import current_app, redirect, request, url_for

from feedback.accounts.access import open_to
from feedback.db import utcnow, writing
from feedback.errors import NotAllowed
from feedback.kiosk import queries
from feedback.kiosk.blueprint import bp, closed, fresh, plain, said, survey_of
from feedback.kiosk.intake import Place, from_fields
from feedback.kiosk.survey_page import START_HERE, UUID_HERE, Survey, chosen, html
from feedback.kiosk.words import words
from feedback.responses.handed import UUID4, Handed, tally_pairs
from feedback.responses.operations import ALREADY, CONFLICT, hand_in
from feedback.responses.queries import is_handed_in, recent_receipts
from feedback.responses.weeks import here
from feedback.web.secrets import RECEIPTS, house_secret
from feedback.web.start import began, start_token

BURST, BURST_TIME = 30, dt.timedelta(minutes=1)
QUICK = dt.timedelta(seconds=8)  # nobody reads and answers eight questions in less


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
        return closed(chosen(request.args.get("lang"), asked.languages))
    survey = survey_of(asked, f"/r/{token}", request.args.get("lang"))
    uuid = str(uuids.uuid4())
    return fresh(survey, uuid, start_token(asked.place, uuid))


@bp.post("/r/<token>")
@open_to("anyone")
def link_post(token: str) -> Any:
    """Store the answer, or show what to correct with everything still there."""
    asked = _asked(token)
    tag = chosen(request.form.get("lang"), asked.languages)
    uuid = request.form.get("uuid", "")
    if not asked.open:
        known = UUID4.fullmatch(uuid) and is_handed_in(uuid)
        return _thanks(token, tag, ALREADY) if known else closed(tag)
    survey = survey_of(asked, f"/r/{token}", tag)
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
    key = house_secret(RECEIPTS)
    with writing():
        verdict = hand_in(handed, pairs, key)
    return _thanks(token, tag, verdict)


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
    return plain(body.replace(UUID_HERE, uuid).replace(START_HERE, start), 422)


def _thanks(token: str, tag: str, verdict: str) -> Any:
    how = {ALREADY: "deja", CONFLICT: "autre"}.get(verdict, "merci")
    return redirect(url_for("kiosk.thanks", token=token, how=how, lang=tag), 303)


@bp.get("/r/<token>/<any(merci, deja, autre):how>")
@open_to("anyone")
def thanks(token: str, how: str) -> Any:
    """What became of the answer."""
    tag = chosen(request.args.get("lang"), _asked(token).languages)
    key = {"merci": "thanks", "deja": "already", "autre": "conflict"}[how]
    return said(tag, words(tag)[key], done=how != "autre")
