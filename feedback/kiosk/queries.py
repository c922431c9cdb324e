"""Reads about tablets and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, bindparam, false, func, literal, or_, select
from sqlalchemy.orm import joinedload

from feedback.accounts.models import Account
from feedback.accounts.queries import token_hash
from feedback.db import Direct, db, utcnow
from feedback.errors import NotAllowed
from feedback.instruments.definition import Definition
from feedback.instruments.models import Instrument, Version
from feedback.instruments.queries import definition_by_id
from feedback.instruments.translations import offered
from feedback.kiosk.models import Device, SetAside, SurveyLink, source_of
from feedback.responses.models import SourceCount
from feedback.studies.models import Site, Study
from feedback.studies.queries import reachable, sites_of


@dataclass(frozen=True)
class Asked:
    """What a tablet or a link asks now: all that a respondent's page needs, in one read."""

    place: str  # public id of the tablet or the link
    study_id: int
    study: str  # public id
    languages: tuple[str, ...]
    closed: bool
    instrument_id: int
    site_id: int
    mode: str
    version_id: int | None
    version: str  # public id
    digest: str
    sounds: str  # mark of the survey's recordings, empty when it has none
    asks_code: bool  # a single-use printed code
    unread: tuple[str, ...]  # languages offered though nobody has reviewed them

    @property
    def open(self) -> bool:
        """True when there is something to answer."""
        return not self.closed and self.version_id is not None

    def definition(self) -> Definition:
        """The version asked."""
        assert self.version_id is not None
        return definition_by_id(self.version_id, self.digest)

    def tags(self) -> tuple[str, ...]:
        """The languages in which it may be answered."""
        return offered(self.definition(), self.languages, self.unread)


ASKED = 14  # columns of what is asked


def _asked(
    model: type[Device] | type[SurveyLink], closed: Any, mode: Any, code: Any
) -> Select[Any]:
    """The one read of a respondent's page, from a tablet or a link."""
    asking = (Version.instrument_id == model.instrument_id) & (Version.status == "published")
    return (
        select(
            model.public_id, Study.id, Study.public_id, Study.languages,
            or_(closed.is_not(None), Study.archived_at.is_not(None)), model.instrument_id,
            model.site_id, mode, Version.id, Version.public_id, Version.digest, Instrument.sounds, code,
            Instrument.unread,
        )
        .join(Study, Study.id == model.study_id)
        .join(Instrument, Instrument.id == model.instrument_id)
        .outerjoin(Version, asking)
    )  # fmt: skip


_BY_LINK = Direct(
    _asked(SurveyLink, SurveyLink.closed_at, literal("lien"), SurveyLink.asks_code).where(
        SurveyLink.token == bindparam("token")
    )
)
_PAIRED = Direct(
    _asked(Device, Device.revoked_at, Device.mode, false())
    .add_columns(
        Device.id, Device.name, Site.name, Device.hours, Device.pin_salt, Device.pin_hash,
        Device.said, Device.languages, Study.notice,
    )
    .join(Site, Site.id == Device.site_id)
    .where(Device.credential_hash == bindparam("hash"), Device.revoked_at.is_(None))
)  # fmt: skip


def _read(row: tuple[Any, ...] | None) -> Asked | None:
    if row is None:
        return None
    place, study_id, study, languages, closed, instrument, site, mode, version, *marks = row
    public, digest, sounds, asks_code, unread = marks
    return Asked(
        place, study_id, study, tuple(languages), closed, instrument, site, mode, version,
        public or "", digest or "", sounds, asks_code, tuple(unread),
    )  # fmt: skip


def asked_by_link(token: str) -> Asked | None:
    """What a printed address asks."""
    return _read(_BY_LINK.look(token=token))


@dataclass(frozen=True)
class Paired:
    """A tablet as its credential finds it: all its page and its sendings depend on, in one read."""

    asked: Asked
    id: int
    name: str
    site: str
    hours: dict[str, Any]
    pin_salt: str
    pin_hash: str
    said: dict[str, Any]
    notice: dict[str, Any]  # of the study

    @property
    def public_id(self) -> str:
        """Its id in tokens."""
        return self.asked.place

    @property
    def study_id(self) -> int:
        """The study it collects for."""
        return self.asked.study_id

    @property
    def source(self) -> str:
        """Its name in the receipts' traces."""
        return source_of(self.public_id)


def paired(credential: str) -> Paired | None:
    """The tablet that holds this credential, unless revoked; asked in the languages chosen for it."""
    row = _PAIRED.look(hash=token_hash(credential))
    if row is None:
        return None
    asked = _read(row[:ASKED])
    assert asked is not None
    number, name, site, hours, salt, pin, said, chosen, notice = row[ASKED:]
    if chosen:
        kept = tuple(tag for tag in asked.languages if tag in chosen)
        asked = replace(asked, languages=kept)
    return Paired(asked, number, name, site, hours, salt, pin, said, notice)


def device_known(public_id: str) -> Device | None:
    """The tablet of this public id, revoked or not: where an answer was given stays true."""
    return db.session.scalar(select(Device).where(Device.public_id == public_id))


def received(device_id: int, source: str) -> int:
    """Answers that came from a tablet since it exists, those nobody could read included."""
    aside = select(func.count()).select_from(SetAside).where(SetAside.device_id == device_id)
    return came([source]).get(source, 0) + (db.session.scalar(aside) or 0)


def came(sources: Sequence[str]) -> dict[str, int]:
    """Answers that came through each of some tablets or links."""
    query = select(SourceCount.source, SourceCount.stored + SourceCount.conflicts)
    return dict(db.session.execute(query.where(SourceCount.source.in_(sources))).all())


def device_to_pair(code: str) -> Device | None:
    """The tablet waiting for this code."""
    found = db.session.scalar(select(Device).where(Device.code_hash == token_hash(code)))
    alive = found and found.code_expires_at and found.code_expires_at > utcnow()
    return found if alive else None


def devices(account: Account, study: Study) -> Sequence[Device]:
    """Tablets of a study, at the sites within reach."""
    sites = {s.id for s in sites_of(account, "watch_devices", study)}
    query = select(Device).where(Device.study_id == study.id, Device.site_id.in_(sites))
    query = query.options(joinedload(Device.instrument), joinedload(Device.site))
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


def demo_device() -> Device | None:
    """The demonstration's own tablet."""
    query = select(Device).join(Study, Study.id == Device.study_id).where(Study.demonstration)
    return db.session.scalar(query.order_by(Device.id).limit(1))


def study_open_to_all(public_id: str) -> Study | None:
    """The study whose notice anyone may read."""
    return db.session.scalar(select(Study).where(Study.public_id == public_id))
