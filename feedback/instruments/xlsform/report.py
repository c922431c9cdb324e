"""What a form becomes, told before anything is created: carried, changed, left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_SHEETS = ("survey", "choices", "settings")


@dataclass
class Entry:
    """One thing told: the lines of a sheet, what stands there, the reason and its values."""

    sheet: str
    lines: list[int]
    what: str
    reason: str
    values: dict[str, Any] = field(default_factory=dict)


class Told(dict[tuple[Any, ...], Entry]):
    """Entries in the order of the form; what is said twice is said once, with both lines."""

    def add(self, new: Entry) -> None:
        """Add an entry, or its lines to the one that says the same already."""
        key = (new.sheet, new.what, new.reason, *map(str, new.values.items()))
        held = self.setdefault(key, new)
        held.lines += [line for line in new.lines if line not in held.lines]

    def forget(self, sheet: str, line: int) -> None:
        """Take back what was said of a line."""
        for key, entry in list(self.items()):
            if entry.sheet == sheet and line in entry.lines:
                entry.lines.remove(line)
                if not entry.lines:
                    del self[key]


class Report:
    """Three lists: what is carried, what is carried otherwise, what is left out."""

    def __init__(self) -> None:
        self.carried, self.changed, self.left = Told(), Told(), Told()

    def carry(self, line: int, what: str, kind: str) -> None:
        """Say that a row becomes a question of a kind."""
        self.carried.add(Entry("survey", [line], what, kind))

    def change(self, sheet: str, line: int, what: str, reason: str, **values: Any) -> None:
        """Say that something is carried otherwise than it was written."""
        self.changed.add(Entry(sheet, [line], what, reason, values))

    def leave(self, sheet: str, line: int, what: str, reason: str, **values: Any) -> None:
        """Say that something is left out."""
        self.left.add(Entry(sheet, [line], what, reason, values))


def in_order(entries: Told) -> list[Entry]:
    """Return the questions by line, then columns, choices and settings."""

    def place(one: Entry) -> tuple[bool, int, int]:
        sheet = _SHEETS.index(one.sheet) if one.sheet in _SHEETS else len(_SHEETS)
        return one.lines[0] == 1, sheet, one.lines[0]

    return sorted(entries.values(), key=place)
