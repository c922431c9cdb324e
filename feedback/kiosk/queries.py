"""Reads about tablets and links."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.accounts.queries import token_hash
from feedback.db import db, utcnow
from feedback.errors import NotAllowed
from feedback.kiosk.models import Device, SurveyLink
from feedback.studies.models import Study
from feedback.studies.queries import reachable, sites_of


def device_of(credential: str) -> Device | None:
    """The tablet that holds this credential, unless revoked."""
    query = select(Device).where(Device.credential_hash == token_hash(credential))
    found = db.session.scalar(query)
    return found if found and not found.revoked_at else None


def device_to_pair(code: str) -> Device | None:
    """The tablet waiting for this code."""
    found = db.session.scalar(select(Device).where(Device.code_hash == token_hash(code)))
    alive = found and found.code_expires_at and found.code_expires_at > utcnow()
    return found if alive else None


def devices(account: Account, study: Study) -> Sequence[Device]:
    """Tablets of a study, at the sites within reach."""
    sites = {s.id for s in sites_of(account, "watch_devices", study)}
    query = select(Device).where(Device.study_id == study.id, Device.site_id.in_(sites))
    return db.session.scalars(query.order_by(Device.revoked_at.is_not(None), Device.name)).all()


def device(account: Account, public_id: str) -> Device:
    """One tablet, or NotAllowed."""
    mine = reachable(account, "watch_devices").with_only_columns(Study.id)
    found = db.session.scalar(
        select(Device).where(Device.public_id == public_id, Device.study_id.in_(mine))
    )
    study = db.session.get(Study, found.study_id) if found else None
    if not found or not study:
        raise NotAllowed
    if found.site_id not in {s.id for s in sites_of(account, "watch_devices", study)}:
        raise NotAllowed
    return found


def links(account: Account, study: Study) -> Sequence[SurveyLink]:
    """Links of a study, at the sites within reach."""
    sites = {s.id for s in sites_of(account, "watch_devices", study)}
    query = select(SurveyLink).where(SurveyLink.study_id == study.id)
    return db.session.scalars(
        query.where(SurveyLink.site_id.in_(sites)).order_by(SurveyLink.id)
    ).all()


def link_of(token: str) -> SurveyLink | None:
    """The link of a printed token."""
    return db.session.scalar(select(SurveyLink).where(SurveyLink.token == token))


def demo_device() -> Device | None:
    """The demonstration's own tablet."""
    query = select(Device).join(Study, Study.id == Device.study_id).where(Study.demonstration)
    return db.session.scalar(query.order_by(Device.id).limit(1))


def study_open_to_all(public_id: str) -> Study | None:
    """The study whose notice anyone may read."""
    return db.session.scalar(select(Study).where(Study.public_id == public_id))
