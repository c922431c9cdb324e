"""A project of qualitative coding, as files of the REFI-QDA standard tell it.

Positions count Unicode code points of the text with LF line ends and no byte order mark; the end
is excluded. Dates are UTC, to the second.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class User:
    """Somebody who codes."""

    guid: str
    name: str


@dataclass(frozen=True)
class Code:
    """A code with those under it; one not codable is a folder. `line` is where a file has it."""

    guid: str
    name: str
    codable: bool = True
    colour: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    children: tuple[Code, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Coding:
    """A code put by somebody."""

    guid: str
    code: str
    user: str = ""
    at: dt.datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """A stretch of a text, `start` included, `end` excluded, with the codes put on it."""

    guid: str
    start: int
    end: int
    name: str = ""
    user: str = ""
    at: dt.datetime | None = None
    description: str = ""
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Value:
    """What a variable is for a case or a source; `value` is text, whatever its type."""

    variable: str
    value: str


@dataclass(frozen=True)
class Source:
    """A text, its passages, and the codes put on the whole of it."""

    guid: str
    name: str
    text: str
    user: str = ""
    at: dt.datetime | None = None
    description: str = ""
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Note:
    """A memo with its author and date."""

    guid: str
    name: str
    text: str
    user: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Variable:
    """An attribute of cases: Text, Boolean, Integer, Float, Date or DateTime."""

    guid: str
    name: str
    kind: str = "Text"


@dataclass(frozen=True)
class Case:
    """A person, or whatever else is compared, with what she said."""

    guid: str
    name: str
    description: str = ""
    values: tuple[Value, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A named set of codes, sources and notes, by their GUIDs."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    """All of it; what is iterable may be read, in this order, as it is written."""

    name: str
    origin: str
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: Iterable[Case] = ()
    sources: Iterable[Source] = ()
    notes: Iterable[Note] = ()
    groups: Iterable[Group] = ()
    description: str = ""
    user: str = ""
    at: dt.datetime | None = None
