"""What a project of another tool would bring into a study, and what of it is left out.

All of it is plain values: it is sealed as JSON until it is taken in.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from feedback.coding.passages import trimmed
from feedback.formats.readers.files import LONGEST_TEXT, MOST_TEXTS
from feedback.formats.refi.findings import Report, Unreadable
from feedback.formats.refi.project import Code, Coding, Note, Project, Selection, Source

LONGEST_MEMO, LONGEST_NOTE, LONGEST_VALUE, MOST_VALUES = 5_000, 20_000, 300, 30
SIGNS = {"Valence : +": 1, "Valence : −": -1}


@dataclass(frozen=True)
class Put:
    """A code on a passage by somebody; `at` is an ISO moment or empty."""

    start: int
    end: int
    code: str
    user: str
    at: str = ""
    valence: int = 0
    memo: str = ""


@dataclass(frozen=True)
class Written:
    """A memo; about a passage when it has places, about a text, a code, or the study."""

    title: str
    text: str
    user: str
    at: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Brought:
    """A text with what was put and written on it."""

    guid: str
    name: str
    text: str
    attributes: Mapping[str, str]
    codings: Sequence[Put]
    memos: Sequence[Written]


@dataclass(frozen=True)
class Plan:
    """A whole project; `left` counts by a short name what is not taken, with examples."""

    name: str
    origin: str
    facts: Mapping[str, Any]
    users: Mapping[str, str]  # those who coded or wrote, by GUID
    codes: Sequence[Mapping[str, Any]]
    code_memos: Mapping[str, Sequence[Written]]
    journal: Sequence[Written]
    texts: Sequence[Brought]
    left: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def codings(self) -> int:
        """How many codings it brings."""
        return sum(len(text.codings) for text in self.texts)

    @property
    def memos(self) -> int:
        """How many memos."""
        on_codes = sum(map(len, self.code_memos.values()))
        return len(self.journal) + on_codes + sum(len(text.memos) for text in self.texts)


def packed(plan: Plan) -> str:
    """The plan, to be sealed."""
    return json.dumps(asdict(plan), ensure_ascii=False)


def unpacked(said: str) -> Plan:
    """The plan again."""
    held = json.loads(said)
    held["texts"] = [
        Brought(**{**one, "codings": [Put(**put) for put in one["codings"]],
                   "memos": [Written(**memo) for memo in one["memos"]]})
        for one in held["texts"]
    ]  # fmt: skip
    held["journal"] = [Written(**one) for one in held["journal"]]
    held["code_memos"] = {
        guid: [Written(**one) for one in some] for guid, some in held["code_memos"].items()
    }
    return Plan(**held)


def tree_of(plan: Plan) -> list[Code]:
    """The codes of a plan as files of the standard have them."""

    def made(one: Mapping[str, Any]) -> Code:
        return Code(
            one["guid"], one["name"], one["codable"], one["colour"], one["description"],
            children=tuple(map(made, one["children"])), line=one["line"],
        )  # fmt: skip

    return [made(one) for one in plan.codes]


def plan_of(project: Project, report: Report) -> Plan:
    """What a project brings; raises `Unreadable` when it has too many texts."""
    return _Planning(project, report).plan()


class _Planning:
    """One project being looked at; notes are taken from those that nothing names."""

    def __init__(self, project: Project, report: Report) -> None:
        self.project = project
        self.notes: dict[str, Note] = {one.guid: one for one in project.notes}
        self.named: set[str] = set()
        self.users: set[str] = set()
        self.left: dict[str, list[str]] = defaultdict(list)
        for what, examples in report.said.items():
            self.left[what] += examples
        reading = report.facts.get("reading")
        self.facts = {
            "agreeing": report.facts.get("agreeing", 0), "told": report.facts.get("told", 0),
            "reading": [name for name, there in vars(reading).items() if there] if reading else [],
        }  # fmt: skip
        self.codes = {code.guid for code in _each(project.codes)}
        self.values = self._values()

    def plan(self) -> Plan:
        sources = [*self.project.sources]
        if len(sources) > MOST_TEXTS:
            raise Unreadable("too_many")
        texts = [made for one in sources if (made := self._text(one)) is not None]
        used = {put.code for text in texts for put in text.codings}
        memos = {
            code.guid: found
            for code in _each(self.project.codes)
            if (found := [self._memo(note) for note in self._of(code.notes)])
        }
        journal = [self._memo(one) for guid, one in self.notes.items() if guid not in self.named]
        for group in self.project.groups:
            self.left["sets"].append(group.name)
        known = {one.guid: one.name for one in self.project.users}
        return Plan(
            self.project.name, self.project.origin, self.facts,
            {guid: known.get(guid, "") for guid in sorted(self.users)},
            [_as_values(code, used) for code in self.project.codes], memos,
            [one for one in journal if one.text], texts, dict(self.left),
        )  # fmt: skip

    def _values(self) -> dict[str, dict[str, str]]:
        """What cases and texts are, by the GUID of the text."""
        names = {one.guid: one.name for one in self.project.variables}
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for case in self.project.cases:
            for guid in case.sources:
                found[guid] |= {names.get(v.variable, ""): v.value for v in case.values}
        for source in self.project.sources:
            found[source.guid] |= {names.get(v.variable, ""): v.value for v in source.values}
        return {
            guid: {
                name[:60]: value[:LONGEST_VALUE]
                for name, value in [*held.items()][:MOST_VALUES]
                if name and value
            }
            for guid, held in found.items()
        }

    def _text(self, source: Source) -> Brought | None:
        text = source.text.strip()
        if not text or len(text) > LONGEST_TEXT:
            self.left["too_long" if text else "no_text"].append(source.name)
            return None
        before = len(source.text) - len(source.text.lstrip())
        puts: dict[tuple[Any, ...], Put] = {}
        memos = [self._memo(note) for note in self._of(source.notes)]
        whole = Selection("", before, before + len(text), codings=source.codings)
        for one in (*source.selections, *([whole] if source.codings else ())):
            span = trimmed(source.text, one.start, one.end)
            start, end = max(0, span[0] - before), min(len(text), span[1] - before)
            if start >= end or not text[start:end].strip():
                self.left["empty"].append(source.name)
                continue
            if not one.codings:
                memos += [replace(self._memo(n), start=start, end=end) for n in self._of(one.notes)]
            for coding in one.codings:
                self._put(puts, memos, source, one, coding, start, end)
        return Brought(
            source.guid, source.name[:120], text, self.values.get(source.guid, {}),
            [*puts.values()], [one for one in memos if one.text],
        )  # fmt: skip

    def _put(
        self, puts: dict[tuple[Any, ...], Put], memos: list[Written], source: Source,
        selection: Selection, coding: Coding, start: int, end: int,
    ) -> None:  # fmt: skip
        if coding.code not in self.codes:
            return  # the report says so already
        user = coding.user or selection.user
        self.users.add(user)
        valence, memo = _said(selection.description)
        notes = [note.text for note in self._of((*selection.notes, *coding.notes))]
        memo = memo or "\n\n".join(dict.fromkeys(notes))
        at = coding.at or selection.at
        if len(memo) > LONGEST_MEMO:
            memos.append(Written("", memo[:LONGEST_NOTE], user, _iso(at), start, end))
            memo = ""
        place = start, end, coding.code, user
        if place in puts:
            self.left["same"].append(source.name)
            return
        puts[place] = Put(*place, _iso(at), valence, memo)

    def _of(self, guids: Sequence[str]) -> Iterator[Note]:
        for guid in guids:
            if guid in self.notes:
                self.named.add(guid)
                yield self.notes[guid]

    def _memo(self, note: Note) -> Written:
        self.users.add(note.user)
        text = note.text.strip()
        if len(text) > LONGEST_NOTE:
            self.left["long_note"].append(note.name)
        return Written(note.name[:120], text[:LONGEST_NOTE], note.user, _iso(note.at))


def _iso(at: Any) -> str:
    return at.isoformat() if at else ""


def _said(description: str) -> tuple[int, str]:
    """The valence and memo that we write in a description; any other is a memo."""
    first, _, rest = description.partition("\n")
    return (SIGNS[first], rest.strip()) if first in SIGNS else (0, description.strip())


def _each(codes: Sequence[Code]) -> Iterator[Code]:
    for one in codes:
        yield one
        yield from _each(one.children)


def _as_values(code: Code, used: set[str]) -> dict[str, Any]:
    """A code as plain values; one that carries codings is codable, whatever the file says."""
    return {
        "guid": code.guid, "name": code.name, "codable": code.codable or code.guid in used,
        "colour": code.colour, "description": code.description, "line": code.line,
        "children": [_as_values(one, used) for one in code.children],
    }  # fmt: skip
