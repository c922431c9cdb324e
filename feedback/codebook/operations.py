"""What happens to codebooks."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.codebook import library
from feedback.codebook.conventions import NEUTRAL, colour
from feedback.codebook.library import Entry
from feedback.codebook.models import Code
from feedback.db import db
from feedback.errors import Refused
from feedback.studies.models import Study


def create_from_library(actor: Account, study: Study, name: str = "livre_de_codes") -> int:
    """Copy a starter codebook into a study that has none; returns how many codes may be used."""
    if db.session.scalar(select(Code.id).where(Code.study_id == study.id).limit(1)):
        raise Refused(_l("Cette étude a déjà un livre de codes."))
    if name not in library.names():
        raise Refused(_l("Ce modèle n'existe pas."), "name")
    entries = library.load(name).entries
    made: dict[str, Code] = {}
    for position, entry in enumerate(entries, start=1):
        made[entry.key] = _copied(study, entry, position, made)
    db.session.add_all(made.values())
    db.session.flush()
    record(actor, "codebook.created", f"study:{study.public_id}", codes=len(entries))
    return sum(entry.codable for entry in entries)


def _copied(study: Study, entry: Entry, position: int, made: dict[str, Code]) -> Code:
    parent = made[entry.parent] if entry.parent else None
    families = sum(code.parent is None for code in made.values())
    hue = NEUTRAL if entry.technical else colour(families)
    return Code(
        study_id=study.id, key=entry.key, parent=parent, position=position,
        name=entry.name["fr"], name_en=entry.name.get("en", ""),
        definition=entry.definition.get("fr", ""), include=entry.include.get("fr", ""),
        exclude=entry.exclude.get("fr", ""), codable=entry.codable,
        colour=parent.colour if parent else hue,
    )  # fmt: skip
