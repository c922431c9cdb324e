"""The survey of a printed address: a plain form that needs no script, and may wait for a while."""

from __future__ import annotations

import datetime as dt
import time
import uuid as uuids
from dataclasses import replace
from typing import Any

from flask import current_app, redirect, request, url_for

from feedback.accounts.access import open_to
from feedback.db import utcnow, writing
from feedback.errors import NotAllowed
from feedback.kiosk import queries
from feedback.kiosk.blueprint import bp, closed, fresh, plain, said, survey_of
from feedback.kiosk.drafts import desk, operations
from feedback.kiosk.drafts.content import MOST_BYTES, content
from feedback.kiosk.drafts.queries import Begun
from feedback.kiosk.guesses import Guesses
from feedback.kiosk.intake import Place, from_fields
from feedback.kiosk.slips import operations as slips
from feedback.kiosk.slips.codes import CODE
from feedback.kiosk.survey_page import START_HERE, UUID_HERE, Resumed, Survey, chosen, html
from feedback.kiosk.words import words
from feedback.responses.handed import UUID4, Handed, tally_pairs
from feedback.responses.operations import ALREADY, CONFLICT, hand_in
from feedback.responses.queries import is_handed_in, recent_receipts
from feedback.responses.weeks import here
from feedback.web.secrets import DRAFTS, RECEIPTS, SLIPS, house_secret
from feedback.web.start import began, start_token

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
    asked, wanted = _asked(token), request.args.get("lang")
    begun = desk.begun(asked.place)
    if not asked.open:
        tag = chosen(wanted or (begun.content.language if begun else None), asked.languages)
        return _over(tag, "closed_draft") if begun else closed(tag)
    if begun:
        return _resumed(
            asked, begun, survey_of(asked, f"/r/{token}", wanted or begun.content.language)
        )
    survey = survey_of(asked, f"/r/{token}", wanted)
    uuid = str(uuids.uuid4())
    if asked.asks_code and _photographed():
        body = html(current_app.jinja_env, survey.of(uuid), _photographed())
        return plain(_open_places(body, uuid, start_token(asked.place, uuid)))
    return fresh(survey, uuid, start_token(asked.place, uuid))


def _resumed(asked: queries.Asked, begun: Begun, survey: Survey) -> Any:
    """The page with all that its draft holds, and the choice to carry on or to start over."""
    resumed = Resumed(begun.content.step, begun.version_id != asked.version_id)
    fields = {**begun.content.fields, **_photographed()}
    body = html(current_app.jinja_env, survey, fields, resumed=resumed)
    return plain(_open_places(body, begun.uuid, begun.content.start))


def _photographed() -> dict[str, list[str]]:
    """The code of a slip, as its drawing brings it: it is on the page already."""
    code = request.args.get("code", "")[:12]
    return {CODE: [code]} if code else {}


def _open_places(body: str, uuid: str, start: str) -> str:
    return body.replace(UUID_HERE, uuid).replace(START_HERE, start)


def _over(tag: str, why: str) -> Any:
    """The survey ended while somebody was answering: what becomes of their answers."""
    return said(tag, words(tag)["closed"], words(tag)[why], status=410)


@bp.post("/r/<token>")
@open_to("anyone")
def link_post(token: str) -> Any:
    """Store the answer, or show what to correct with everything still there."""
    asked = _asked(token)
    tag = chosen(request.form.get("lang"), asked.languages)
    uuid = request.form.get("uuid", "")
    if not asked.open:
        if UUID4.fullmatch(uuid) and is_handed_in(uuid):
            return _thanks(token, tag, ALREADY)
        return _over(tag, "closed_draft" if desk.begun(asked.place) else "closed_unsent")
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
    key, late = house_secret(RECEIPTS), utcnow() - when > desk.lasts()
    code, slip_key = request.form.get(CODE, "")[:60], house_secret(SLIPS)
    try:
        _wait_for_codes(asked)
        with writing():
            operations.erase(uuid)
            handed = operations.instead_of_abandoned(handed) if late else handed
            if asked.asks_code:
                slips.spend(asked.place, code, slip_key, handed.uuid)
            verdict = hand_in(handed, pairs, key)
    except slips.BadCode as bad:
        return _again(asked, survey, [], uuid=uuid, wrong_code=_wrong_code(asked, tag, bad))
    return desk.let_go(_thanks(token, tag, verdict), f"/r/{token}")


def _guesses(asked: queries.Asked) -> Guesses:
    """The wrong codes this process has met lately on a link, whoever typed them."""
    found: dict[str, Guesses] = current_app.extensions.setdefault("code_guesses", {})
    return found.setdefault(asked.place, Guesses())


def _wait_for_codes(asked: queries.Asked) -> None:
    """No code is looked at while a machine tries them."""
    if asked.asks_code and _guesses(asked).too_many(time.monotonic()):
        raise slips.BadCode(slips.WAIT)


def _wrong_code(asked: queries.Asked, tag: str, bad: slips.BadCode) -> str:
    """What is said of a code that does not serve; each wrong one is remembered for a minute."""
    if bad.args[0] != slips.WAIT:
        _guesses(asked).one_more(time.monotonic())
    return words(tag)[bad.args[0]]


def _flagged(handed: Handed, when: dt.datetime) -> Handed:
    """Doubtful: answered faster than one can read, or one of a burst on the same address."""
    flags = []
    if utcnow() - when < QUICK:
        flags.append("too_fast")
    if recent_receipts(handed.source, operations.BURST_TIME) >= operations.BURST:
        flags.append("suspect")
    return replace(handed, flags=tuple(flags))


def _again(
    asked: queries.Asked, survey: Survey, problems: Any, message: str = "", uuid: str = "",
    wrong_code: str = "",
) -> Any:  # fmt: skip
    """The page again, with all that was typed and what is wrong."""
    kept, uuid = bool(uuid), uuid or str(uuids.uuid4())
    body = html(
        current_app.jinja_env, survey, request.form, problems, message, wrong_code=wrong_code
    )
    start = request.form.get("start", "") if kept else start_token(asked.place, uuid)
    return plain(_open_places(body, uuid, start), 422)


def _thanks(token: str, tag: str, verdict: str) -> Any:
    how = {ALREADY: "deja", CONFLICT: "autre"}.get(verdict, "merci")
    return redirect(url_for("kiosk.thanks", token=token, how=how, lang=tag), 303)


def _quiet() -> bool:
    """True when a page's script asks: a header no form can send."""
    return request.headers.get("X-Vive-Voix") == "1"


@bp.post("/r/<token>/brouillon")
@open_to("anyone")
def save_draft(token: str) -> Any:
    """Keep what a page has so far for this browser; its script saves quietly, a person is told."""
    asked, quiet = _asked(token), _quiet()
    tag = chosen(request.form.get("lang"), asked.languages)
    uuid = request.form.get("uuid", "")
    ours = request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
    proved = UUID4.fullmatch(uuid) and began(asked.place, uuid, request.form.get("start", ""))
    told = content(request.form, tag)
    small = len(told.as_json().encode()) <= MOST_BYTES
    if asked.open and ours and proved and small:
        held, key = desk.credential() or desk.new_credential(), house_secret(DRAFTS)
        with writing():
            operations.save(asked.place, uuid, asked.version_id or 0, held, told, key)
        response = (
            plain(b"", 204)
            if quiet
            else redirect(url_for("kiosk.draft_kept", token=token, lang=tag), 303)
        )
        return desk.hold(response, held, f"/r/{token}")
    if quiet:
        return plain(b"", 409)
    if not asked.open:
        return _over(tag, "closed_draft" if desk.begun(asked.place) else "closed_unsent")
    why = words(tag)["stale" if small else "too_long_to_keep"]
    return _again(asked, survey_of(asked, f"/r/{token}", tag), [], why)


@bp.post("/r/<token>/recommencer")
@open_to("anyone")
def start_over(token: str) -> Any:
    """Erase what this browser had begun; the address starts anew."""
    held = desk.credential()
    if held:
        with writing():
            operations.erase_all(held)
    if _quiet():
        return desk.let_go(plain(b"", 204), f"/r/{token}")
    tag = chosen(request.form.get("lang"), _asked(token).languages)
    return desk.let_go(redirect(url_for("kiosk.link", token=token, lang=tag), 303), f"/r/{token}")


@bp.get("/r/<token>/garde")
@open_to("anyone")
def draft_kept(token: str) -> Any:
    """What was begun is kept, for how long, and how to come back to it."""
    tag = chosen(request.args.get("lang"), _asked(token).languages)
    sentence = words(tag)["kept"].format(hours=current_app.config["DRAFT_HOURS"])
    return said(
        tag, sentence, words(tag)["kept_more"], template="kiosk/kept.html", words=words(tag),
        back=url_for("kiosk.link", token=token),
    )  # fmt: skip


@bp.get("/r/<token>/<any(merci, deja, autre):how>")
@open_to("anyone")
def thanks(token: str, how: str) -> Any:
    """What became of the answer."""
    tag = chosen(request.args.get("lang"), _asked(token).languages)
    key = {"merci": "thanks", "deja": "already", "autre": "conflict"}[how]
    return said(tag, words(tag)[key], done=how != "autre")
