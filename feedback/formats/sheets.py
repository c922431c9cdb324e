"""What a workbook is made of, as the rooms above describe it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from feedback.formats.cells import clean, pieces, units
from feedback.formats.columns import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # what it is served as
SHEET = "xl/worksheets/sheet{}.xml"  # where its number puts it in the archive
NAME = 31  # the longest name of a sheet
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True)
class Chart:
    """A native chart beside a small sheet: codes of columns, `kind` bar, column or line.

    `from_zero` is for figures that are never negative (not for a net); `last` limits it to so
    many of the first rows.
    """

    title: str
    categories: str
    values: tuple[str, ...]
    kind: str = "bar"
    description: str = ""
    from_zero: bool = True
    last: int | None = None


@dataclass
class Sheet:
    """A table: rows are sequences of values in the order of the columns, read only once; tables of
    `Made` rows with the same source are written in one reading of it.

    `freeze` counts the columns kept in view beside the header; `table` makes a native table,
    `filter` only a filter; `notes` are written under the data; `level` gives the outline level
    of a row, `depth` the deepest; `tall` rows are as high as their wrapped texts ask, to a limit;
    in a `locked` one only the columns that are `open` can be written in.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    freeze: int = 0
    filter: bool = True
    table: bool = False
    notes: Sequence[str] = ()
    charts: Sequence[Chart] = ()
    level: Callable[[Sequence[Any]], int] | None = None
    depth: int = 0
    tall: bool = False
    locked: bool = False


class Made:
    """Rows made one by one of what a source gives each time it is asked."""

    def __init__(
        self, source: Callable[[], Iterable[Any]], make: Callable[[Any], Sequence[Any]]
    ) -> None:
        self.source, self.make = source, make

    def __iter__(self) -> Iterator[Sequence[Any]]:
        return map(self.make, self.source())


@dataclass(frozen=True)
class Line:
    """One line of a page; `style` is title, heading, label (first cell in bold) or text."""

    cells: tuple[Any, ...]
    style: str = "label"


@dataclass
class Page:
    """A sheet of free lines, such as the read-me; written last so that it can tell the rest."""

    name: str
    lines: Callable[[Written], Iterable[Line]]
    widths: Sequence[float] = (32.0, 96.0)


@dataclass(frozen=True)
class Properties:
    """What the file says of itself."""

    title: str
    language: str = "fr-FR"
    author: str = "Vive Voix"
    subject: str = ""


@dataclass(frozen=True)
class Continued:
    """A sheet too long for one: its rest stands in `into`."""

    sheet: str
    into: str


@dataclass
class Written:
    """What was written, for the read-me: rows by sheet, what goes on elsewhere, and where.

    `names` are those of sheets by the name asked for; `wide` the columns of a sheet whose texts
    may go on in the next column.
    """

    rows: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    wide: dict[str, list[str]] = field(default_factory=dict)
    continued: list[Continued] = field(default_factory=list)
    long_texts: dict[tuple[str, str], int] = field(default_factory=dict)
    overflow: str | None = None
    stamp: datetime | None = None


def fitted(sheet: Sheet) -> Sheet:
    """The sheet with cells enough for its longest texts, where its rows are at hand."""
    if not isinstance(sheet.rows, list | tuple):
        return sheet
    columns = list(sheet.columns)
    for index, column in enumerate(columns):
        texts = (row[index] for row in sheet.rows if isinstance(row[index], str))
        most = max((len(pieces(clean(text))) for text in texts), default=1)
        if most > column.parts and column.type == "text":
            columns[index] = replace(column, parts=most)
    return replace(sheet, columns=columns)


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """A name every spreadsheet accepts, unlike those taken; in short, at most 31 units."""
    base = " ".join(clean(wanted).translate(FORBIDDEN).split()).strip("' ") or "Feuille"
    base = f"{base}_" if base.casefold() == "history" else base
    others = {name.casefold() for name in taken}
    name, number = _fit(base, ""), 1
    while name.casefold() in others:
        number += 1
        name = _fit(base, f" ({number})")
    return name


def _fit(base: str, end: str) -> str:
    while units(base) + units(end) > NAME:
        base = base[:-1].rstrip("' ")
    return base + end
