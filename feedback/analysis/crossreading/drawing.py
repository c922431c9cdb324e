"""The cross-reading as a picture: each dimension a line, each way of listening a mark on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from feedback.analysis.crossing import WAYS
from feedback.analysis.crossreading.rows import Row

WIDTH, LEFT, RIGHT, TOP, ROW = 860, 282, 26, 44, 36
LONGEST = 34  # signs of a name
LANES = dict(zip(WAYS, (-9, -3, 3, 9), strict=True))  # so that no two marks lie on each other


@dataclass(frozen=True)
class Mark:
    """Where one way of listening stands."""

    way: str
    side: int
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """One dimension; `odd` where its ways disagree."""

    code: Any
    name: str
    y: float
    marks: tuple[Mark, ...]
    odd: bool

    @property
    def ends(self) -> tuple[float, float]:
        """From the least favourable to the most."""
        return min(m.x for m in self.marks), max(m.x for m in self.marks)


@dataclass(frozen=True)
class Picture:
    """The lines, and the three parts of the width."""

    lines: tuple[Line, ...]
    width: int = WIDTH
    left: int = LEFT
    top: int = TOP

    @property
    def height(self) -> int:
        """Of the whole."""
        return TOP + ROW * len(self.lines) + 8

    @property
    def thirds(self) -> tuple[float, float, float, float]:
        """Where the parts begin, and where the last one ends."""
        return x(-1), x(-1 / 3), x(1 / 3), x(1)


def x(place: float) -> float:
    """A place from −1 to 1 on the width."""
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (place + 1) / 2, 1)


def picture(rows: Sequence[Row]) -> Picture:
    """Draw the dimensions on which something stands somewhere; families are left to the table."""
    shown = [row for row in rows if row.stands and not row.family]
    return Picture(tuple(_line(row, TOP + ROW * at + ROW / 2) for at, row in enumerate(shown)))


def _line(row: Row, y: float) -> Line:
    code = row.branch.code
    name = code.name if len(code.name) <= LONGEST else f"{code.name[: LONGEST - 1].rstrip()}…"
    marks = tuple(
        Mark(way, row.stands[way].side, x(row.stands[way].place), y + LANES[way])
        for way in WAYS
        if way in row.stands
    )
    return Line(code, name, y, marks, row.disagreement is not None)
