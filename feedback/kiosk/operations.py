"""What happens to tablets and links."""

from __future__ import annotations

import datetime as dt
import secrets

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.accounts.queries import token_hash
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.instruments.models import Instrument
from feedback.kiosk.models import Device, SurveyLink
from feedback.studies.models import Site, Study

CODE_LASTS = dt.timedelta(minutes=10)


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
    """A fresh pairing code, valid ten minutes and once."""
    if device.revoked_at:
        raise Refused(_l("Cette tablette a été retirée."))
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
    device.paired_at = device.seen_at = utcnow()
    db.session.flush()
    record(None, "device.paired", f"device:{device.public_id}")
    return credential


def revoke(actor: Account, device: Device) -> None:
    """A lost tablet: its credential opens nothing more."""
    device.revoked_at = utcnow()
    device.code_hash = None
    record(actor, "device.revoked", f"device:{device.public_id}")


def open_link(actor: Account, study: Study, instrument: Instrument, site: Site) -> SurveyLink:
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
    link.closed_at = None
    db.session.flush()
    record(actor, "link.opened", f"link:{link.public_id}")
    return link


def close_link(actor: Account, link: SurveyLink) -> None:
    """The link asks nothing more."""
    link.closed_at = utcnow()
    record(actor, "link.closed", f"link:{link.public_id}")
