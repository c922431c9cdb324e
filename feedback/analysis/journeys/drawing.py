"""Journeys read together as a picture: the mean emotion, its spread, what weighs below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from feedback.analysis.journeys.aligned import Stage, Together
from feedback.analysis.thresholds import Masked

GUTTER, COLUMN, TOP, LEVEL = 132, 118, 34, 46
BASE = TOP + 4 * LEVEL
NAMES, LINE, WIDEST, MOST = BASE + 46, 18, 14, 3
BARS = NAMES + LINE * MOST + 20  # where the strips begin
STRIP, BAR = 58, 38
PARTS = ("stuck", "waiting", "gave_up")


@dataclass(frozen=True)
class Bar:
    """How high a bar is, and what it says."""

    y: float
    height: float
    value: float


@dataclass(frozen=True)
class Column:
    """One stage."""

    stage: Stage
    x: int
    name: tuple[tuple[int, str], ...]
    y: float | None
    low: float | None
    high: float | None
    r: float
    bars: Mapping[str, Bar]


@dataclass(frozen=True)
class Picture:
    """The whole; `line` are the points of the mean."""

    columns: tuple[Column, ...]
    strips: tuple[tuple[str, int], ...]

    @property
    def width(self) -> int:
        """Of the whole."""
        return GUTTER + COLUMN * max(1, len(self.columns))

    @property
    def height(self) -> int:
        """Of the whole."""
        return BARS + STRIP * len(self.strips) + 6

    @property
    def line(self) -> str:
        """The points of the mean emotion, as a polyline takes them."""
        return " ".join(f"{one.x},{one.y:g}" for one in self.columns if one.y is not None)

    @property
    def levels(self) -> tuple[tuple[int, float], ...]:
        """Each emotion and its height."""
        return tuple((emotion, height_of(emotion)) for emotion in (2, 1, 0, -1, -2))


def height_of(emotion: float) -> float:
    """Height of an emotion: the better, the higher; never off the scale."""
    return round(TOP + LEVEL * (2 - min(max(emotion, -2.0), 2.0)), 1)


def picture(found: Together, names: Mapping[str, str], empty: str) -> Picture:
    """Draw the stages; `names` are the words of kinds, `empty` of what was not told."""
    tops = {part: _top([_value(one, part) for one in found.stages]) for part in PARTS}
    shown = [part for part in PARTS if tops[part]]
    strips = tuple((part, BARS + STRIP * (at + 1) - 14) for at, part in enumerate(shown))
    columns = tuple(
        _column(at, one, found.journeys, names.get(one.kind, one.kind) or empty, strips, tops)
        for at, one in enumerate(found.stages)
    )
    return Picture(columns, strips)


def _top(values: Sequence[float | None]) -> float:
    return max((value for value in values if value), default=0.0)


def _value(stage: Stage, part: str) -> float | None:
    """What a bar shows: journeys, or the mean of days waited."""
    if part == "waiting":
        return stage.waiting.mean if stage.waiting else None
    count = getattr(stage, part)
    return None if isinstance(count, Masked) else float(count)


def _column(
    at: int, stage: Stage, journeys: int, name: str, strips: Sequence[tuple[str, int]],
    tops: Mapping[str, float],
) -> Column:  # fmt: skip
    lines = wrap(name, WIDEST, break_long_words=False, max_lines=MOST, placeholder="…") or [name]
    felt = stage.emotion
    spread = felt.deviation if felt else None
    bars = {}
    for part, base in strips:
        value = _value(stage, part)
        if value:
            height = round(BAR * value / tops[part], 1)
            bars[part] = Bar(round(base - height, 1), height, value)
    share = 0 if isinstance(stage.passing, Masked) else stage.passing / max(1, journeys)
    return Column(
        stage, GUTTER + COLUMN * at + COLUMN // 2,
        tuple((NAMES + LINE * n, text) for n, text in enumerate(lines)),
        None if felt is None else height_of(felt.mean),
        None if felt is None or spread is None else height_of(felt.mean - spread),
        None if felt is None or spread is None else height_of(felt.mean + spread),
        round(5 + 8 * share, 1), bars,
    )  # fmt: skip
