"""How another tool counted the places of its passages: tried against the words they are named by.

The standard is silent on line ends and byte order marks, and tools differ on what one place is.
Each reading is a way of counting; the one under which most selections begin with their own name
is kept, the standard's when nothing tells.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from feedback.formats.text import normalise

BOM = "\ufeff"
LEAST_NAME = 3  # characters of a name that tell something


@dataclass(frozen=True)
class Reading:
    """One way of counting: CRLF as one or two, a mark counted, UTF-16 units, the end inside."""

    crlf: bool = False  # CRLF counts as two
    mark: bool = False  # the byte order mark counts
    utf16: bool = False  # characters beyond the first plane count twice
    closed: bool = False  # the end is the last character, not the one after it


# The standard's own first, then what differs least from it
READINGS = tuple(
    sorted(
        (Reading(*flags) for flags in itertools.product((False, True), repeat=4)),
        key=lambda one: (one.closed, one.utf16, one.mark, one.crlf)
    )
)  # fmt: skip


class Text:
    """A text as it came, with its places in the one form that is kept."""

    def __init__(self, came: str) -> None:
        self.came = came
        self.kept = normalise(came)

    @cached_property
    def differs(self) -> frozenset[str]:
        """What makes readings of this text differ."""
        return frozenset(
            name for name, there in (
                ("crlf", "\r\n" in self.came), ("mark", self.came.startswith(BOM)),
                ("utf16", any(ord(sign) > 0xFFFF for sign in self.came)),
            ) if there
        )  # fmt: skip

    def place(self, at: int, reading: Reading) -> int | None:
        """Return the place in the text as it came, or None outside of it."""
        if not self.differs:
            return at if 0 <= at <= len(self.came) else None
        marked = self.came.startswith(BOM)
        counts = self._counted[reading.crlf, reading.utf16]
        counted = at - (marked and reading.mark)
        found = bisect_left(counts, counted)
        inside = found < len(counts) and counts[found] == counted
        return found + marked if inside else None

    @cached_property
    def _counted(self) -> _Counts:
        return _Counts(self.came)

    def to_kept(self, at: int) -> int:
        """Return the place in the text as it is kept."""
        if self._same:
            return at
        return len(normalise(self.came[:at]))

    @cached_property
    def _same(self) -> bool:
        return self.kept == self.came


class _Counts(dict[tuple[bool, bool], list[int]]):
    """For each way of counting, the count before each character (the mark aside)."""

    def __init__(self, came: str) -> None:
        super().__init__()
        self._came = came.removeprefix(BOM)

    def __missing__(self, way: tuple[bool, bool]) -> list[int]:
        crlf, utf16 = way
        counts, so_far, before = [0], 0, ""
        for sign in self._came:
            if not (sign == "\n" and before == "\r" and not crlf):
                so_far += 2 if utf16 and ord(sign) > 0xFFFF else 1
            before = sign
            counts.append(so_far)
        self[way] = counts
        return counts


@dataclass(frozen=True)
class Named:
    """A selection as it came: its places and the name it bears."""

    start: int
    end: int
    name: str


def span(text: Text, one: Named, reading: Reading) -> tuple[int, int] | None:
    """Return the places of a selection in the text as it came, or None."""
    start = text.place(one.start, reading)
    end = text.place(one.end + 1 if reading.closed else one.end, reading)
    return None if start is None or end is None or end <= start else (start, end)


def chosen(found: Sequence[tuple[Text, Sequence[Named]]]) -> tuple[Reading, int, int]:
    """Return the reading that most names agree with, how many do, of how many that could.

    A name that is the whole passage counts twice: it tells where the passage ends.
    """
    differs = frozenset().union(*(text.differs for text, _ in found)) | {"closed"}
    best, best_score, best_agreeing = READINGS[0], -1, 0
    told = [(text, [one for one in some if _telling(one.name)]) for text, some in found]
    for reading in _worth_trying(differs):
        score, agreeing = _score(told, reading)
        if score > best_score:
            best, best_score, best_agreeing = reading, score, agreeing
    return best, best_agreeing, sum(len(some) for _, some in told)


def _worth_trying(differs: frozenset[str]) -> Iterable[Reading]:
    return (
        one for one in READINGS
        if all(name in differs for name, value in vars(one).items() if value)
    )  # fmt: skip


def _score(told: Sequence[tuple[Text, Sequence[Named]]], reading: Reading) -> tuple[int, int]:
    score = agreeing = 0
    for text, some in told:
        for one in some:
            places = span(text, one, reading)
            if places is None:
                continue
            words, name = _flat(text.came[slice(*places)]), _flat(one.name).rstrip("….")
            if words.startswith(name):
                agreeing += 1
                score += 2 if words.rstrip("….") == name else 1
    return score, agreeing


def _telling(name: str) -> bool:
    return len(_flat(name)) >= LEAST_NAME


def _flat(words: str) -> str:
    return " ".join(words.replace(BOM, "").split())
