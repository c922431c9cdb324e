"""Codes seen from a level of their tree, or under one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def levels(codes: Sequence[Any], level: int) -> dict[int, int]:
    """Return for each code its ancestor at a level of the tree (1 the top, 0 itself).

    A code that stands higher than the level stays itself. Codes have `id` and `parent_id`.
    """
    parents: Mapping[int, int | None] = {one.id: one.parent_id for one in codes}

    def path(code: int) -> list[int]:
        found = [code]
        while (above := parents.get(found[0])) is not None:
            found.insert(0, above)
        return found

    return {
        one.id: one.id if not level else path(one.id)[: level][-1] for one in codes
    }  # fmt: skip


def under(codes: Sequence[Any], key: str) -> set[int]:
    """Return the ids of a code and of all below it; of all codes when the key is empty."""
    if not key:
        return {one.id for one in codes}
    inside = {one.id for one in codes if one.key == key}
    grown = True
    while grown:
        more = {one.id for one in codes if one.parent_id in inside} - inside
        inside |= more
        grown = bool(more)
    return inside
