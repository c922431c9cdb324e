"""What a file would do to a book: codes added and changed, rows left out, faults that stop it.

All or nothing: with one fault nothing is written. A code of the book that the file does not name
stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from feedback.codebook.conventions import (
    COLOURS,
    KEY,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_CODES,
    MOST_LEVELS,
    NEUTRAL,
    nearest,
)
from feedback.codebook.filing.given import Fault, Given
from feedback.codebook.versions.differences import Change, Told

_FIELDS = tuple(f.name for f in fields(Given) if f.name not in ("line", "key"))


@dataclass(frozen=True)
class Changed:
    """A code of the book that the file changes."""

    given: Given
    was: Told
    changes: Sequence[Change]


@dataclass(frozen=True)
class Plan:
    """What would happen; `same` counts the rows that say what the book says already."""

    added: Sequence[Given]
    changed: Sequence[Changed]
    same: int
    left: Sequence[Fault]
    faults: Sequence[Fault]

    @property
    def does_something(self) -> bool:
        """True when there is something to write and nothing to stop it."""
        return bool(self.added or self.changed) and not self.faults


def plan(
    given: Sequence[Given], book: Sequence[Told], spent: Sequence[str] = (),
    used: Mapping[str, int] | None = None,
) -> Plan:  # fmt: skip
    """Compare a file with a book; `used` counts codings by key, `spent` are keys of codes gone."""
    known = {code.key.lower(): code for code in book}
    cleaned = [_clean(one, known) for one in given]
    faults = [*_rows(cleaned, known, set(spent)), *_tree(cleaned, book)]
    if len({one.key.lower() for one in cleaned} | known.keys()) > MOST_CODES:
        faults.append(Fault(1, "many", str(MOST_CODES)))
    added, changed, left, same = [], [], [], 0
    for one in cleaned:
        was = known.get(one.key.lower())
        if was is None:
            added.append(one)
        elif was.archived:
            left.append(Fault(one.line, "archived", one.key))
        elif changes := list(_changes(one, was)):
            changed.append(Changed(one, was, changes))
            faults += _meaning(one, was, (used or {}).get(was.key, 0))
        else:
            same += 1
    return Plan(added, changed, same, left, sorted(faults, key=lambda fault: fault.line))


def _clean(one: Given, known: Mapping[str, Told]) -> Given:
    """The key and the parent as the book writes them, the colour as the palette has it."""
    was = known.get(one.key.lower())
    above = known.get((one.parent or "").lower())
    colour = one.colour if one.colour is None or one.colour in COLOURS else nearest(one.colour)
    return replace(
        one, key=was.key if was else one.key, parent=above.key if above else one.parent,
        colour=colour or None,
    )  # fmt: skip


def _rows(given: Sequence[Given], known: Mapping[str, Told], spent: set[str]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for one in given:
        if not KEY.fullmatch(one.key):
            yield Fault(one.line, "key", one.key)
        elif one.key.lower() in seen:
            yield Fault(one.line, "twice", one.key)
        elif one.key.lower() not in known and one.key in spent:
            yield Fault(one.line, "spent", one.key)
        seen[one.key.lower()] = one.line
        if not one.name:
            yield Fault(one.line, "name", one.key)
        for name, most in (("name", LONGEST_NAME), ("name_en", LONGEST_NAME), ("definition", LONGEST_TEXT), ("include", LONGEST_TEXT), ("exclude", LONGEST_TEXT)):  # fmt: skip
            if len(getattr(one, name) or "") > most:
                yield Fault(one.line, "long", str(most))


def _tree(given: Sequence[Given], book: Sequence[Told]) -> Iterator[Fault]:
    """Parents that nobody knows, circles, and books too deep."""
    above = {code.key.lower(): code.parent.lower() for code in book}
    gone = {code.key.lower() for code in book if code.archived}
    for one in given:
        if one.parent is not None:
            above[one.key.lower()] = one.parent.lower()
        above.setdefault(one.key.lower(), "")
    for one in given:
        parent = above[one.key.lower()]
        if parent and (parent not in above or parent in gone):
            yield Fault(one.line, "parent_gone" if parent in gone else "parent", one.parent or "")
            continue
        chain = [one.key.lower()]
        while (up := above.get(chain[-1], "")) and up not in chain and len(chain) <= MOST_LEVELS:
            chain.append(up)
        if up and up in chain:
            yield Fault(one.line, "circle", one.key)
        elif len(chain) > MOST_LEVELS:
            yield Fault(one.line, "deep", str(MOST_LEVELS))


def _changes(one: Given, was: Told) -> Iterator[Change]:
    for name in _FIELDS:
        new = getattr(one, name)
        if new is None or (name == "colour" and (one.parent if one.parent is not None else was.parent)):  # fmt: skip
            continue  # under a parent a code has the colour of its family
        old = getattr(was, name)
        if new != old:
            yield Change(name, old, new)


def _meaning(one: Given, was: Told, used: int) -> Iterator[Fault]:
    """What a file may not do to a code of the book."""
    if one.codable is False and was.codable and used:
        yield Fault(one.line, "used", one.key)
    if one.status == "proposed" and was.status == "validated":
        yield Fault(one.line, "validated", one.key)


def values(one: Given) -> dict[str, Any]:
    """What a new code says, with what the file leaves unsaid."""
    return {
        "name": one.name or "", "name_en": one.name_en or "", "definition": one.definition or "",
        "include": one.include or "", "exclude": one.exclude or "",
        "codable": one.codable is not False, "colour": one.colour or NEUTRAL,
    }  # fmt: skip
