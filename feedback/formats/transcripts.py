"""A transcript is turns of speech: one prefix (E, P or T) opens each, other lines continue it.

E is the interviewer, P the person, T a third party (a relative, an interpreter); P1, T2 tell
several apart. Offsets are code points of the normalised text, so that they hold once stored.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from feedback.formats.text import normalise

_BLANK = "[ \t\u00a0\u202f]"
_PREFIX = re.compile(
    rf"^{_BLANK}{{0,20}}(?P<word>[^\W\d_]{{1,15}}[0-9]?){_BLANK}{{0,3}}[:：]{_BLANK}{{0,20}}",
    re.MULTILINE,
)
_KNOWN = re.compile("[EPTept][0-9]?")
_NOTES = (
    (
        "silence",
        re.compile(r"(?i)\((?:long )?(?:silence|pause)(?:[ ](?:de )?(\d{1,4})[ ]?s[^)]{0,9})?\)"),
    ),
    ("inaudible", re.compile(r"(?i)\[inaudible(?:[ ](\d{1,3}:\d{2}(?::\d{2})?))?\]")),
    ("cut", re.compile(r"\[(?:…|\.\.\.)\]")),
    (
        "sound",
        re.compile(r"(?i)\(((?:rire|pleur|soupir|toux|sourire|bruit|téléphone)[^()\n]{0,40})\)"),
    ),
)


@dataclass(frozen=True)
class Turn:
    """What one speaker says at once; the stretch leaves out the prefix and outer blanks."""

    number: int
    speaker: str
    start: int
    end: int

    @property
    def codable(self) -> bool:
        """Only what the person or a third party says is coded, unless asked otherwise."""
        return self.speaker[0] in "PT"


@dataclass(frozen=True)
class Note:
    """A sign of the transcriber; `seconds` is a length (silence) or a moment (inaudible)."""

    kind: str
    turn: int | None
    start: int
    end: int
    seconds: int | None = None


@dataclass(frozen=True)
class Problem:
    """A line to look at: `kind` is unknown_prefix, empty_turn or no_turn."""

    kind: str
    line: int
    excerpt: str


@dataclass(frozen=True)
class Transcript:
    """The normalised text, what stands before the first turn, the turns, notes and problems."""

    text: str
    heading: tuple[int, int]
    turns: tuple[Turn, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]

    def said(self, turn: Turn) -> str:
        """The words of one turn."""
        return self.text[turn.start : turn.end]


def parse(raw: str) -> Transcript:
    """Read the turns of a transcript; nothing is refused, what is odd is listed as a problem."""
    text = normalise(raw)
    prefixes = list(_PREFIX.finditer(text))
    openings = [one for one in prefixes if _KNOWN.fullmatch(one["word"])]
    turns = tuple(_turns(text, openings))
    heading = _trimmed(text, 0, openings[0].start() if openings else len(text))
    problems = sorted(_problems(text, prefixes, turns), key=lambda one: one.line)
    return Transcript(text, heading, turns, tuple(_notes(text, turns)), tuple(problems))


def _turns(text: str, openings: list[re.Match[str]]) -> Iterator[Turn]:
    limits = [*(one.start() for one in openings), len(text)][1:]
    for number, (opening, limit) in enumerate(zip(openings, limits, strict=True), start=1):
        yield Turn(number, opening["word"].upper(), *_trimmed(text, opening.end(), limit))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    said = text[start:end]
    if said.strip() == "":
        return start, start
    start += len(said) - len(said.lstrip())
    return start, start + len(said.strip())


def _problems(
    text: str, prefixes: list[re.Match[str]], turns: tuple[Turn, ...]
) -> Iterator[Problem]:
    ends = [match.start() for match in re.finditer("\n", text)]
    if not turns:
        yield Problem("no_turn", 1, text[:40])
    for one in prefixes:
        if not _KNOWN.fullmatch(one["word"]) and one["word"][0].isupper():
            yield Problem("unknown_prefix", bisect_left(ends, one.start()) + 1, one["word"])
    for turn in turns:
        if turn.start == turn.end:
            yield Problem("empty_turn", bisect_left(ends, turn.start) + 1, turn.speaker)


def _notes(text: str, turns: tuple[Turn, ...]) -> Iterator[Note]:
    found = ((kind, match) for kind, pattern in _NOTES for match in pattern.finditer(text))
    starts = [turn.start for turn in turns]
    for kind, match in sorted(found, key=lambda one: one[1].start()):
        number = bisect_right(starts, match.start()) or None
        yield Note(kind, number, *match.span(), _seconds(kind, match))


def _seconds(kind: str, match: re.Match[str]) -> int | None:
    if kind not in ("silence", "inaudible") or match[1] is None:
        return None
    total = 0
    for part in match[1].split(":"):
        total = total * 60 + int(part)
    return total
