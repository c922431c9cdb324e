"""The sheets of figures: indicators and crosses, hidden ones empty and saying why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedback.analysis.asked import Asked
from feedback.analysis.indicators import MEAN, NET, NUMBER, Indicator
from feedback.analysis.reports import QuestionReport
from feedback.analysis.thresholds import Count, Masked, cross
from feedback.exports import words
from feedback.formats.columns import Column
from feedback.instruments.kinds.base import ANSWERED

MODES = ("borne", "accompagne", "lien", "saisie")
HIDDEN = "masqué : effectif trop faible"
UNITS = {MEAN: "sur 10", NET: "points"}
INDICATORS = (
    Column("lieu", "Lieu", width=28, shared=True),
    Column("valeur", "Valeur", "decimal", width=10),
    Column("unite", "Unité", width=9, shared=True),
    Column("libelle", "Indicateur", width=28, shared=True),
    Column("question", "Question", width=50, shared=True, wrap=True),
    Column("n", "n", "integer", width=9),
    Column("exclus", "Exclus", "integer", width=9),
    Column("ic_bas", "IC bas", "decimal", width=9),
    Column("ic_haut", "IC haut", "decimal", width=9),
    Column("masque", "Masqué", width=26, shared=True),
    Column("faible", "Effectif faible", "flag", width=10),
    *(Column(f"n_{mode}", f"n {words.MODES[mode]}", "integer", width=12) for mode in MODES),
    Column("periode", "Période", width=36, shared=True),
    Column("dimension", "Dimension", width=24, shared=True),
    Column("code", "Code", width=26, shared=True),
    Column("enquete", "Enquête", width=24, shared=True),
)
CROSSES = (
    Column("enquete", "Enquête", width=24, shared=True),
    Column("code", "Code", width=20, shared=True),
    Column("question", "Question", width=70, shared=True),  # a line each: they are many
    Column("par", "Croisée avec", width=20, shared=True),
    Column("modalite", "Modalité", width=28, shared=True),
    Column("reponse", "Réponse", width=30, shared=True),
    Column("effectif", "Effectif", "integer", width=10),
    Column("total", "Total de la modalité", "integer", width=12),
    Column("part", "Part", "percent", width=9),
    Column("masque", "Masqué", width=26, shared=True),
)
HELD = "personnes"


def _number(value: float | Masked | None, unit: str) -> float | None:
    """A figure as the sheet shows it: percents and points as such, means out of ten."""
    if value is None or isinstance(value, Masked):
        return None
    return round(float(value) if unit in (MEAN, NUMBER) else 100 * float(value), 2)


def _count(n: Count) -> int | None:
    return None if isinstance(n, Masked) else n


@dataclass(frozen=True)
class Where:
    """What a block of indicators is about."""

    survey: str
    place: str
    period: str


def indicator_rows(
    where: Where, reports: Sequence[QuestionReport], bases: Mapping[str, Mapping[str, Count]],
    dimensions: Mapping[str, str],
) -> Iterator[tuple[object, ...]]:  # fmt: skip
    """Rows of one place; a closed question has one row that says so."""
    for report in reports:
        item = report.asked
        for figure in report.indicators:
            yield _row(where, item, figure, bases.get(item.code, {}), dimensions)
        if report.closed:
            hidden = Masked("base")
            closed = Indicator(item.code, "", "share", hidden, hidden, hidden)
            yield _row(where, item, closed, {}, dimensions)


def _row(
    where: Where, item: Asked, figure: Indicator, modes: Mapping[str, Count],
    dimensions: Mapping[str, str],
) -> tuple[object, ...]:  # fmt: skip
    text = f"{item.title} — {item.text}" if item.title else item.text
    name = dimensions.get(item.dimension, item.dimension)
    return (
        where.place, _number(figure.value, figure.unit), {**UNITS, NUMBER: item.unit}.get(figure.unit, "%"),
        figure.label, text, _count(figure.n), _count(figure.excluded),
        _number(figure.low, figure.unit), _number(figure.high, figure.unit),
        HIDDEN if figure.masked else "", figure.few,
        *(None if figure.masked else _count(modes.get(mode, 0)) for mode in MODES),
        where.period, name, figure.code, where.survey,
    )  # fmt: skip


@dataclass(frozen=True)
class By:
    """A cross: its name, and the names of its keys in order."""

    name: str
    keys: Mapping[str, str]


def cross_rows(
    survey: str, item: Asked, by: By, counts: Mapping[str, Mapping[str, int] | None],
    threshold: int,
) -> Iterator[tuple[object, ...]]:  # fmt: skip
    """Rows of one question by one other thing; small counts hidden beyond recomputing.

    A key whose counts are none is closed on the grid: nothing of it is shown, and its counts
    take no part in the totals.
    """
    text = f"{item.title} — {item.text}" if item.title else item.text
    keys = [key for key in by.keys if key in counts]
    open_ = [key for key in keys if counts[key] is not None]
    for labels, table in _tables(item, [counts[key] or {} for key in open_]):
        shown = cross(table, threshold)
        for at, key in enumerate(open_):
            for column, label in labels.items():
                cell, total = shown.cells[at][column], shown.rows[at]
                part = shown.share(at, column)
                yield (
                    survey, item.code, text, by.name, by.keys[key], label, _count(cell),
                    _count(total), None if isinstance(part, Masked) else round(part, 4),
                    HIDDEN if isinstance(cell, Masked) else "",
                )  # fmt: skip
    for key in keys:
        if counts[key] is None:
            yield (survey, item.code, text, by.name, by.keys[key], "", None, None, None, HIDDEN)


def _tables(
    item: Asked, counts: Sequence[Mapping[str, int]]
) -> Iterator[tuple[dict[int, str], list[list[int]]]]:
    """Tables of persons: one of all options, or, of several choices, one per option."""
    if item.kind != "multiple":
        options = [o for o in item.options if item.valid({item.key(o.value): 1}).n]
        rows = [[one.get(item.key(option.value), 0) for option in options] for one in counts]
        if options and any(map(any, rows)):
            yield {at: option.label for at, option in enumerate(options)}, rows
        return
    for option in item.options:
        if option.role == "valid":
            rows = []
            for one in counts:
                base = item.base(one)
                chosen = min(one.get(option.value, 0), base)
                rows.append([chosen, base - chosen])
            if any(map(any, rows)):
                yield {0: option.label}, rows


def is_crossable(item: Asked) -> bool:
    """True when its answers are options."""
    return not item.is_written and bool(item.options) and item.code != ANSWERED
