"""The journey as a picture: where everything stands, in the units of the drawing.

One column a step; the curve follows the emotion, two ends of a line are joined over steps whose
emotion is unknown by dashes. The page adds the words of the table behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import Protocol

GUTTER, COLUMN, TOP, LEVEL = 88, 141, 56, 46
LEVELS = (2, 1, 0, -1, -2)
BASE = TOP + LEVEL * 4  # where « très mal » stands
WORDS_FROM = BASE + 64
LINE = 20
WIDEST = 17  # characters of a line of words under a step
WIDEST_FRICTION = 19  # smaller letters, beside their sign
MOST_FRICTION_LINES = 3
_MOODS = {-2: 1, -1: 2, 0: 3, 1: 4, 2: 5}


class Shown(Protocol):
    """What a step tells the picture."""

    title: str
    emotion: int | None
    emotion_word: str
    channel: str
    actor: str
    actor_other: str

    @property
    def friction_keys(self) -> list[str]: ...


@dataclass(frozen=True)
class Line:
    """Words at a height."""

    y: int
    text: str


@dataclass(frozen=True)
class Column:
    """One step: its face on the curve, its words below, what stuck."""

    number: int
    x: int
    left: int
    y: int | None
    mood: int | None
    word: str
    word_y: int
    title: tuple[Line, ...]
    channel: str
    actor: str
    place_y: int
    frictions: tuple[Line, ...]
    friction_starts: tuple[int, ...]


@dataclass(frozen=True)
class Picture:
    """The whole drawing; `curve` and `gaps` are SVG paths."""

    width: int
    height: int
    columns: tuple[Column, ...]
    curve: str
    gaps: str
    levels: tuple[tuple[int, int], ...]  # emotion, height

    @property
    def neutral(self) -> int:
        """Height of the line that is neither good nor bad."""
        return height_of(0)


def height_of(emotion: int) -> int:
    """Height of an emotion: the better, the higher."""
    return TOP + LEVEL * (2 - emotion)


def picture(
    steps: Sequence[Shown], channels: Mapping[str, str], actors: Mapping[str, str],
    codes: Mapping[str, str],
) -> Picture:  # fmt: skip
    """Draw the steps; the mappings give the words of channels, actors and friction codes."""
    titles = max((len(_lines(s.title or "…", 3)) for s in steps), default=1)
    place_y = WORDS_FROM + LINE * titles + 10
    columns = tuple(
        _column(number, step, place_y, channels, actors, codes) for number, step in enumerate(steps)
    )
    lowest = max(
        (line.y for column in columns for line in column.frictions), default=place_y + LINE
    )
    return Picture(
        width=GUTTER + COLUMN * max(len(columns), 1),
        height=max(lowest, place_y + LINE) + 24,
        columns=columns,
        curve=_joined(columns, adjacent=True),
        gaps=_joined(columns, adjacent=False),
        levels=tuple((emotion, height_of(emotion)) for emotion in LEVELS),
    )


def _column(
    number: int, step: Shown, place_y: int, channels: Mapping[str, str],
    actors: Mapping[str, str], codes: Mapping[str, str],
) -> Column:  # fmt: skip
    x = GUTTER + COLUMN * number + COLUMN // 2
    y = None if step.emotion is None else height_of(step.emotion)
    frictions, starts = _frictions(step.friction_keys, codes, place_y + LINE * 2 + 12)
    return Column(
        number=number + 1,
        x=x,
        left=x - COLUMN // 2 + 6,
        y=y,
        mood=None if step.emotion is None else _MOODS[step.emotion],
        word=(_lines(step.emotion_word, 1) or [""])[0],
        word_y=(height_of(0) if y is None else y) - 30,
        title=_placed(_lines(step.title or "…", 3), WORDS_FROM),
        channel=_cut(channels.get(step.channel, step.channel)),
        actor=_cut(_actor(step, actors)),
        place_y=place_y,
        frictions=frictions,
        friction_starts=starts,
    )


def _actor(step: Shown, actors: Mapping[str, str]) -> str:
    return step.actor_other or actors.get(step.actor, step.actor)


def _frictions(
    keys: Sequence[str], codes: Mapping[str, str], y: int
) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    told: list[Line] = []
    starts: list[int] = []
    for key in keys:
        lines = _lines(codes.get(key, key), MOST_FRICTION_LINES, WIDEST_FRICTION)
        starts.append(y)
        told += _placed(lines, y)
        y += LINE * len(lines) + 6
    return tuple(told), tuple(starts)


def _placed(lines: Sequence[str], y: int) -> tuple[Line, ...]:
    return tuple(Line(y + LINE * number, text) for number, text in enumerate(lines))


def _lines(text: str, most: int, widest: int = WIDEST) -> list[str]:
    """Lines broken at spaces that may break; only a word longer than a line is cut, and says so."""
    words = " ".join(_cut(word, widest) for word in text.split(" "))
    lines = wrap(words, widest, break_long_words=False, break_on_hyphens=False)
    if len(lines) > most:
        lines = [*lines[: most - 1], _ended(lines[most - 1], widest)]
    return lines


def _ended(line: str, widest: int) -> str:
    """The line with the sign that more follows; a whole word gives way to it."""
    words = line.rstrip("…,;: ").split(" ")
    while len(words) > 1 and len(" ".join(words)) >= widest:
        words.pop()
    return f"{' '.join(words)[: widest - 1]}…"


def _cut(text: str, widest: int = WIDEST) -> str:
    return text if len(text) <= widest else f"{text[: widest - 1].rstrip()}…"


def _joined(columns: Sequence[Column], adjacent: bool) -> str:
    """Join the faces: adjacent steps by a curve that never goes past them, others by a line."""
    known = [column for column in columns if column.y is not None]
    parts = []
    for one, two in pairwise(known):
        if (two.number == one.number + 1) != adjacent:
            continue
        half = (one.x + two.x) // 2
        bend = (
            f"C{half} {one.y} {half} {two.y} {two.x} {two.y}" if adjacent else (f"L{two.x} {two.y}")
        )
        parts.append(f"M{one.x} {one.y}{bend}")
    return "".join(parts)
