"""What happens to codes: written, moved, archived, validated; each act can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.codebook import library
from feedback.codebook.conventions import COLOURS, KEY, MOST_CODES, NEUTRAL, colour
from feedback.codebook.history.fields import SAID, mark, unpacked
from feedback.codebook.history.operations import acting
from feedback.codebook.library import Entry
from feedback.codebook.models import Code, CodebookStep, CodeSuccession
from feedback.codebook.shelving.operations import put, recolour
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
    record(actor, "codebook.created", _name(study.id), codes=len(entries))
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


def _name(study_id: int) -> str:
    return f"study:{db.session.get_one(Study, study_id).public_id}"


# --- One code ------------------------------------------------------------------------------


def add_code(
    actor: Account, study: Study, *, key: str, parent_key: str = "", status: str = "validated",
    **values: Any,
) -> Code:  # fmt: skip
    """A new code, last of its family; a validated one keeps its key for ever."""
    with acting(actor, study.id, "added" if status == "validated" else "proposed", [key.strip()]):
        code = new_code(study, key=key, parent_key=parent_key, status=status, **values)
    record(actor, "code.added", _name(study.id), key=code.key)
    return code


def new_code(
    study: Study, *, key: str, parent_key: str = "", status: str = "validated", **values: Any
) -> Code:
    """A new code as a part of an act that others remember."""
    key = _free(study.id, key)
    count = select(func.count()).select_from(Code).where(Code.study_id == study.id)
    if (db.session.scalar(count) or 0) >= MOST_CODES:
        raise Refused(_l("Un livre de codes a %(max)d codes au plus.", max=MOST_CODES))
    code = Code(study_id=study.id, key=key, status=status, position=0, name="")
    _fill(code, _family(study.id, parent_key), values)
    db.session.add(code)
    db.session.flush()
    put(study.id, [code], code.parent_id, None)
    return code


def taken_keys(study_id: int) -> set[str]:
    """Keys no new code may have: those of codes, archived ones too, and of codes merged."""
    own = select(Code.key).where(Code.study_id == study_id)
    gone = select(CodeSuccession.old_key).where(CodeSuccession.study_id == study_id)
    return {*db.session.scalars(own), *db.session.scalars(gone)}


def _free(study_id: int, key: str, but: str = "") -> str:
    key = normalise(key).strip()
    if not KEY.fullmatch(key):
        raise Refused(_l("Une lettre, puis des lettres ou des chiffres."), "key")
    taken = {one.lower(): one for one in taken_keys(study_id) if one != but}
    if key.lower() in taken:
        raise Refused(_l("La clé %(key)s est déjà prise.", key=taken[key.lower()]), "key")
    return key


def _family(study_id: int, key: str) -> Code | None:
    if not key:
        return None
    found = db.session.scalar(select(Code).where(Code.study_id == study_id, Code.key == key))
    if found is None or found.archived_at is not None:
        raise Refused(_l("Choisissez une famille ou un code de ce livre."), "parent")
    return found


def _fill(code: Code, parent: Code | None, values: dict[str, Any]) -> None:
    code.parent_id = parent.id if parent else None
    code.name = normalise(values["name"]).strip()
    for name in ("name_en", "definition", "include", "exclude"):
        setattr(code, name, normalise(values.get(name) or "").strip())
    code.codable = values.get("codable", True)
    given = values.get("colour", NEUTRAL)
    code.colour = parent.colour if parent else given if given in COLOURS else NEUTRAL


def mark_of(code: Code) -> str:
    """The mark of a code as it stands."""
    names = (*SAID, "parent_id", "archived_at")
    fields = {name: getattr(code, name) for name in names}
    fields["archived_at"] = code.archived_at.isoformat() if code.archived_at else None
    return mark(fields)


def check_seen(code: Code, seen: str) -> None:
    """Refuse when another has changed the code since it was seen."""
    if seen and seen != mark_of(code):
        raise Refused(
            _l("%(key)s a changé entre-temps : une autre personne l'a enregistré. Regardez ce qu'elle a écrit, puis enregistrez.", key=code.key),
            "seen",
        )  # fmt: skip


def change_code(
    actor: Account, code: Code, *, parent_key: str, used: int, key: str = "", seen: str = "",
    **values: Any,
) -> None:  # fmt: skip
    """Change what a code says and where it stands; a code in use stays a code.

    `used` is how many codings it has: rooms above know. `seen` is the mark of what was changed.
    """
    with acting(actor, code.study_id, "changed", [code.key]):
        check_seen(code, seen)
        parent = _family(code.study_id, parent_key)
        if not values["codable"] and used:
            raise Refused(_l("Ce code a des codages : il ne peut pas devenir une famille."), "codable")  # fmt: skip
        if key and key != code.key:
            if code.status != "proposed":
                raise Refused(_l("La clé d'un code validé ne change plus."), "key")
            code.key = _free(code.study_id, key, code.key)
        moved = (parent.id if parent else None) != code.parent_id
        if moved:
            put(code.study_id, [code], parent.id if parent else None, None)
        _fill(code, parent, values)
        recolour(code)
    record(actor, "code.changed", _name(code.study_id), key=code.key)


# --- Several at once -----------------------------------------------------------------------


def archive(actor: Account, study: Study, codes: Sequence[Code]) -> None:
    """Codes no longer offered: their codings stay, their keys too."""
    with acting(actor, study.id, "archived", [code.key for code in codes]):
        archived(codes)
    record(actor, "code.archived", _name(study.id), keys=[code.key for code in codes])


def archived(codes: Sequence[Code]) -> None:
    """Archive codes as a part of an act that others remember."""
    numbers = [code.id for code in codes]
    below = select(Code.key).where(
        Code.parent_id.in_(numbers), Code.archived_at.is_(None), Code.id.not_in(numbers)
    )
    if db.session.scalar(below.limit(1)) is not None:
        raise Refused(_l("Archivez d'abord les codes de cette famille."))
    for code in codes:
        code.archived_at = code.archived_at or utcnow()


def reopen(actor: Account, study: Study, codes: Sequence[Code]) -> None:
    """Offer archived codes again; a code merged into another is taken back by undoing the merge."""
    keys = [code.key for code in codes]
    gone = select(CodeSuccession.old_key).where(
        CodeSuccession.study_id == study.id, CodeSuccession.kind == "merge",
        CodeSuccession.old_key.in_(keys),
    )  # fmt: skip
    with acting(actor, study.id, "reopened", keys):
        if (key := db.session.scalar(gone.limit(1))) is not None:
            raise Refused(
                _l("%(key)s a été fusionné : annulez la fusion dans l'historique.", key=key)
            )
        for code in codes:
            code.archived_at = None
    record(actor, "code.reopened", _name(study.id), keys=keys)


def validate(actor: Account, study: Study, codes: Sequence[Code]) -> None:
    """Proposed codes become codes of the book: their keys are theirs for ever."""
    proposed = [code for code in codes if code.status == "proposed"]
    if not proposed:
        raise Refused(_l("Aucun de ces codes n'est à valider."))
    keys = [code.key for code in proposed]
    with acting(actor, study.id, "validated", keys):
        for code in proposed:
            code.status = "validated"
    record(actor, "code.validated", _name(study.id), keys=keys)


def move(
    actor: Account, study: Study, codes: Sequence[Code], parent: Code | None,
    before: Code | None = None,
) -> None:  # fmt: skip
    """Put codes in a family (None: the first level), before one of its codes or last."""
    with acting(actor, study.id, "moved", [code.key for code in codes]):
        put(study.id, codes, parent.id if parent else None, before.id if before else None)
    record(actor, "code.moved", _name(study.id), keys=[code.key for code in codes])


def succeed(step: CodebookStep, source: Code, target: Code, kind: str) -> None:
    """Write down that a code's passages went to another, key to key, as a part of an act."""
    db.session.add(
        CodeSuccession(
            study_id=step.study_id, old_key=source.key, new_key=target.key, kind=kind,
            step_id=step.id,
        )
    )  # fmt: skip


def absorb(step: CodebookStep, source: Code, target: Code) -> None:
    """The tree after a merge: what was under the source is under the target, the source archived."""
    below = db.session.scalars(select(Code).where(Code.parent_id == source.id)).all()
    if below:
        put(step.study_id, below, target.id, None)
    archived([source])
    succeed(step, source, target, "merge")
    db.session.flush()


def added_by(step: CodebookStep) -> list[int]:
    """Row ids of the codes that an act made."""
    changes = unpacked(step.body)
    return [int(number) for number, change in changes.items() if change["was"] is None]
