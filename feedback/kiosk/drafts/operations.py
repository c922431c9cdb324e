"""What happens to drafts: saved, erased, sent, or given up and counted without their text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import delete, func, select

from feedback.accounts.queries import token_hash
from feedback.corpus.sealing import seal
from feedback.db import db, insert_for, utcnow
from feedback.kiosk.drafts.content import Content, after
from feedback.kiosk.drafts.models import LinkDraft
from feedback.kiosk.drafts.queries import Abandoned
from feedback.kiosk.models import SurveyLink
from feedback.responses.handed import Handed
from feedback.responses.operations import hand_in, withdraw
from feedback.responses.queries import by_uuid, is_handed_in

BURST, BURST_TIME = 30, dt.timedelta(minutes=1)


def save(
    place: str, uuid: str, version_id: int, credential: str, content: Content, key: str
) -> None:
    """Keep what a page has so far, in place of what it had; nothing once it was sent.

    The page proved itself by its start token: it may give its draft to another cookie, for the
    answer that brought the first one may have been lost on the way.
    """
    if is_handed_in(uuid):
        return
    link_id = db.session.scalar(select(SurveyLink.id).where(SurveyLink.public_id == place))
    now = utcnow()
    new = {
        "version_id": version_id, "cookie_hash": token_hash(credential), "saved_at": now,
        "sealed": seal(content.as_json(), key),
    }  # fmt: skip
    recent = select(func.count()).where(
        LinkDraft.link_id == link_id, LinkDraft.saved_at > now - BURST_TIME
    )
    flooded = (db.session.scalar(recent) or 0) >= BURST
    statement = insert_for(LinkDraft).values(link_id=link_id, uuid=uuid, suspect=flooded, **new)
    db.session.execute(statement.on_conflict_do_update(index_elements=["uuid"], set_=new))


def erase(uuid: str) -> None:
    """It was sent, or the person wants it gone."""
    db.session.execute(delete(LinkDraft).where(LinkDraft.uuid == uuid))


def erase_all(credential: str) -> None:
    """The person begins again: nothing of this cookie stays."""
    db.session.execute(delete(LinkDraft).where(LinkDraft.cookie_hash == token_hash(credential)))


def give_up(one: Abandoned, key: str) -> None:
    """Nobody came back: what was chosen counts once as incomplete, what was typed is gone.

    Nothing happens to a draft saved again meanwhile, nor to an answer sent meanwhile.
    """
    mine = delete(LinkDraft).where(LinkDraft.id == one.id, LinkDraft.saved_at == one.saved_at)
    gone = db.session.scalar(mine.returning(LinkDraft.id))
    if gone is None or one.handed is None or is_handed_in(one.handed.uuid):
        return
    hand_in(one.handed, one.pairs, key)


def instead_of_abandoned(handed: Handed) -> Handed:
    """An answer sent after its draft was given up replaces what was counted, under its next id.

    A page may stay open for days: the whole answer counts, the half of it no longer does.
    """
    half = by_uuid(handed.uuid)
    if half is None or half.status != "incomplete":
        return handed
    withdraw(half)
    return replace(handed, uuid=after(handed.uuid))
