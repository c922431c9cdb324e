"""How coded passages are drawn: each in a lane of its own under the words, overlaps readable."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

LANES = 4  # more overlaps than that are told in the list alone


@dataclass(frozen=True)
class Mark:
    """A coding as the page shows it: where, which code, by whom."""

    id: str
    start: int
    end: int
    key: str
    name: str
    hue: int
    valence: int
    memo: str
    coder: str
    mine: bool
    to_review: bool
    signed: bool = False
    lane: int = 0


@dataclass(frozen=True)
class Layer:
    """One stripe under a segment; `begins` where its passage begins."""

    mark: Mark
    begins: bool


@dataclass(frozen=True)
class Segment:
    """Words over which the same passages run."""

    text: str
    layers: tuple[Layer, ...] = ()


def in_lanes(marks: Sequence[Mark]) -> list[Mark]:
    """The marks in order, each in the first lane free over its whole stretch."""
    ends: list[int] = []
    placed = []
    for mark in sorted(marks, key=lambda one: (one.start, -one.end, one.key, one.id)):
        lane = next((n for n, end in enumerate(ends) if end <= mark.start), len(ends))
        ends[lane : lane + 1] = [mark.end]
        placed.append(replace(mark, lane=lane))
    return placed


def segments(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Segment]:
    """The words between two places, cut where passages begin and end; deepest lane outermost."""
    here = [m for m in marks if m.start < end and m.end > start and m.lane < LANES]
    cuts = {start, end}
    for mark in here:
        cuts |= {max(mark.start, start), min(mark.end, end)}
    places = sorted(cuts)
    return [Segment(text[a:b], _layers(here, a, b)) for a, b in itertools.pairwise(places)]


def _layers(marks: Sequence[Mark], a: int, b: int) -> tuple[Layer, ...]:
    over = [m for m in marks if m.start <= a and m.end >= b]
    over.sort(key=lambda mark: -mark.lane)
    return tuple(Layer(mark, mark.start == a) for mark in over)
