"""Codes put in a family, in an order: the whole book is numbered from its first code to its last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from feedback.codebook.conventions import MOST_LEVELS
from feedback.codebook.models import Code
from feedback.db import db
from feedback.errors import Refused

Shelves = dict[int | None, list[Code]]


def _shelves(study_id: int) -> Shelves:
    query = select(Code).where(Code.study_id == study_id).order_by(Code.position, Code.id)
    found: Shelves = defaultdict(list)
    for code in db.session.scalars(query):
        found[code.parent_id].append(code)
    return found


def put(study_id: int, codes: Sequence[Code], parent_id: int | None, before_id: int | None) -> None:
    """Put codes together under a parent (None: the first level), before one of its codes or last.

    A code whose family moves too goes with it. The colour of the family goes all the way down.
    """
    shelves = _shelves(study_id)
    by_id = {code.id: code for shelf in shelves.values() for code in shelf}
    chosen = {code.id for code in codes}
    moved = [c for c in by_id.values() if c.id in chosen and not _under(c, chosen, by_id)]
    if parent_id is not None and (parent_id in chosen or _under(by_id[parent_id], chosen, by_id)):
        raise Refused(_l("Un code ne peut pas être sous lui-même."), "parent")
    deep = _depth(parent_id, by_id) + max((_height(c, shelves) for c in moved), default=0)
    if deep > MOST_LEVELS:
        raise Refused(_l("Le livre aurait plus de %(max)d niveaux.", max=MOST_LEVELS), "parent")
    for code in moved:
        shelves[code.parent_id].remove(code)
        code.parent_id = parent_id
    shelf = shelves[parent_id]
    at = next((n for n, one in enumerate(shelf) if one.id == before_id), len(shelf))
    shelf[at:at] = moved
    _number(shelves)
    if parent_id is not None:
        for code in moved:
            _colour(code, by_id[parent_id].colour, shelves)
    db.session.flush()


def _under(code: Code, chosen: set[int], by_id: dict[int, Code]) -> bool:
    above = code.parent_id
    while above is not None:
        if above in chosen:
            return True
        above = by_id[above].parent_id
    return False


def _depth(number: int | None, by_id: dict[int, Code]) -> int:
    deep = 0
    while number is not None:
        deep, number = deep + 1, by_id[number].parent_id
    return deep


def _height(code: Code, shelves: Shelves) -> int:
    return 1 + max((_height(one, shelves) for one in shelves.get(code.id, ())), default=0)


def _number(shelves: Shelves) -> None:
    number = 0
    left = list(reversed(shelves[None]))
    while left:
        code = left.pop()
        number += 1
        if code.position != number:
            code.position = number
        left += reversed(shelves.get(code.id, ()))


def _colour(code: Code, hue: str, shelves: Shelves) -> None:
    code.colour = hue
    for child in shelves.get(code.id, ()):
        _colour(child, hue, shelves)


def recolour(code: Code) -> None:
    """Give the codes below a code its colour."""
    _colour(code, code.colour, _shelves(code.study_id))


def nudge(code: Code, way: str) -> tuple[int | None, int | None] | None:
    """The parent and the next neighbour a code would have after one step among open codes.

    `way` is up, down, in (under the neighbour above) or out (after its family); None when there
    is no such step.
    """
    shelves = _shelves(code.study_id)
    shelf = shelves[code.parent_id]
    open_ = [one for one in shelf if one.archived_at is None or one is code]
    at = open_.index(code)
    if way == "up" and at:
        return code.parent_id, open_[at - 1].id
    if way == "down" and at + 1 < len(open_):
        return code.parent_id, open_[at + 2].id if at + 2 < len(open_) else None
    if way == "in" and at:
        return open_[at - 1].id, None
    if way == "out" and code.parent_id is not None:
        parent = db.session.get_one(Code, code.parent_id)
        rest = shelves[parent.parent_id]
        after = rest[rest.index(parent) + 1 :]
        return parent.parent_id, after[0].id if after else None
    return None


def settle(study_id: int) -> None:
    """Number the whole book and give each family one colour, after many codes were written."""
    db.session.flush()
    shelves = _shelves(study_id)
    _number(shelves)
    for code in shelves[None]:
        _colour(code, code.colour, shelves)
    db.session.flush()
