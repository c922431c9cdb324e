"""What a table that leaves the house is made of: its columns, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass

TYPES = ("text", "integer", "decimal", "percent", "date", "datetime", "flag")


@dataclass(frozen=True)
class Column:
    """One column: a stable `code` for machines, a `title` for people, a `type` of `TYPES`.

    `shared` marks labels that come back often (stored once in a workbook), `wrap` long texts,
    `parts` the number of cells one text may need (see `cells.parts_needed`).
    """

    code: str
    title: str
    type: str = "text"
    width: float = 14.0
    shared: bool = False
    wrap: bool = False
    parts: int = 1

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"{self.code}: no such type of column: {self.type!r}")
        if self.parts < 1 or (self.parts > 1 and self.type != "text"):
            raise ValueError(f"{self.code}: only texts may take several cells")
