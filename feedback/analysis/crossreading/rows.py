"""The table of the cross-reading: a row for each dimension, a cell for each way of listening."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
from feedback.analysis.crossreading.cells import (
    Answer,
    Answered,
    Hides,
    Journey,
    Lived,
    Said,
    Voice,
    answered,
    lived,
)
from feedback.analysis.thresholds import Masked


@dataclass(frozen=True)
class Heard:
    """All that was listened to, by the keys of the codes as they stand now.

    `sites` are those looked at, none for the whole; `hides` closes small counts of users and
    journeys there, `hides_anywhere` those of professionals, who belong to no place. Without
    `counts`, passages are not told.
    """

    answers: Sequence[Answer]
    journeys: Sequence[Journey]
    users: Voice
    professionals: Voice
    sites: Collection[int] | None
    hides: Hides
    hides_anywhere: Hides
    counts: bool = True


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
    told = lived(heard.journeys, key, heard.sites, heard.hides)
    users = heard.users.of(key, heard.sites, heard.hides, heard.counts)
    others = heard.professionals.of(key, None, heard.hides_anywhere, heard.counts)
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
