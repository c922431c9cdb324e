"""Reads about drafts: the one of this phone, and those nobody came back to."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from dataclasses import dataclass, replace

from cryptography.fernet import InvalidToken
from sqlalchemy import exists, select

from feedback.accounts.queries import token_hash
from feedback.corpus.sealing import unseal
from feedback.db import db
from feedback.instruments.models import Version
from feedback.instruments.queries import definition_of
from feedback.kiosk.drafts.content import Content, read, without_text
from feedback.kiosk.drafts.models import LinkDraft
from feedback.kiosk.intake import Place, from_fields
from feedback.kiosk.models import SurveyLink
from feedback.responses.handed import Handed, tally_pairs
from feedback.responses.models import Receipt
from feedback.responses.weeks import here

FEW = 50  # abandoned drafts closed at a time
log = logging.getLogger("feedback.kiosk")


@dataclass(frozen=True)
class Begun:
    """A draft that can be resumed."""

    uuid: str
    version_id: int
    content: Content


@dataclass(frozen=True)
class Abandoned:
    """A draft too old to be resumed; nothing to count when nothing was chosen, or it is unreadable."""

    id: int
    saved_at: dt.datetime
    handed: Handed | None
    pairs: Counter[tuple[str, str]]


def begun(place: str, credential: str, key: str, since: dt.datetime) -> Begun | None:
    """The latest draft of this cookie on this link, unless it is too old or was sent."""
    sent = exists().where(Receipt.uuid == LinkDraft.uuid)
    query = (
        select(LinkDraft)
        .join(SurveyLink, SurveyLink.id == LinkDraft.link_id)
        .where(
            LinkDraft.cookie_hash == token_hash(credential), SurveyLink.public_id == place,
            LinkDraft.saved_at > since, ~sent,
        )
    )  # fmt: skip
    found = db.session.scalars(query.order_by(LinkDraft.saved_at.desc()).limit(1)).first()
    opened = _opened(found, key) if found else None
    return Begun(found.uuid, found.version_id, opened) if found and opened else None


def _opened(draft: LinkDraft, key: str) -> Content | None:
    try:
        return read(unseal(draft.sealed, key))
    except InvalidToken:
        log.warning("draft_unreadable")
        return None


def abandoned(before: dt.datetime, key: str) -> list[Abandoned]:
    """A few drafts saved before an instant, each ready to be counted as incomplete."""
    query = (
        select(LinkDraft, SurveyLink)
        .join(SurveyLink, SurveyLink.id == LinkDraft.link_id)
        .where(LinkDraft.saved_at <= before)
        .order_by(LinkDraft.saved_at)
        .limit(FEW)
    )
    return [_abandoned(draft, link, key) for draft, link in db.session.execute(query)]


def _abandoned(draft: LinkDraft, link: SurveyLink, key: str) -> Abandoned:
    content = _opened(draft, key)
    if content is None:
        return Abandoned(draft.id, draft.saved_at, None, Counter())
    definition = definition_of(db.session.get_one(Version, draft.version_id))
    place = Place(link.study_id, link.instrument_id, link.site_id, "lien", link.source)
    handed, _problems = from_fields(
        definition, draft.version_id, place, draft.uuid, content.language,
        without_text(definition, content.fields), *here(draft.saved_at), complete=False,
    )  # fmt: skip
    if not handed.answers:
        return Abandoned(draft.id, draft.saved_at, None, Counter())
    handed = replace(
        handed,
        texts={},
        last_step=content.step if definition.question(content.step) else "",
        # Where a code is asked for, an answer that spent none is kept but not counted
        flags=("suspect",) if draft.suspect or link.asks_code else (),
    )
    pairs = tally_pairs(definition, handed.answers, {}, handed.mode)
    return Abandoned(draft.id, draft.saved_at, handed, pairs)
