"""What a table that leaves the house is made of: its columns, the same for every format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.formats.cells import clean, units

TYPES = ("text", "integer", "decimal", "percent", "date", "datetime", "flag")


@dataclass(frozen=True)
class Column:
    """One column: a stable `code` for machines, a `title` for people, a `type` of `TYPES`.

    `shared` marks labels that come back often (stored once in a workbook), `wrap` long texts,
    `parts` the number of cells one text may need (see `cells.parts_needed`), `open` a column to
    fill in of a sheet that is `locked`; its texts wrap.
    """

    code: str
    title: str
    type: str = "text"
    width: float = 14.0
    shared: bool = False
    wrap: bool = False
    parts: int = 1
    open: bool = False

    @property
    def style(self) -> str:
        """The style of its texts."""
        return "open" if self.open else "wrap" if self.wrap else "text"

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"{self.code}: no such type of column: {self.type!r}")
        if self.parts < 1 or (self.parts > 1 and self.type != "text"):
            raise ValueError(f"{self.code}: only texts may take several cells")


def header(columns: Sequence[Column]) -> list[str]:
    """The titles of the cells, one for each part of each column; all different."""
    titles: list[str] = []
    seen: set[str] = set()
    for column in columns:
        for part in range(column.parts):
            more = "" if part == 0 else " (suite)" if part == 1 else f" (suite {part})"
            title = _title(column.title or column.code, more, seen)
            seen.add(title.casefold())
            titles.append(title)
    return titles


def _title(text: str, more: str, seen: set[str], most: int = 255) -> str:
    text, number, end = " ".join(clean(text).split()) or "–", 1, more
    while True:
        room = most - len(end) - (units(text) - len(text))
        title = (text if len(text) <= room else text[: room - 1] + "…") + end
        if title.casefold() not in seen:
            return title
        number += 1
        end = f"{more} [{number}]"
