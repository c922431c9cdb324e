"""What happens to tablets and links."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.accounts.queries import token_hash
from feedback.db import JSON, Direct, UtcDateTime, db, insert_for, new_public_id, utcnow
from feedback.instruments.models import Instrument
from feedback.kiosk.models import Device, SetAside, SurveyLink
from feedback.kiosk.queries import Paired, received
from feedback.studies.models import Site, Study

CODE_LASTS = dt.timedelta(minutes=10)
PIN_ROUNDS = 200_000


def add_device(
    actor: Account, study: Study, instrument: Instrument, site: Site, name: str, mode: str
) -> tuple[Device, str]:
    """A tablet to pair; returns it with its six-figure code, shown once."""
    device = Device(
        study_id=study.id, instrument_id=instrument.id, site_id=site.id, name=name.strip(),
        mode=mode,
    )  # fmt: skip
    db.session.add(device)
    db.session.flush()
    record(actor, "device.added", f"device:{device.public_id}")
    return device, new_code(actor, device)


def new_code(actor: Account, device: Device) -> str:
    """A fresh pairing code, valid ten minutes and once; it brings a lost tablet back, too."""
    taken = set(db.session.scalars(select(Device.code_hash)))
    code = next(
        c for c in iter(lambda: f"{secrets.randbelow(10**6):06d}", "") if token_hash(c) not in taken
    )
    device.code_hash, device.code_expires_at = token_hash(code), utcnow() + CODE_LASTS
    db.session.flush()
    record(actor, "device.code", f"device:{device.public_id}")
    return code


def pair(device: Device) -> str:
    """The tablet typed its code: it receives its credential, and the code is spent."""
    credential = secrets.token_urlsafe(32)
    device.credential_hash = token_hash(credential)
    device.code_hash = device.code_expires_at = None
    device.revoked_at = None
    device.paired_at = device.seen_at = utcnow()
    db.session.flush()
    record(None, "device.paired", f"device:{device.public_id}")
    return credential


def new_pin(actor: Account | None, device: Device, pin: str = "") -> str:
    """A new number that opens the staff's door on the tablet, told once; kept as a slow hash."""
    pin = pin or f"{secrets.randbelow(10**6):06d}"
    device.pin_salt = secrets.token_hex(16)
    device.pin_hash = pin_hash(pin, device.pin_salt)
    record(actor, "device.pin", f"device:{device.public_id}")
    return pin


def pin_hash(pin: str, salt: str) -> str:
    """The number as the tablet checks it by itself (PBKDF2, as WebCrypto computes it)."""
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), bytes.fromhex(salt), PIN_ROUNDS).hex()


def assign(
    actor: Account, device: Device, *, name: str, instrument: Instrument, site: Site, mode: str,
    languages: Sequence[str], hours: Mapping[str, Sequence[str]],
) -> None:  # fmt: skip
    """Where it stands, what it asks, in which languages and when; it follows by itself."""
    device.name, device.mode = name.strip(), mode
    device.instrument_id, device.site_id = instrument.id, site.id
    device.languages = list(languages)
    device.hours = {day: list(times) for day, times in hours.items()}
    db.session.flush()
    record(actor, "device.assigned", f"device:{device.public_id}")


def heard(tablet: Paired, said: Mapping[str, Any]) -> None:
    """The tablet told how it is; a memory that began anew is counted from here."""
    values = {"number": tablet.id, "told": dict(said), "now": utcnow()}
    if said["memory"] != tablet.said.get("memory"):
        values["start"] = received(tablet.id, tablet.source)
    statement = _ANEW if "start" in values else _HEARD
    statement.run(db.session.connection(), values)


_table: Any = Device.__table__
_told = (
    update(_table)
    .where(_table.c.id == bindparam("number"))
    .values(said=bindparam("told", type_=JSON), seen_at=bindparam("now", type_=UtcDateTime()))
)
_HEARD = Direct(_told)
_ANEW = Direct(_told.values(before=bindparam("start")))


def set_aside(device_id: int, uuid: str, body: str, why: str) -> None:
    """Keep, as it came, a record that nobody could read; once, whatever the number of times."""
    digest = hashlib.sha256(body.encode()).hexdigest()
    values = {
        "public_id": new_public_id(), "device_id": device_id, "uuid": uuid, "digest": digest,
        "body": body, "why": why, "at": utcnow(),
    }  # fmt: skip
    db.session.execute(insert_for(SetAside).values(values).on_conflict_do_nothing())


def revoke(actor: Account, device: Device) -> None:
    """A lost tablet: its credential opens nothing more. Found again, it is paired anew."""
    device.revoked_at = utcnow()
    device.code_hash = device.credential_hash = None
    record(actor, "device.revoked", f"device:{device.public_id}")


def open_link(
    actor: Account, study: Study, instrument: Instrument, site: Site, asks_code: bool = False
) -> SurveyLink:
    """The link of a survey at a site: one is enough."""
    same = select(SurveyLink).where(
        SurveyLink.instrument_id == instrument.id, SurveyLink.site_id == site.id
    )
    link = db.session.scalar(same)
    if link is None:
        link = SurveyLink(
            study_id=study.id, instrument_id=instrument.id, site_id=site.id,
            token=secrets.token_urlsafe(12),
        )  # fmt: skip
        db.session.add(link)
    link.closed_at, link.asks_code = None, asks_code
    db.session.flush()
    record(actor, "link.opened", f"link:{link.public_id}")
    return link


def close_link(actor: Account, link: SurveyLink) -> None:
    """The link asks nothing more."""
    link.closed_at = utcnow()
    record(actor, "link.closed", f"link:{link.public_id}")
