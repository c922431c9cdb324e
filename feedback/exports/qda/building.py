"""From texts, codes and codings of a study to a REFI-QDA project.

A source is a text, a person (all she wrote, question by question) or a question (all that was
answered to it): other tools read one of the three better than the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from feedback.codebook.filing.refi import element
from feedback.coding.memos.models import Memo
from feedback.exports import words
from feedback.exports.research.texts import ATTRIBUTES, origin_name, part_name, week
from feedback.formats.refi.guids import guid
from feedback.formats.refi.project import (
    Case,
    Code,
    Coding,
    Group,
    Note,
    Selection,
    Source,
    User,
    Value,
    Variable,
)
from feedback.formats.refi.writing import quoted

ABOUT = {
    "source": "Source", "part": "Question ou partie", "site": "Lieu", "week": "Semaine du",
    "speaker": "Qui parle", "mode": "Mode", "language": "Langue", "state": "État",
    "quotable": "Citation permise", **ATTRIBUTES,
}  # fmt: skip
KINDS = {"week": "Date", "quotable": "Boolean"}
PERSON = [name for name in ABOUT if name not in ("part", "state", "quotable")]
SIGNED = User(guid("user", "signed"), "Version signée")  # as a coder of its own beside the others
SIGN = {1: "Valence : +", -1: "Valence : −", 0: ""}
UNTOLD = (
    "Projet REFI-QDA 1.5 écrit par Vive Voix. Ce que le format ne sait pas dire : la valence d'un "
    "codage est la première ligne de sa description ; « prend » et « ne prend pas » sont dans la "
    "description des codes ; un code archivé ou proposé est un code comme les autres ; les tours "
    "de parole ne sont pas distingués ; un passage codé par deux personnes ou sous deux codes est "
    "écrit autant de fois ; d'un texte codé en double puis signé, la version signée est celle de la "
    "personne « Version signée », à côté des codages d'origine. Une citation ne sort que permise et validée à deux."
)


def variables() -> tuple[Variable, ...]:
    """Every attribute a person or a text may have."""
    return tuple(Variable(_variable(k), name, KINDS.get(k, "Text")) for k, name in ABOUT.items())


def _variable(name: str) -> str:
    return guid("variable", name)


def note(memo: Memo) -> Note:
    """A memo as the format has it: a note with its author and date."""
    return Note(
        guid("memo", memo.public_id), memo.title or quoted(memo.text, 40), memo.text,
        guid("user", memo.author.public_id), memo.created_at,
    )  # fmt: skip


def codes(found: Sequence[Any], memos: Mapping[str, Sequence[Memo]]) -> tuple[Code, ...]:
    """The tree of codes, each with the memos about it."""

    def below(parent: int | None) -> tuple[Code, ...]:
        return tuple(
            element(
                one, one.public_id, below(one.id),
                tuple(guid("memo", memo.public_id) for memo in memos.get(one.public_id, ())),
            )
            for one in found
            if one.parent_id == parent
        )  # fmt: skip

    return below(None)


@dataclass
class Builder:
    """One project being put together; notes and groups gather as its texts are read."""

    by: str
    sites: Mapping[int, tuple[str, str]]
    questions: Mapping[str, str]
    author: str
    at: dt.datetime
    memos: Mapping[str, Sequence[Memo]]  # by what they are about
    notes: list[Note] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=dict)

    def cases(self, about: Iterable[Any]) -> Iterator[Case]:
        """One case a person (a response, an interview, a parole), with what she said."""
        for (room, origin), own in groupby(about, key=lambda one: (one.origin_room, one.origin_id)):
            mine = list(own)
            said = [self._source_of(one) for one in mine]
            spans = [guid("span", one.public_id) for one in mine]
            yield Case(
                guid("case", room, origin),
                f"{words.SOURCES.get(room, room)} {origin_name(mine[0])}",
                values=tuple(self._values(mine[0], PERSON)),
                sources=() if self.by == "question" else tuple(dict.fromkeys(said)),
                selections=tuple(spans) if self.by == "question" else (),
            )  # fmt: skip

    def _source_of(self, one: Any) -> str:
        if self.by == "person":
            return guid("person", one.origin_room, one.origin_id)
        if self.by == "question":
            return guid("question", one.origin_room, one.part)
        return guid("text", one.public_id)

    def sources(self, texts: Iterable[tuple[Any, list[Any]]]) -> Iterator[Source]:
        """The sources in order, each put together from its texts."""
        for identity, some in groupby(texts, key=lambda pair: self._source_of(pair[0])):
            yield self._source(identity, list(some))

    def _source(self, identity: str, texts: Sequence[tuple[Any, list[Any]]]) -> Source:
        first = texts[0][0]
        pieces: list[str] = []
        selections: list[Selection] = []
        about: list[str] = []
        at = 0
        for one, codings in texts:
            if self.by == "person":
                title = f"{part_name(one.part, self.questions)}\n"
                pieces.append(title)
                at += len(title)
            if self.by == "question":
                selections.append(self._span(one, at))
            selections += (self._selection(one, coding, at) for coding in codings)
            for memo in self.memos.get(one.public_id, ()):
                if memo.start is None:
                    about.append(guid("memo", memo.public_id))
                else:
                    selections.append(self._noted(one, memo, at))
            pieces += [one.text, "\n\n"]
            at += len(one.text) + 2
        if self.by != "question":
            site = self._about(first)["site"]
            self.groups.setdefault(site, []).append(identity)
        values = self._values(first, list(ABOUT) if self.by == "text" else PERSON)
        return Source(
            identity, self._name(first), "".join(pieces[:-1]), self.author, self._moment(first),
            selections=tuple(selections), notes=tuple(about),
            values=() if self.by == "question" else tuple(values),
        )  # fmt: skip

    def _name(self, one: Any) -> str:
        part = part_name(one.part, self.questions)
        if self.by == "question":
            return f"{part} ({one.part})" if part != one.part else part
        if self.by == "person":
            return f"{words.SOURCES.get(one.origin_room, one.origin_room)} {origin_name(one)}"
        return f"{part[:80]} – {one.public_id}"

    def _span(self, one: Any, at: int) -> Selection:
        """Where a person's answer stands among all those to a question."""
        return Selection(
            guid("span", one.public_id), at, at + len(one.text), quoted(one.text), self.author,
            self._moment(one),
        )  # fmt: skip

    def _noted(self, one: Any, memo: Memo, at: int) -> Selection:
        """A passage that has a memo and no code."""
        start, end = memo.start or 0, memo.end or 0
        return Selection(
            guid("noted", memo.public_id), at + start, at + end, quoted(one.text[start:end]),
            guid("user", memo.author.public_id), memo.created_at,
            notes=(guid("memo", memo.public_id),),
        )  # fmt: skip

    def _selection(self, one: Any, coding: Any, at: int) -> Selection:
        user = SIGNED.guid if coding.settled else guid("user", coding.coder)
        code = guid("code", coding.code)
        said = "\n".join(filter(None, (SIGN[coding.valence], coding.memo)))
        notes: tuple[str, ...] = ()
        if coding.memo:
            said_of_it = Note(
                guid("note", coding.public_id), quoted(coding.memo, 40), coding.memo, user,
                coding.created_at,
            )  # fmt: skip
            self.notes.append(said_of_it)
            notes = (said_of_it.guid,)
        put = Coding(guid("coding", coding.public_id), code, user, coding.created_at)
        return Selection(
            guid("selection", coding.public_id), at + coding.start, at + coding.end,
            quoted(one.text[coding.start : coding.end]), user, coding.created_at, said, (put,), notes,
        )  # fmt: skip

    def _moment(self, one: Any) -> dt.datetime:
        """Monday of its week: files never tell the day."""
        day = week(one.day)
        return dt.datetime.combine(day, dt.time(), dt.UTC) if day else self.at

    def _about(self, one: Any) -> dict[str, str]:
        day = week(one.day)
        given = one.attributes or {}
        return {
            "source": words.SOURCES.get(one.origin_room, one.origin_room),
            "part": part_name(one.part, self.questions),
            "site": self.sites.get(one.site_id or 0, ("",))[0],
            "week": day.isoformat() if day else "",
            "speaker": words.SPEAKERS.get(one.speaker, one.speaker),
            "mode": words.MODES.get(one.mode, one.mode),
            "language": words.LANGUAGES.get(one.language, one.language),
            "state": words.STATES.get(one.state, one.state),
            "quotable": str(bool(one.quotable)).lower(),
            **{name: _attribute(given.get(name)) for name in ATTRIBUTES},
        }  # fmt: skip

    def _values(self, one: Any, names: Sequence[str]) -> Iterator[Value]:
        told = self._about(one)
        return (Value(_variable(name), told[name]) for name in names if told[name])

    def sets(self) -> Iterator[Group]:
        """What was said at each place, once all is read."""
        for site, members in sorted(self.groups.items()):
            if site:
                yield Group(guid("set", "site", site), site, sources=tuple(members))


def _attribute(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    return str(words.PLACES.get(str(value), value))
