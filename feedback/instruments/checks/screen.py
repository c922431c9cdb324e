"""Whether a question fits on a tablet's screen without scrolling.

Found by measuring the respondents' page itself in Chromium, at 1024 × 768 and at 768 × 1024:
165 screens with texts of 20 to 400 characters, 2 to 20 answers of 8 to 70 characters, 2 to 8
statements, and some of each kind. What is left between the top and the foot of the page is 591
and 847 points high; the heights and the characters that fit on a line are those measured. The
estimate tells rightly whether one has to scroll on all of them, and is within a tenth of the
height on 163; on the starter survey it is at most 15 % too high. Pictures and the text beside
« autre » were not measured: of pictures nothing is said.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from feedback.instruments.languages import FRENCH
from feedback.instruments.questions import Question
from feedback.instruments.quoting import bare

GAP = 12


@dataclass(frozen=True)
class Screen:
    """One way of holding a tablet, in points; `*_chars` are characters on a line."""

    name: str
    room: int
    title_line: float
    title_chars: int
    help_line: float
    help_chars: int
    abreast: int  # answers side by side where there are many
    row_chars: int  # of an answer alone on its line
    column_chars: int  # of one side by side with others
    row_line: float
    hint: int
    matrix_row: int
    matrix_chars: int
    matrix_abreast: int
    face: int
    ranks_abreast: int


LANDSCAPE = Screen(
    "landscape", 591, 44.3, 54, 33.6, 76, 3, 76, 19, 31.5, 34, 73, 56, 4, 258, 2
)  # fmt: skip
PORTRAIT = Screen(
    "portrait", 847, 40.0, 43, 31.0, 68, 2, 62, 26, 29.0, 31, 116, 58, 6, 222, 1
)  # fmt: skip
TARGET = 64
MANY = 7  # from so many answers on they stand side by side
# What stands under the title of kinds whose height depends on nothing else.
FIXED = {"long_text": 222, "short_text": 122, "number": 122, "date": 114, "scale": 143}


def height(question: Question, screen: Screen) -> float | None:
    """Return the height of a question on its screen, in points; None where it is not known."""
    if any(option.pictured for option in question.options) or question.kind == "steps":
        return None
    top = _lines(question.text, screen.title_chars) * screen.title_line
    if question.help:
        top += GAP + _lines(question.help, screen.help_chars) * screen.help_line
    if question.kind == "information":
        return top + sum(GAP + _lines(t, screen.help_chars) * screen.help_line
                         for t in question.lines)  # fmt: skip
    if question.kind == "matrix":
        return top + _matrix(question, screen)
    if question.kind == "faces":
        return top + screen.face * math.ceil(len(question.options) / 3)
    if question.kind == "ranking":
        rows = math.ceil(len(question.options) / screen.ranks_abreast)
        return top + GAP + screen.hint + rows * (TARGET + 8)
    return top + FIXED.get(question.kind, 0) + _choices(question, screen)


def _choices(question: Question, screen: Screen) -> float:
    many = question.kind == "multiple" or len(question.options) >= MANY
    abreast, chars = (screen.abreast, screen.column_chars) if many else (1, screen.row_chars)
    labels = [option.label for option in question.options]
    hint = GAP + screen.hint if question.kind == "multiple" else 0
    rows = [labels[i : i + abreast] for i in range(0, len(labels), abreast)]
    return hint + sum(
        GAP + max(TARGET, 19 + screen.row_line * max(_lines(one, chars) for one in row))
        for row in rows
    )


def _matrix(question: Question, screen: Screen) -> float:
    """Statements beside their answers (landscape) or above them (portrait)."""
    rows = math.ceil(len(question.options) / screen.matrix_abreast) or 1
    more = 13 if screen is LANDSCAPE else 31  # for each line of a statement after the first
    return 8 + sum(
        screen.matrix_row + (rows - 1) * (TARGET + 8)
        + more * (_lines(one.text, screen.matrix_chars) - 1)
        for one in question.statements
    )  # fmt: skip


def _lines(texts: object, chars: int) -> int:
    text = bare(texts.get(FRENCH, ""))  # type: ignore[attr-defined]
    return max(1, math.ceil(len(text) / chars))


def too_high(question: Question) -> Screen | None:
    """Return the first way of holding a tablet in which a question has to be scrolled."""
    for screen in (LANDSCAPE, PORTRAIT):
        estimate = height(question, screen)
        if estimate is not None and estimate > screen.room:
            return screen
    return None
