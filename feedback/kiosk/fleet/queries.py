"""Reads of the fleet page: both sides of the count, in as many statements whatever the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from feedback.accounts.models import Account
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.instruments.models import Version
from feedback.kiosk import queries
from feedback.kiosk.models import Device, SetAside
from feedback.kiosk.reconciliation import Count, nearly_full
from feedback.studies.models import Study


@dataclass(frozen=True)
class Row:
    """A tablet as its fleet sees it."""

    device: Device
    count: Count
    aside: int  # records nobody could read
    version: int | None  # number of the version it shows, as far as it said
    outdated: bool  # it shows another version than the one published
    nearly_full: bool


def _count(device: Device, received: int) -> Count:
    said = device.said
    told = bool(said.get("memory"))
    return Count(told, said.get("made", 0), said.get("waiting", 0), received - device.before)


def count(device: Device) -> Count:
    """Both sides for one tablet."""
    return _count(device, queries.received(device.id, device.source))


def rows(account: Account, study: Study) -> list[Row]:
    """The tablets of a study within reach, the ones to look after first."""
    devices = queries.devices(account, study)
    came = queries.came([device.source for device in devices])
    asides = _asides([device.id for device in devices])
    versions = _versions(study)
    found = []
    for device in devices:
        aside = asides.get(device.id, 0)
        shown = versions.get(device.said.get("version", ""))
        now = max((v.number for v in versions.values()
                   if v.instrument_id == device.instrument_id and v.status == "published"),
                  default=None)  # fmt: skip
        found.append(
            Row(device, _count(device, came.get(device.source, 0) + aside), aside,
                shown.number if shown else None,
                shown is not None and (shown.instrument_id, shown.number)
                != (device.instrument_id, now),
                nearly_full(device.said))
        )  # fmt: skip
    return found


def _asides(ids: Sequence[int]) -> dict[int, int]:
    query = select(SetAside.device_id, func.count()).where(SetAside.device_id.in_(ids))
    return dict(db.session.execute(query.group_by(SetAside.device_id)).all())


def _versions(study: Study) -> dict[str, Version]:
    query = (
        select(Version).join(Version.instrument).where(Version.instrument.has(study_id=study.id))
    )
    return {version.public_id: version for version in db.session.scalars(query)}


def asides(account: Account, study: Study) -> Sequence[tuple[SetAside, Device]]:
    """Records of a study that nobody could read, at the tablets within reach."""
    mine = [device.id for device in queries.devices(account, study)]
    query = select(SetAside, Device).join(Device, Device.id == SetAside.device_id)
    found = db.session.execute(query.where(SetAside.device_id.in_(mine)).order_by(SetAside.id))
    return found.all()


def aside(account: Account, public_id: str) -> SetAside:
    """One of them, or NotAllowed."""
    found = db.session.scalar(select(SetAside).where(SetAside.public_id == public_id))
    if found is None:
        raise NotAllowed
    queries.device(account, db.session.get_one(Device, found.device_id).public_id)
    return found
