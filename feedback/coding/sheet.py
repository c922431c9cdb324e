"""The page of one text: its blocks with the passages drawn in them, and what may be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from feedback.coding.layers import Mark, Segment, segments
from feedback.corpus import pieces
from feedback.corpus.pieces import Block


@dataclass(frozen=True)
class Drawn:
    """A block, the words of it cut by passages, and the codings that begin in it."""

    block: Block
    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Sentence:
    """A stretch one may choose without a mouse."""

    number: int
    start: int
    end: int
    words: str


def blocks(text: str, kind: str, turns: Sequence[Any]) -> list[Block]:
    """The turns of a transcript, the paragraphs of any other text."""
    return pieces.turns(text, turns) if kind == "transcript" else pieces.paragraphs(text)


def draw(text: str, found: Sequence[Block], marks: Sequence[Mark]) -> list[Drawn]:
    """The blocks with their passages; a coding is told in the block where it begins."""
    drawn = []
    for number, block in enumerate(found):
        last = number + 1 == len(found)
        until = len(text) + 1 if last else found[number + 1].start
        since = 0 if number == 0 else block.start
        here = tuple(m for m in marks if since <= m.start < until)
        cut = tuple(segments(text, block.start, block.end, marks))
        drawn.append(Drawn(block, cut, here))
    return drawn


def touched(drawn: Sequence[Drawn], start: int, end: int) -> list[Drawn]:
    """The blocks over which a stretch runs, and the one where it begins."""
    found = [d for d in drawn if d.block.start < end and d.block.end > start]
    return found or [d for d in drawn if any(m.start == start for m in d.marks)]


def sentences(text: str, found: Sequence[Block], questions: bool) -> list[Sentence]:
    """The sentences of what may be coded, numbered."""
    spans = [
        span
        for block in found
        if block.codable or questions
        for span in pieces.sentences(text, block.start, block.end)
    ]
    return [
        Sentence(number, start, end, text[start:end])
        for number, (start, end) in enumerate(spans, start=1)
    ]
