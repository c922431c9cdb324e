"""Which stretches of a text a search would code: the words found, their sentence, the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from feedback.coding.passages import BadStretch, check, trimmed
from feedback.corpus.asking import Term, stretches
from feedback.corpus.pieces import sentences


@dataclass(frozen=True)
class Found:
    """The stretches of one text that may be coded, and how many may not: questions asked."""

    spans: tuple[tuple[int, int], ...]
    refused: int


def found(text: str, terms: Sequence[Term], stretch: str, turns: Sequence[Any] = ()) -> Found:
    """What is coded in a text for the terms; `turns` are those of a transcript."""
    spans, refused = [], 0
    for hit in stretches(text, terms):
        span = _widened(text, hit, stretch, turns)
        try:
            check(len(text), *span, turns)
        except BadStretch:
            refused += 1
            continue
        if span not in spans:
            spans.append(span)
    return Found(tuple(sorted(spans)), refused)


def _widened(
    text: str, hit: tuple[int, int], stretch: str, turns: Iterable[Any]
) -> tuple[int, int]:
    if stretch == "words":
        return hit
    start, end = _around(text, hit, turns)
    if stretch == "sentence":
        held = [(a, b) for a, b in sentences(text, start, end) if a < hit[1] and b > hit[0]]
        if held:
            return held[0][0], held[-1][1]
    return trimmed(text, start, end)


def _around(text: str, hit: tuple[int, int], turns: Iterable[Any]) -> tuple[int, int]:
    """The turn that holds the words, or the whole text."""
    for turn in turns:
        if turn.start <= hit[0] and hit[1] <= turn.end:
            return turn.start, turn.end
    return 0, len(text)
