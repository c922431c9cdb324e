"""A text cut in pieces, so that a page can mark some of them without adding a sign to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

MASKED = re.compile(r"\[[^\[\]\n]{1,40}\]")
_SENTENCE = re.compile(r"[^.!?…؟\n]+(?:[.!?…؟]+[»\")\]]*|\n|$)|[.!?…؟]+")


@dataclass(frozen=True)
class Piece:
    """A piece of text; `mark` is the number of the stretch it is, or None."""

    start: int
    end: int
    text: str
    mark: int | None = None


@dataclass(frozen=True)
class Block:
    """A paragraph, or a turn of speech: its stretch, and who speaks in a transcript."""

    number: int
    start: int
    end: int
    speaker: str = ""

    @property
    def codable(self) -> bool:
        """The interviewer's questions are not, unless asked otherwise."""
        return self.speaker[:1] in ("", "P", "T")


def pieces(
    text: str, stretches: Iterable[tuple[int, int]], start: int = 0, end: int | None = None
) -> list[Piece]:
    """The text between two places, cut where the stretches (in order, apart) begin and end."""
    end = len(text) if end is None else end
    cut, at = [], start
    for number, (first, last) in enumerate(stretches):
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if first > at:
            cut.append(Piece(at, first, text[at:first]))
        cut.append(Piece(first, last, text[first:last], number))
        at = last
    return cut if at >= end else [*cut, Piece(at, end, text[at:end])]


def paragraphs(text: str) -> list[Block]:
    """The lines of a text that hold something."""
    found = [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    return [Block(number, *span) for number, span in enumerate(found, start=1)]


def turns(text: str, spoken: Iterable[Any]) -> list[Block]:
    """The turns of a transcript, the heading before them first."""
    said = [Block(t.number, t.start, t.end, t.speaker) for t in spoken if t.end > t.start]
    if not said:
        return paragraphs(text)
    opening = text.rfind("\n", 0, said[0].start) + 1
    heading = text[:opening].strip()
    if not heading:
        return said
    begin = text.index(heading)
    return [Block(0, begin, begin + len(heading), "-"), *said]


def sentence_ends(text: str) -> list[int]:
    """Where each sentence of a text ends, in order."""
    return [match.end() for match in _SENTENCE.finditer(text)]


def excerpt(
    text: str, hits: Sequence[tuple[int, int]], before: int = 90, most: int = 260
) -> list[Piece]:
    """The words around the first hit, the hits marked; `…` is for the page to put."""
    first = hits[0][0] if hits else 0
    start = 0 if first <= before else text.find(" ", first - before, first) + 1 or first
    end = (
        len(text)
        if len(text) <= start + most
        else max(text.rfind(" ", start, start + most), first + 1)
    )
    return pieces(text, hits, start, max(end, hits[0][1] if hits else end))


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch, without the blanks around them."""
    for match in _SENTENCE.finditer(text, start, end):
        said = match[0]
        inner = said.strip()
        if inner:
            first = match.start() + said.index(inner)
            yield first, first + len(inner)
