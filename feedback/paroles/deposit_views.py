"""The public page where paroles are left: one plain form, answered without any script."""

from __future__ import annotations

import datetime as dt
import uuid as uuids
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import select

from feedback.accounts.access import open_to
from feedback.db import db, utcnow, writing
from feedback.errors import NotAllowed
from feedback.instruments import rendering
from feedback.instruments.conventions import PAROLE_REVIEW, YES
from feedback.instruments.definition import Definition
from feedback.instruments.kinds.base import Problem
from feedback.instruments.languages import direction, house, html_lang, own, pick
from feedback.instruments.models import Version
from feedback.instruments.preview import rules_data
from feedback.instruments.queries import definition_of, published
from feedback.instruments.translations import offered
from feedback.paroles import operations, queries
from feedback.paroles.intake import DATE, Ready, Where, read
from feedback.paroles.models import Parole, ParoleLink
from feedback.paroles.words import words
from feedback.responses.operations import ALREADY, CONFLICT, STORED
from feedback.responses.queries import is_handed_in, recent_receipts
from feedback.responses.weeks import here
from feedback.responses.withdrawal_codes import code_for
from feedback.studies.languages import NAMES
from feedback.studies.models import Study
from feedback.web.secrets import CONTACTS, RECEIPTS, WITHDRAWALS, house_secret
from feedback.web.start import began, start_token

bp = Blueprint("deposit", __name__)
MODE, MAIL = "lien", "courriel_relecture"
LONGEST_MAIL = 254
BURST, BURST_TIME = 30, dt.timedelta(minutes=1)
SAID = {STORED: "thanks", ALREADY: "already", CONFLICT: "conflict"}


def _place(token: str) -> tuple[ParoleLink, Version | None, Study]:
    link = queries.link_of(token)
    if link is None:
        raise NotAllowed
    study = db.session.get_one(Study, link.study_id)
    closed = link.closed_at or study.archived_at
    return link, None if closed else published(link.instrument), study


def _offered(link: ParoleLink, definition: Definition, study: Study) -> tuple[str, ...]:
    return offered(definition, study.languages, link.instrument.unread)


def _tag(offered: Sequence[str], wanted: str | None) -> str:
    accepted = (wanted, *request.accept_languages.values())
    return next((str(tag) for tag in accepted if tag in offered), "fr")


def _plain(template: str, tag: str, status: int = 200, **context: Any) -> Response:
    context.setdefault("lang", html_lang(house(tag)))
    context.setdefault("dir", direction(house(tag)))
    body = render_template(template, tag=tag, words=words(tag), **context)
    response = Response(body, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _closed(study: Study, wanted: str | None) -> Response:
    return _plain("paroles/closed.html", _tag(tuple(study.languages), wanted), 410, study=study)


@bp.get("/p/<token>")
@open_to("anyone")
def leave(token: str) -> Any:
    """The parole sheet of a study."""
    link, version, study = _place(token)
    if version is None:
        return _closed(study, request.args.get("lang"))
    uuid = str(uuids.uuid4())
    raw = {DATE: here(utcnow())[0].isoformat()}
    tag = _tag(_offered(link, definition_of(version), study), request.args.get("lang"))
    start = start_token(link.public_id, uuid)
    return _page(link, version, study, tag, raw, uuid, start)


def _page(
    link: ParoleLink, version: Version, study: Study, tag: str, raw: Any, uuid: str, start: str,
    problems: Sequence[Problem] = (), message: str = "", mail_wrong: str = "", status: int = 200,
) -> Response:  # fmt: skip
    definition = definition_of(version)
    asked = [q for q in definition.questions if not q.modes or MODE in q.modes]
    texts = definition.texts
    listed = [(p.field, p.message(tag)) for p in problems]
    if mail_wrong:
        listed.append((MAIL, mail_wrong))
    return _plain(
        "paroles/leave.html", tag, status, lang=html_lang(tag), dir=direction(tag),
        own=own(html_lang(tag)), direction=direction, link=link, study=study, uuid=uuid, start=start,
        title=pick(texts.get("start_title") or definition.title, tag).text,
        lines=[pick(t, tag).text for t in definition.lines.get("start_lines", ())],
        notice=pick(texts.get("notice", {}), tag).text, message=message, problems=listed,
        drawings=rendering.draw_all(asked, tag, raw, problems, heading="h2", mark_optional=True),
        offered=_offered(link, definition, study), names=NAMES, data=rules_data(asked, MODE),
        mail=raw.get(MAIL, ""), mail_name=MAIL, mail_wrong=mail_wrong, review=PAROLE_REVIEW,
    )  # fmt: skip


@bp.post("/p/<token>")
@open_to("anyone")
def leave_post(token: str) -> Any:
    """Keep the parole and show its withdrawal code, or what to correct with every word there."""
    link, version, study = _place(token)
    uuid, start = request.form.get("uuid", ""), request.form.get("start", "")
    ours = began(link.public_id, uuid, start) is not None
    if version is None:
        tag = _tag(tuple(study.languages), request.form.get("lang"))
        return (
            _said(link, tag, uuid, ALREADY) if ours and is_handed_in(uuid) else _closed(study, tag)
        )
    definition = definition_of(version)
    tag = _tag(_offered(link, definition, study), request.form.get("lang"))
    if not ours:
        uuid = str(uuids.uuid4())
        start = start_token(link.public_id, uuid)
        return _page(
            link, version, study, tag, request.form, uuid, start, message=words(tag)["stale"],
            status=422,
        )  # fmt: skip
    ready, problems = _read(link, version, definition, tag, uuid)
    mail, wrong = _mail(ready, tag)
    if problems or wrong:
        return _page(
            link, version, study, tag, request.form, uuid, start, problems, mail_wrong=wrong,
            status=422,
        )  # fmt: skip
    return _said(link, tag, uuid, _kept(ready, mail))


def _read(
    link: ParoleLink, version: Version, definition: Definition, tag: str, uuid: str
) -> tuple[Ready, list[Problem]]:
    where = Where(link.study_id, link.instrument_id, version.id, MODE, link.source)
    burst = recent_receipts(link.source, BURST_TIME) >= BURST
    flags = ("suspect",) if burst else ()
    return read(definition, request.form, where, uuid, tag, *here(utcnow()), flags)


def _mail(ready: Ready, tag: str) -> tuple[str, str]:
    """The address to send it to, and why it cannot be kept; nothing unless asked to review."""
    if ready.handed.answers.get(PAROLE_REVIEW) != YES:
        return "", ""
    mail = request.form.get(MAIL, "").strip()
    good = "@" in mail[1:-1] and not set(mail) & set(" \t\r\n<>,;") and len(mail) <= LONGEST_MAIL
    return (mail, "") if good else ("", words(tag)["mail_missing"])


def _kept(ready: Ready, mail: str) -> str:
    receipts, withdrawals = house_secret(RECEIPTS), house_secret(WITHDRAWALS)
    contacts = house_secret(CONTACTS)
    with writing():
        verdict = operations.keep(ready, key=receipts, withdrawal_key=withdrawals)
        if verdict == STORED and mail:
            query = select(Parole).where(Parole.response_uuid == ready.handed.uuid)
            operations.keep_contact(db.session.scalars(query).one(), mail, contacts)
    return verdict


def _said(link: ParoleLink, tag: str, uuid: str, verdict: str) -> Response:
    """The same page sent again shows the same code: whoever lost the answer gets it back."""
    return _plain(
        "paroles/thanks.html", tag, sentence=words(tag)[SAID[verdict]], token=link.token,
        code=code_for(house_secret(WITHDRAWALS), uuid), done=verdict != CONFLICT,
        withdraw=url_for("withdrawal.ask", lang=tag),
    )  # fmt: skip
