"""The table of the cross-reading: a row for each dimension, a cell for each way of listening."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from feedback.analysis.crossing import (
    ANSWERED,
    LIVED,
    PROFESSIONALS,
    USERS,
    Disagreement,
    Stand,
    disagreement,
)
from feedback.analysis.crossreading.cells import Answer, Answered, Lived, Said, answered
from feedback.analysis.thresholds import Masked


@dataclass(frozen=True)
class Heard:
    """All that was listened to, by the keys of the codes as they stand now."""

    answers: Sequence[Answer]
    lived: Callable[[str], Lived | Masked | None]
    users: Callable[[str], Said | Masked | None]
    professionals: Callable[[str], Said | Masked | None]


@dataclass(frozen=True)
class Row:
    """A dimension, or a family with all that stands under it."""

    branch: Any
    family: bool
    answered: Answered
    lived: Lived | Masked | None
    users: Said | Masked | None
    professionals: Said | Masked | None
    disagreement: Disagreement | None = None
    stands: Mapping[str, Stand] = field(default_factory=dict)


def rows(branches: Sequence[Any], keys: AbstractSet[str], heard: Heard) -> list[Row]:
    """A row for each branch of the book that is a dimension or has one under it, in its order."""
    return [_row(branch, heard) for branch in branches if keys & below(branch)]


def below(branch: Any) -> set[str]:
    """The keys of a branch and of all those under it."""
    found = {branch.code.key}
    for child in branch.children:
        found |= below(child)
    return found


def _row(branch: Any, heard: Heard) -> Row:
    key, mine = branch.code.key, below(branch)
    asked = answered([one for one in heard.answers if one.key in mine])
    told, users, others = heard.lived(key), heard.users(key), heard.professionals(key)
    found = {
        ANSWERED: asked.stand, LIVED: _stand(told), USERS: _stand(users),
        PROFESSIONALS: _stand(others),
    }  # fmt: skip
    return Row(
        branch, bool(branch.children), asked, told, users, others, disagreement(found),
        {way: one for way, one in found.items() if one},
    )  # fmt: skip


def _stand(cell: Lived | Said | Masked | None) -> Stand | None:
    return None if cell is None or isinstance(cell, Masked) else cell.stand
