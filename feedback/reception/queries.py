"""Reads of the reception desk: sheets typed in a batch, visitors counted, who took part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from feedback.db import db
from feedback.instruments.models import Instrument, Version
from feedback.reception.models import Footfall
from feedback.responses.models import ReceiptTrace, Response
from feedback.studies.models import Study


def versions_to_type(study: Study) -> list[Version]:
    """Versions of surveys that may be on paper somewhere: those asked now, then older ones."""
    query = (
        select(Version)
        .join(Instrument)
        .where(
            Instrument.study_id == study.id, Instrument.kind == "survey", Version.status != "draft"
        )
    )
    found = db.session.scalars(query.order_by(Instrument.title, Version.number.desc())).all()
    return sorted(found, key=lambda version: version.status != "published")


def typed_in(source: str) -> Sequence[str]:
    """Public ids of the responses of a batch that still stand, latest first."""
    query = select(Response.public_id).join(ReceiptTrace, ReceiptTrace.uuid == Response.uuid)
    query = query.where(ReceiptTrace.source == source, Response.withdrawn_at.is_(None))
    return db.session.scalars(query.order_by(ReceiptTrace.at.desc())).all()


def visitors(site_id: int, first: dt.date, last: dt.date) -> dict[dt.date, int]:
    """Visitors of a site by day, where somebody has said."""
    query = select(Footfall.day, Footfall.visitors).where(
        Footfall.site_id == site_id, Footfall.day.between(first, last)
    )
    return dict(db.session.execute(query).all())


def days_with_answers(study: Study, site_id: int, first: dt.date, last: dt.date) -> set[dt.date]:
    """Days on which somebody answered at a site: it was open."""
    query = select(Response.day).where(
        Response.study_id == study.id, Response.day.between(first, last),
        Response.site_id == site_id, Response.withdrawn_at.is_(None), Response.mode != "lien",
    )  # fmt: skip
    return set(db.session.scalars(query.distinct()))


@dataclass(frozen=True)
class Taken:
    """Over the days whose visitors are known: how many days, visitors, counted answers."""

    days: int
    visitors: int
    answers: int


def taken_part(
    version_ids: Sequence[int], site_ids: Collection[int], first: dt.date, last: dt.date
) -> Taken:  # fmt: skip
    """Answers against visitors at some sites, only over the days whose visitors are known.

    A day of a site counts as one day; closed days (no visitor) are left out.
    """
    answers = (
        select(func.count())
        .select_from(Response)
        .where(
            Response.version_id.in_(version_ids), Response.site_id == Footfall.site_id,
            Response.day == Footfall.day, Response.counted, Response.withdrawn_at.is_(None),
            Response.day_uncertain.is_(False),
        )
        .correlate(Footfall)
        .scalar_subquery()
    )  # fmt: skip
    query = select(func.count(), func.sum(Footfall.visitors), func.sum(answers)).where(
        Footfall.site_id.in_(site_ids), Footfall.visitors > 0
    )
    known = query.where(Footfall.day.between(first, last))
    days, visited, answered = db.session.execute(known).one()
    return Taken(days, int(visited or 0), int(answered or 0))
