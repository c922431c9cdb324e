"""Codes rolled up: each code to its ancestor at a level of the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class CodeLike(Protocol):
    """A code, as much of it as is needed here."""

    id: int
    parent_id: int | None


def paths(codes: Sequence[CodeLike]) -> dict[int, list[int]]:
    """The ids from the top of the tree down to each code, itself last."""
    by_id = {code.id: code for code in codes}
    found: dict[int, list[int]] = {}
    for code in codes:
        path: list[int] = []
        at: CodeLike | None = code
        while at is not None and at.id not in path:
            path.insert(0, at.id)
            at = by_id.get(at.parent_id) if at.parent_id else None
        found[code.id] = path
    return found


def rolled_up(found: Mapping[int, Sequence[int]], level: int) -> dict[int, int]:
    """Each code's ancestor at a level (1 the top); itself when it is not so deep, or level is 0."""
    return {
        code: path[level - 1] if 0 < level <= len(path) else code for code, path in found.items()
    }
