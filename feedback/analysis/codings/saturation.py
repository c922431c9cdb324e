"""New codes by text, in the order of dates: when texts bring nothing new any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 260, 44, 12, 14, 30


@dataclass(frozen=True)
class Step:
    """A text that brought codes never met before: its number in the order of dates."""

    number: int
    text: int
    new: tuple[int, ...]
    so_far: int


@dataclass(frozen=True)
class Curve:
    """The texts in order, those that brought something, and since how many none did."""

    texts: int
    steps: tuple[Step, ...]

    @property
    def codes(self) -> int:
        """How many codes were met in all."""
        return self.steps[-1].so_far if self.steps else 0

    @property
    def quiet(self) -> int:
        """How many of the last texts brought no new code."""
        return self.texts - (self.steps[-1].number if self.steps else 0)

    def points(self) -> str:
        """The curve as a polyline takes it: level between texts, up at each that brings codes."""
        found, level = [(0, 0)], 0
        for step in self.steps:
            found += [(step.number, level), (step.number, step.so_far)]
            level = step.so_far
        found.append((self.texts, level))
        return " ".join(f"{self.x(n):g},{self.y(count):g}" for n, count in found)

    def x(self, number: float) -> float:
        """Where a text stands on the picture."""
        return round(LEFT + (WIDTH - LEFT - RIGHT) * number / max(1, self.texts), 1)

    def y(self, count: float) -> float:
        """Where a number of codes stands."""
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / max(1, self.codes), 1)


def curve(codings: Iterable[tuple[int, int]]) -> Curve:
    """Return the curve of pairs (text, code) that come text by text, in the order of dates."""
    known: set[int] = set()
    steps: list[Step] = []
    number = 0
    for text, group in groupby(codings, key=itemgetter(0)):
        number += 1
        new = _new(group, known)
        if new:
            known.update(new)
            steps.append(Step(number, text, new, len(known)))
    return Curve(number, tuple(steps))


def _new(group: Iterable[Sequence[int]], known: set[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(code for _, code in group if code not in known))
