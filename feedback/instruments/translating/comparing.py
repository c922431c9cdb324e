"""A file of translations against a definition: what it brings, what it cannot, before anything is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from feedback.formats.text import normalise
from feedback.formats.translators.entry import Entry
from feedback.instruments.definition import Definition
from feedback.instruments.translating.checks import Fault, fault
from feedback.instruments.translating.standing import AGAIN, Text, texts


@dataclass(frozen=True)
class Brought:
    """A row that brings words to a place; `moved` when its French is no longer the same."""

    text: Text
    entry: Entry

    @property
    def moved(self) -> bool:
        """True when these words were said of another French."""
        return self.entry.source != self.text.french

    @property
    def again(self) -> bool:
        """True when they must be seen again: the translator says so, or the French has changed."""
        return self.moved or bool(self.entry.again)


@dataclass(frozen=True)
class Refusal:
    """A row that is left out, with what is wrong in it."""

    entry: Entry
    fault: Fault


@dataclass
class Report:
    """What a file becomes: new and changed words, rows left out, and those that change nothing."""

    new: list[Brought] = field(default_factory=list)
    changed: list[Brought] = field(default_factory=list)
    confirmed: list[Brought] = field(default_factory=list)  # the same words, seen again
    refused: list[Refusal] = field(default_factory=list)
    unknown: list[Entry] = field(default_factory=list)
    same: int = 0
    empty: int = 0

    @property
    def brought(self) -> list[Brought]:
        """All that would be kept, in the order of the file."""
        return sorted([*self.new, *self.changed, *self.confirmed], key=lambda one: one.entry.line)

    @property
    def moved(self) -> list[Brought]:
        """Those whose French has changed since the file was made: they will be seen again."""
        return [one for one in self.brought if one.moved]

    @property
    def foreign(self) -> bool:
        """True when no row is of this questionnaire."""
        return bool(self.unknown) and not (self.brought or self.refused or self.same or self.empty)


def compare(definition: Definition, tag: str, entries: Iterable[Entry]) -> Report:
    """Return what the rows of a file would change in one language of a definition."""
    report, met = Report(), set()
    by_key = {normalise(one.wording.place).strip(): one for one in texts(definition, tag)}
    for entry in entries:
        found = by_key.get(entry.key)
        if found is None:
            report.unknown.append(entry)
        elif not entry.target:
            report.empty += 1
        elif entry.key in met:
            report.refused.append(Refusal(entry, Fault("twice", entry.key)))
        else:
            met.add(entry.key)
            _one(report, found, entry)
    return report


def _one(report: Report, found: Text, entry: Entry) -> None:
    if wrong := fault(found.wording, found.french, entry.target):
        report.refused.append(Refusal(entry, wrong))
        return
    one = Brought(found, entry)
    if not found.words:
        report.new.append(one)
    elif found.words != entry.target:
        report.changed.append(one)
    elif found.state == AGAIN and entry.again is False and not one.moved:
        report.confirmed.append(one)
    else:
        report.same += 1


def held(brought: Sequence[Brought]) -> str:
    """Return rows as a page may hold them until they are kept."""
    rows = [
        [one.entry.key, one.entry.source, one.entry.target, one.entry.again, one.entry.line]
        for one in brought
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def entries(text: str) -> list[Entry]:
    """Return the rows that a page held, none when it is not what was written in it."""
    try:
        rows = json.loads(text)
        return [
            Entry(
                str(key), str(source), normalise(str(target)).strip(), again=again, line=int(line)
            )
            for key, source, target, again, line in rows
        ]
    except (ValueError, TypeError, RecursionError, OverflowError):
        return []
