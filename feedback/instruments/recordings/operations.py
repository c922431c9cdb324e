"""What happens to recordings: kept, replaced, taken away; each change gives the survey a new mark."""

from __future__ import annotations

import secrets

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.db import db
from feedback.errors import Refused
from feedback.instruments.models import Instrument
from feedback.instruments.recordings.models import Recording
from feedback.instruments.recordings.queries import recording, taken
from feedback.instruments.recordings.sounds import LARGEST, MOST, media_type


def keep(
    actor: Account, instrument: Instrument, part: str, language: str, sound: bytes, said: str
) -> Recording:
    """A sound for a screen in a language, in place of the one it had; `said` marks its words."""
    kind = media_type(sound)
    if not kind:
        raise Refused(_l("Ce fichier n'est pas un son : MP3, M4A, OGG, WAV ou WebM."), "file")
    if len(sound) > LARGEST:
        raise Refused(_l("Ce son est trop lourd : 2 Mo au plus. Choisissez MP3 ou M4A."), "file")
    found = recording(instrument, part, language)
    if taken(instrument) - (found.size if found else 0) + len(sound) > MOST:
        raise Refused(_l("Les sons de cette enquête pèseraient plus de 40 Mo."), "file")
    if found is None:
        found = Recording(instrument_id=instrument.id, part=part, language=language)
        db.session.add(found)
    found.sound, found.kind, found.size, found.said = sound, kind, len(sound), said
    found.token = secrets.token_urlsafe(16)
    _changed(actor, instrument, "recording.kept", part, language)
    return found


def remove(actor: Account, instrument: Instrument, one: Recording) -> None:
    """The screen is read by the device's own voice again."""
    part, language = one.part, one.language
    db.session.delete(one)
    _changed(actor, instrument, "recording.removed", part, language)


def _changed(actor: Account, instrument: Instrument, act: str, part: str, language: str) -> None:
    """Pages drawn before, and what tablets keep, are of another mark."""
    db.session.flush()
    left = exists().where(Recording.instrument_id == instrument.id)
    some = db.session.scalar(select(left))
    instrument.sounds = secrets.token_hex(6) if some else ""
    record(actor, act, f"instrument:{instrument.public_id}", part=part, language=language)
