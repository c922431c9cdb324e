"""Reads of doubtful responses: a list by keyset, and how many there are for each reason."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, Text, and_, cast, func, or_, select
from sqlalchemy.orm import undefer

from feedback.db import db
from feedback.instruments.models import Version
from feedback.responses.models import DOUBTED, Response
from feedback.studies.models import Site, Study

LEFT_OUT, COUNTED = "ecartees", "comptees"
PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What is looked at: a reason, a site, a state; nothing: all of them."""

    reason: str = ""
    site: Site | None = None
    state: str = ""


def _doubted(study: Study, wanted: Wanted) -> Select[Response]:
    query = select(Response).where(Response.study_id == study.id, DOUBTED)
    if wanted.site:
        query = query.where(Response.site_id == wanted.site.id)
    if wanted.reason:  # a list of words of ours, the same in writing on both databases
        query = query.where(cast(Response.flags, Text).like(f'%"{wanted.reason}"%'))
    if wanted.state:
        query = query.where(Response.counted == (wanted.state == COUNTED))
    return query


def doubted(study: Study, wanted: Wanted, after: str = "") -> tuple[Sequence[Response], str]:
    """A page of them, latest day first (no order within a day), and where the next begins."""
    query = _doubted(study, wanted)
    if place := _place(after):
        day, public_id = place
        later = and_(Response.day == day, Response.public_id < public_id)
        query = query.where(Response.day <= day, or_(Response.day < day, later))
    query = query.order_by(Response.day.desc(), Response.public_id.desc()).limit(PAGE + 1)
    found = db.session.scalars(query).all()
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], f"{last.day}.{last.public_id}" if last else ""


def _place(after: str) -> tuple[dt.date, str] | None:
    day, _dot, public_id = after.partition(".")
    try:
        return dt.date.fromisoformat(day), public_id[:10]
    except ValueError:
        return None


def numbers(study: Study, wanted: Wanted) -> dict[str, Counter[str]]:
    """How many there are in each state, by reason; a response with two reasons counts in both.

    Under `""`: how many responses. The reason and the state wanted do not narrow it.
    """
    inside = _doubted(study, Wanted(site=wanted.site)).subquery()
    query = select(inside.c.flags, inside.c.counted, func.count())
    found: dict[str, Counter[str]] = {LEFT_OUT: Counter(), COUNTED: Counter()}
    for flags, counted, n in db.session.execute(query.group_by(inside.c.flags, inside.c.counted)):
        for reason in ("", *flags):
            found[COUNTED if counted else LEFT_OUT][reason] += n
    return found


def these(study: Study, public_ids: Collection[str]) -> Sequence[Response]:
    """Doubtful responses of a study among these ids."""
    query = _doubted(study, Wanted()).where(Response.public_id.in_(public_ids))
    return db.session.scalars(query).all()


def versions(found: Sequence[Response]) -> dict[int, Version]:
    """What was asked of them."""
    ids = {response.version_id for response in found}
    query = select(Version).where(Version.id.in_(ids)).options(undefer(Version.definition))
    return {version.id: version for version in db.session.scalars(query)}


def sites(found: Sequence[Response]) -> dict[int, Site]:
    """Where they were given."""
    ids = {response.site_id for response in found if response.site_id}
    return {site.id: site for site in db.session.scalars(select(Site).where(Site.id.in_(ids)))}
