"""The table of a round: for each code and over all, how far its coders agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from feedback.coding.double import units
from feedback.coding.double.measures import Table, Unit, alpha, brennan_prediger, table
from feedback.coding.double.units import Text


@dataclass(frozen=True)
class Asked:
    """How one compares: the unit, the pair of coders (their places), the overlap of segments."""

    unit: str = "text"
    pair: tuple[int, int] = (0, 1)
    least: int = 50


@dataclass(frozen=True)
class Row:
    """The measures of a code, or of all (`code` None), for a pair; α is of all the coders."""

    code: int | None
    table: Table
    alpha: float | None
    brennan: float | None = None


def rows(texts: Sequence[Text], codes: Sequence[int], asked: Asked) -> list[Row]:
    """Return a row for every code, then one for all of them pooled (micro).

    Of segments nobody's silence is known: only what was coded is compared, without κ nor α.
    """
    if asked.unit == "segment":
        found = [Row(c, units.segments(texts, c, asked.pair, asked.least), None) for c in codes]
        whole = sum((row.table for row in found), Table())
        agreed = brennan_prediger(whole.a, whole.n, len(codes))
        return [*found, Row(None, whole, None, agreed)]
    found, pooled = [], []
    for code in codes:
        said = units_of(texts, code, asked.unit)
        pooled += said
        found.append(Row(code, table(said, *asked.pair), alpha(said)))
    return [*found, Row(None, sum((row.table for row in found), Table()), alpha(pooled))]


def units_of(texts: Iterable[Text], code: int, unit: str) -> list[Unit]:
    """Return what is compared for a code: texts, or stretches of characters."""
    by = units.of_characters if unit == "character" else units.of_texts
    return list(by(texts, code))


def by_text(texts: Sequence[Text], codes: Sequence[int], asked: Asked) -> list[tuple[str, Row]]:
    """Return the row of all codes for each text alone."""
    return [(text.id, rows([text], codes, asked)[-1]) for text in texts]


def pairs(
    texts: Sequence[Text], codes: Sequence[int], asked: Asked, coders: int
) -> list[tuple[int, int, Table]]:
    """Return the pooled table of every two coders."""
    said = [units_of(texts, code, asked.unit) for code in codes]
    return [
        (one, two, sum((table(some, one, two) for some in said), Table()))
        for one, two in combinations(range(coders), 2)
    ]


def differing(texts: Iterable[Text], codes: Collection[int]) -> list[str]:
    """Return the texts in which two coders who finished did not put one of the codes alike."""
    found = []
    for text in texts:
        said = [spans for spans in text.by_coder if spans is not None]
        if any(len({tuple(sorted(spans.get(code, ()))) for spans in said}) > 1 for code in codes):
            found.append(text.id)
    return found
