"""What happens to codebooks."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.codebook import library
from feedback.codebook.conventions import COLOURS, NEUTRAL, colour
from feedback.codebook.library import Entry
from feedback.codebook.models import Code
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.formats.text import normalise
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


def add_code(actor: Account, study: Study, *, key: str, parent_key: str, **values: Any) -> Code:
    """A new code, last of its family; its key is its own for ever."""
    key = key.strip()
    same = select(Code.key).where(Code.study_id == study.id, func.lower(Code.key) == key.lower())
    if (taken := db.session.scalar(same)) is not None:
        raise Refused(_l("La clé %(key)s est déjà prise.", key=taken), "key")
    last = db.session.scalar(select(func.max(Code.position)).where(Code.study_id == study.id)) or 0
    code = Code(study_id=study.id, key=key, position=last + 1)
    _fill(code, _family(study.id, parent_key), values)
    db.session.add(code)
    db.session.flush()
    record(actor, "code.added", f"study:{study.public_id}", key=key)
    return code


def _family(study_id: int, key: str) -> Code | None:
    if not key:
        return None
    found = db.session.scalar(select(Code).where(Code.study_id == study_id, Code.key == key))
    if found is None or found.codable:
        raise Refused(_l("Choisissez une famille de ce livre de codes."), "parent")
    return found


def _fill(code: Code, parent: Code | None, values: dict[str, Any]) -> None:
    code.parent = parent
    code.name = normalise(values["name"]).strip()
    for name in ("definition", "include", "exclude"):
        setattr(code, name, normalise(values[name]).strip())
    code.codable = values["codable"]
    hue = values["colour"] if values["colour"] in COLOURS else NEUTRAL
    code.colour = parent.colour if parent else hue


def change_code(actor: Account, code: Code, *, parent_key: str, used: int, **values: Any) -> None:
    """Change what a code says and where it stands; a code in use stays a code.

    `used` is how many codings it has: rooms above know.
    """
    parent = _family(code.study_id, parent_key)
    above = parent
    while above is not None:
        if above is code:
            raise Refused(_l("Un code ne peut pas être sous lui-même."), "parent")
        above = above.parent
    if not values["codable"] and used:
        raise Refused(_l("Ce code a des codages : il ne peut pas devenir une famille."), "codable")
    below = db.session.scalars(select(Code).where(Code.parent_id == code.id)).all()
    if values["codable"] and below:
        raise Refused(_l("Cette famille a des codes : déplacez-les d'abord."), "codable")
    _fill(code, parent, values)
    for child in below:
        _recolour(child, code.colour)
    db.session.flush()
    record(actor, "code.changed", _name(code), key=code.key)


def _recolour(code: Code, hue: str) -> None:
    """A family has one colour, all the way down."""
    code.colour = hue
    for child in db.session.scalars(select(Code).where(Code.parent_id == code.id)):
        _recolour(child, hue)


def _name(code: Code) -> str:
    return f"study:{db.session.get_one(Study, code.study_id).public_id}"


def move(actor: Account, code: Code, up: bool) -> None:
    """Change places with the neighbour above or below, in the same family."""
    beside = select(Code).where(
        Code.study_id == code.study_id, Code.parent_id == code.parent_id,
        Code.archived_at.is_(None),
        Code.position < code.position if up else Code.position > code.position,
    )  # fmt: skip
    order = Code.position.desc() if up else Code.position
    neighbour = db.session.scalar(beside.order_by(order).limit(1))
    if neighbour is None:
        return
    code.position, neighbour.position = neighbour.position, code.position
    db.session.flush()
    record(actor, "code.moved", _name(code), key=code.key)


def archive(actor: Account, code: Code) -> None:
    """A code no longer offered: its codings stay, its key too."""
    open_below = select(Code.id).where(Code.parent_id == code.id, Code.archived_at.is_(None))
    if db.session.scalar(open_below.limit(1)) is not None:
        raise Refused(_l("Archivez d'abord les codes de cette famille."))
    code.archived_at = utcnow()
    record(actor, "code.archived", _name(code), key=code.key)


def reopen(actor: Account, code: Code) -> None:
    """Offer an archived code again."""
    code.archived_at = None
    record(actor, "code.reopened", _name(code), key=code.key)
