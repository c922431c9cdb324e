"""Where the points of a trend stand on its picture; hidden points are gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.analysis.indicators import Indicator
from feedback.analysis.thresholds import Masked

WIDTH, HEIGHT = 760, 240
LEFT, RIGHT, TOP, BOTTOM = 48, 16, 16, 34


@dataclass(frozen=True)
class Point:
    """A point of the line with the ends of its interval, in units of the picture."""

    x: float
    y: float
    low: float
    high: float
    label: str
    value: float


@dataclass(frozen=True)
class Picture:
    """A trend, drawn: runs of points without a gap, ticks of both axes, places of the gaps."""

    runs: Sequence[Sequence[Point]]
    marks: Sequence[tuple[float, str]]
    levels: Sequence[tuple[float, str]]
    gaps: Sequence[float]
    width: int = WIDTH
    height: int = HEIGHT

    @staticmethod
    def line(run: Sequence[Point]) -> str:
        """The points of a run as a polyline takes them."""
        return " ".join(f"{p.x:g},{p.y:g}" for p in run)

    @staticmethod
    def band(run: Sequence[Point]) -> str:
        """The interval around a run as a polygon takes it."""
        there = [f"{p.x:g},{p.high:g}" for p in run]
        return " ".join([*there, *(f"{p.x:g},{p.low:g}" for p in reversed(run))])


def picture(points: Sequence[tuple[str, Indicator]]) -> Picture:
    """Shares from 0 to 1 along labels."""
    step = (WIDTH - LEFT - RIGHT) / max(1, len(points) - 1)
    runs: list[list[Point]] = [[]]
    gaps = []
    for index, (label, figure) in enumerate(points):
        x = round(LEFT + index * step if len(points) > 1 else WIDTH / 2, 1)
        ends = (figure.value, figure.low, figure.high)
        if any(end is None or isinstance(end, Masked) for end in ends):
            gaps.append(x)
            runs.append([])
            continue
        value, low, high = (float(end) for end in ends if isinstance(end, int | float))
        runs[-1].append(Point(x, _y(value), _y(low), _y(high), label, value))
    every = max(1, -(-len(points) // 8))
    marks = [(round(LEFT + i * step, 1), label) for i, (label, _) in enumerate(points)
             if i % every == 0]  # fmt: skip
    levels = [(_y(level / 4), f"{25 * level} %") for level in range(5)]
    return Picture([run for run in runs if run], marks, levels, gaps)


def _y(share: float) -> float:
    return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM), 1)
