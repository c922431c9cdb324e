"""What changed between two states of a book, code by code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

TEXTS = ("name", "name_en", "definition", "include", "exclude")
ADDED, GONE, ARCHIVED, REOPENED, MERGED, CHANGED = (
    "added", "gone", "archived", "reopened", "merged", "changed",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A code as a version tells it: `id` is its own for ever, `parent` and `into` are keys.

    `into` names the code it was merged into, empty for others.
    """

    id: str
    key: str
    parent: str
    name: str
    name_en: str
    definition: str
    include: str
    exclude: str
    codable: bool
    colour: str
    status: str
    archived: bool
    into: str = ""


@dataclass(frozen=True)
class Change:
    """One thing that changed in a code: `what` is a text, key, parent, order, codable or status."""

    what: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Touched:
    """A code that changed; `how` is the first thing to say of it."""

    code: Told
    how: str
    changes: Sequence[Change] = field(default_factory=tuple)


def differences(old: Sequence[Told], new: Sequence[Told]) -> list[Touched]:
    """Return what changed, in the order of the newer state, codes no longer there at the end."""
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    moved = _moved(old, new)
    found = []
    for code in new:
        was = before.get(code.id)
        if was is None:
            found.append(Touched(code, ADDED))
            continue
        changes = tuple(_changes(was, code, code.id in moved))
        how = _how(was, code)
        if changes or how != CHANGED:
            found.append(Touched(code, how, changes))
    return found + [Touched(code, GONE) for code in old if code.id not in after]


def _how(was: Told, code: Told) -> str:
    if code.into and code.into != was.into:
        return MERGED
    if code.archived != was.archived:
        return ARCHIVED if code.archived else REOPENED
    return CHANGED


def _changes(was: Told, code: Told, moved: bool) -> Iterator[Change]:
    for what in ("key", *TEXTS, "codable", "status"):
        old, new = getattr(was, what), getattr(code, what)
        if old != new:
            yield Change(what, old, new)
    if was.parent != code.parent:
        yield Change("parent", was.parent, code.parent)
    elif moved:
        yield Change("order", "", "")


def _moved(old: Sequence[Told], new: Sequence[Told]) -> set[str]:
    """The fewest codes that changed places among neighbours that both states have."""
    found: set[str] = set()
    after = _shelves(new)
    for parent, shelf in _shelves(old).items():
        both = set(shelf) & set(after.get(parent, ()))
        a = [one for one in shelf if one in both]
        b = [one for one in after.get(parent, ()) if one in both]
        blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        found |= both - {one for block in blocks for one in a[block.a : block.a + block.size]}
    return found


def _shelves(codes: Sequence[Told]) -> Mapping[str, list[str]]:
    """Ids by the id of the parent: a key may have changed."""
    ids = {code.key: code.id for code in codes}
    found: dict[str, list[str]] = {}
    for code in codes:
        found.setdefault(ids.get(code.parent, ""), []).append(code.id)
    return found


def summary(touched: Sequence[Touched]) -> dict[str, int]:
    """How many codes of each kind of change."""
    found: dict[str, int] = {}
    for one in touched:
        found[one.how] = found.get(one.how, 0) + 1
    return found
