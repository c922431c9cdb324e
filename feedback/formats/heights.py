"""How high a row must be for its wrapped texts to be read: not every spreadsheet works it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from feedback.formats.columns import Column, header

POINTS = 15.0  # one line of text
LARGE = {"title": 24.0, "heading": 20.0}
MOST_LINES = 8  # of a row of data; a longer text is read by enlarging its row


def lines(text: str, width: float) -> int:
    """Lines a text takes in a column of so many characters."""
    room = max(1, int(width * 1.05))
    return sum(max(1, -(-len(paragraph) // room)) for paragraph in text.split("\n"))


def attributes(height: float) -> str:
    """The height as a row says it; nothing for an ordinary one."""
    return f' ht="{height:g}" customHeight="1"' if height > POINTS else ""


def of_header(columns: Sequence[Column]) -> float:
    """Height of the first row, for its longest title."""
    widths = [column.width for column in columns for _ in range(column.parts)]
    pairs = zip(header(columns), widths, strict=True)
    return POINTS * min(6, max((lines(title, width) for title, width in pairs), default=1))


def of_rows(columns: Sequence[Column]) -> Callable[[Sequence[Any]], float]:
    """A function giving the height of a row by its wrapped texts."""
    wrapped = [(index, column.width) for index, column in enumerate(columns) if column.wrap]

    def height(values: Sequence[Any]) -> float:
        most = 1
        for index, width in wrapped:
            text = values[index]
            if isinstance(text, str) and (len(text) > width or "\n" in text):
                most = max(most, lines(text, width))
        return POINTS * min(MOST_LINES, most)

    return height


def of_line(cells: Sequence[Any], style: str, widths: Sequence[float]) -> float:
    """Height of a line of a page: titles run over their neighbours, other texts wrap."""
    if style in LARGE:
        return LARGE[style]
    pairs = zip(cells, widths, strict=False)
    return POINTS * max((lines(str(cell), width) for cell, width in pairs), default=1)
