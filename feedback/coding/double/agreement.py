"""Agreement over the texts of a round: by answer, by character, by segment; per code and text.

Three units. *response*: one text finished by both coders, coded or not. *character*: each code
point of those texts. *segment*: a stretch, the same in both when |∩| / |∪| reaches `t`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from feedback.coding.double import measures
from feedback.coding.double.measures import Table
from feedback.coding.double.spans import Span, covered, matched, merged

RESPONSE, CHARACTER, SEGMENT = UNITS = ("response", "character", "segment")
THRESHOLD = 0.5
Counts = Counter[tuple[int | None, ...]]


class Text(NamedTuple):
    """A text of the round: its length in code points, and who has finished it (by place)."""

    id: int
    length: int
    finished: frozenset[int]


class Mark(NamedTuple):
    """A coding: in which text, by which coder (by place), of which code, from where to where."""

    text: int
    coder: int
    code: int
    start: int
    end: int


@dataclass(frozen=True)
class Cell:
    """The agreement of some units: the profile of all coders, the table of each pair."""

    coders: int
    profile: Counts = field(default_factory=Counter)
    tables: Mapping[tuple[int, int], Table] = field(default_factory=dict)

    def pair(self, first: int, second: int) -> Table:
        """The table of two coders, by their places."""
        if self.tables:
            return self.tables.get((first, second), Table())
        return measures.pair(self.profile, first, second)

    @cached_property
    def alpha(self) -> float | None:
        """Krippendorff's α of all coders; none by segment, where nobody says what is not coded."""
        return measures.alpha(self.profile)


def together(cells: Iterable[Cell], coders: int) -> Cell:
    """Cells as one: every unit counts once (micro)."""
    found = list(cells)
    tables: dict[tuple[int, int], Table] = {}
    for cell in found:
        for key, table in cell.tables.items():
            tables[key] = tables.get(key, Table()) + table
    return Cell(coders, measures.pooled(cell.profile for cell in found), tables)


@dataclass(frozen=True)
class Agreement:
    """What was computed: each code, each text over all codes, and all together."""

    by_code: Mapping[int, Cell]
    by_text: Mapping[int, Cell]
    overall: Cell


def compute(
    texts: Sequence[Text], marks: Iterable[Mark], codes: Sequence[int], coders: int,
    unit: str = RESPONSE, t: float = THRESHOLD,
) -> Agreement:  # fmt: skip
    """The agreement on `codes` (ids after any roll-up); marks of other codes do not count."""
    wanted, known = set(codes), {text.id: text for text in texts}
    spans: dict[tuple[int, int], dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks:
        if mark.code in wanted and mark.text in known:
            spans[mark.text, mark.code][mark.coder].append((mark.start, mark.end))
    count = _segments if unit == SEGMENT else _profiles
    return count(list(known.values()), spans, codes, coders, unit, t)


def _own(text: Text, found: Mapping[int, list[Span]], coders: int) -> list[list[Span] | None]:
    """Merged stretches per coder; None where the coder has not finished the text."""
    return [merged(found.get(n, ())) if n in text.finished else None for n in range(coders)]


def _profiles(
    texts: Sequence[Text], spans: Mapping[tuple[int, int], Mapping[int, list[Span]]],
    codes: Sequence[int], coders: int, unit: str, t: float,
) -> Agreement:  # fmt: skip
    """By answer or by character. A code nobody put in a text is counted without looking there."""
    by_code: dict[int, Counts] = {code: Counter() for code in codes}
    by_text: dict[int, Counts] = {}
    blank: Counts = Counter()
    known = {text.id: text for text in texts}
    for text in texts:
        nothing = tuple(0 if n in text.finished else None for n in range(coders))
        weight = text.length if unit == CHARACTER else 1
        blank[nothing] += weight
        by_text[text.id] = Counter({nothing: weight * len(codes)})
    for (text_id, code), found in spans.items():
        text = known[text_id]
        nothing = tuple([0 if n in text.finished else None for n in range(coders)])
        counts: Mapping[tuple[int | None, ...], int]
        if unit == CHARACTER:
            counts, weight = covered(_own(text, found, coders), text.length), text.length
        else:
            said = [value if value is None else int(n in found) for n, value in enumerate(nothing)]
            counts, weight = {tuple(said): 1}, 1
        for into in (by_code[code], by_text[text_id]):
            into[nothing] -= weight
            for values, times in counts.items():
                into[values] += times
    for code in codes:
        by_code[code].update(blank)
    cells = {code: Cell(coders, +counts) for code, counts in by_code.items()}
    rows = {number: Cell(coders, +counts) for number, counts in by_text.items()}
    return Agreement(cells, rows, together(cells.values(), coders))


def _segments(
    texts: Sequence[Text], spans: Mapping[tuple[int, int], Mapping[int, list[Span]]],
    codes: Sequence[int], coders: int, unit: str, t: float,
) -> Agreement:  # fmt: skip
    places = list(combinations(range(coders), 2))
    none = dict.fromkeys(places, Table())
    by_code = {code: dict(none) for code in codes}
    by_text = {text.id: dict(none) for text in texts}
    known = {text.id: text for text in texts}
    for (text_id, code), found in spans.items():
        own = _own(known[text_id], found, coders)
        for key in places:
            one, other = own[key[0]], own[key[1]]
            if one is None or other is None:
                continue
            same = len(matched(one, other, t))
            table = Table(same, len(one) - same, len(other) - same, 0)
            by_code[code][key] += table
            by_text[text_id][key] += table
    cells = {code: Cell(coders, tables=tables) for code, tables in by_code.items()}
    rows = {number: Cell(coders, tables=tables) for number, tables in by_text.items()}
    return Agreement(cells, rows, together(cells.values(), coders))
