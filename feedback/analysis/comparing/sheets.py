"""The workbook of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feedback.analysis.differences import Compared, Difference
from feedback.analysis.indicators import Indicator
from feedback.analysis.thresholds import Masked
from feedback.formats.columns import Column
from feedback.formats.sheets import Line, Page, Properties, Sheet, Written

COLUMNS = (
    Column("code", "Code", width=16), Column("question", "Question", width=50, wrap=True),
    Column("chiffre", "Chiffre", width=26, shared=True), Column("unite", "Unité", width=11, shared=True),
    Column("n1", "n (1)", "integer", width=9), Column("v1", "Valeur (1)", "decimal", width=12),
    Column("bas1", "Bas (1)", "decimal", width=10), Column("haut1", "Haut (1)", "decimal", width=10),
    Column("n2", "n (2)", "integer", width=9), Column("v2", "Valeur (2)", "decimal", width=12),
    Column("bas2", "Bas (2)", "decimal", width=10), Column("haut2", "Haut (2)", "decimal", width=10),
    Column("ecart", "Écart (2 − 1)", "decimal", width=12), Column("bas", "Écart, bas", "decimal", width=11),
    Column("haut", "Écart, haut", "decimal", width=11), Column("dit", "Ce qu'on peut dire", width=24, shared=True),
)  # fmt: skip
HIDDEN = "masqué : trop peu de réponses"
UNITS = {"share": "part", "net": "part nette", "mean": "sur 10", "number": "nombre"}
RULE = (
    "L'intervalle d'un écart est fait des intervalles des deux chiffres (MOVER, Zou et Donner, 2008 ; "
    "Newcombe, 1998, pour deux parts). « Différence probable » : il ne contient pas zéro. Parmi les "
    "personnes qui ont répondu : ce n'est pas un échantillon tiré au sort."
)
TOGETHER = "Une même personne peut être des deux côtés : les écarts se lisent, aucun n'est éprouvé."


def properties(title: str) -> Properties:
    """What the file says of itself."""
    return Properties(f"Vive Voix – {title} – comparaison")


def book(
    study: str, survey: str, names: tuple[str, str], questions: Sequence[Compared], together: bool
) -> list[Sheet | Page]:
    """The read-me and one row per figure."""

    def lines(written: Written) -> Iterator[Line]:
        yield Line((f"Comparaison : {survey}",), "title")
        for label, value in (("Étude", study), ("1", names[0]), ("2", names[1])):
            yield Line((label, value))
        yield Line(())
        yield Line(("À savoir", RULE))
        if together:
            yield Line(("", TOGETHER))

    rows = [row for one in questions for row in _rows(one)]
    return [Page("Lisez-moi", lines), Sheet("Comparaison", COLUMNS, rows, freeze=3, tall=True)]


def _rows(one: Compared) -> list[tuple[object, ...]]:
    """The figures of a question; a question hidden on a side has one row that says so."""
    if one.first.closed or one.second.closed:
        blank = (None,) * (len(COLUMNS) - 3)
        return [(one.first.asked.code, _text(one), *blank, HIDDEN)]
    return [_row(one, figure) for figure in one.figures]


def _text(one: Compared) -> str:
    asked = one.first.asked
    return f"{asked.title} — {asked.text}" if asked.title else asked.text


def _row(one: Compared, figure: Difference) -> tuple[object, ...]:
    said = {True: "différence probable", False: "différence incertaine", None: None}
    interval = figure.interval
    return (
        one.first.asked.code, _text(one), figure.first.label, UNITS.get(figure.first.unit, ""),
        *_side(figure.first), *_side(figure.second), figure.by,
        interval.low if interval else None, interval.high if interval else None,
        HIDDEN if figure.first.masked or figure.second.masked else said[figure.probable],
    )  # fmt: skip


def _side(figure: Indicator) -> tuple[object, ...]:
    values = (figure.n, figure.value, figure.low, figure.high)
    return tuple(None if isinstance(value, Masked) else value for value in values)
