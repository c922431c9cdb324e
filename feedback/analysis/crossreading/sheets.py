"""The workbook of the cross-reading; files are in French."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from feedback.analysis.crossing import ANSWERED, LIVED, PROFESSIONALS, USERS
from feedback.analysis.crossreading.cells import Lived, Said
from feedback.analysis.crossreading.rows import Row
from feedback.analysis.crossreading.words import INSIDE, RULE, SIDES
from feedback.analysis.crossreading.words import WAYS as NAMES
from feedback.analysis.indicators import MEAN, Indicator
from feedback.analysis.thresholds import Masked
from feedback.formats.columns import Column
from feedback.formats.sheets import Line, Page, Properties, Sheet, Written

HIDDEN = "masqué : trop peu de personnes"
CODE = (Column("code", "Code", width=9), Column("libelle", "Dimension", width=34))
SIDE = 13


def _said_columns(way: str, name: str) -> tuple[Column, ...]:
    return (
        Column(f"{way}_personnes", f"{name} : personnes", "integer", width=12),
        Column(f"{way}_base", f"{name} : personnes ayant un texte codé", "integer", width=14),
        Column(f"{way}_passages", f"{name} : passages", "integer", width=11),
        Column(f"{way}_moins", f"{name} : passages −", "integer", width=11),
        Column(f"{way}_zero", f"{name} : passages 0", "integer", width=11),
        Column(f"{way}_plus", f"{name} : passages +", "integer", width=11),
        Column(f"{way}_cote", f"{name} : côté", width=SIDE, shared=True),
    )


COLUMNS = (
    *CODE,
    Column("desaccord", "Désaccord", width=46, wrap=True),
    Column("repondu_note", "Répondu : note sur 10", "decimal", width=11),
    Column("repondu_questions", "Répondu : questions notées", "integer", width=11),
    Column("repondu_n", "Répondu : réponses, au moins", "integer", width=12),
    Column("repondu_cote", "Répondu : côté", width=SIDE, shared=True),
    Column("vecu_part", "Vécu : part des parcours", "percent", width=11),
    Column("vecu_parcours", "Vécu : parcours qui ont coincé", "integer", width=12),
    Column("vecu_base", "Vécu : parcours", "integer", width=11),
    Column("vecu_emotion", "Vécu : émotion moyenne (−2 à +2)", "decimal", width=12),
    Column("vecu_cote", "Vécu : côté", width=SIDE, shared=True),
    *_said_columns("usagers", "Usagers"),
    *_said_columns("pros", "Professionnels"),
    Column("masque", "Masqué", width=32, shared=True),
    Column("niveau", "Niveau", "integer", width=9),
)
QUESTIONS = (
    *CODE,
    Column("enquete", "Enquête", width=26, shared=True),
    Column("question", "Question", width=60, wrap=True),
    Column("code_question", "Code de la question", width=22, shared=True),
    Column("valeur", "Valeur", "decimal", width=10),
    Column("unite", "Unité", width=10, shared=True),
    Column("n", "n", "integer", width=9),
    Column("ic_bas", "IC bas", "decimal", width=9),
    Column("ic_haut", "IC haut", "decimal", width=9),
    Column("masque", "Masqué", width=32, shared=True),
)


def told(row: Row) -> str:
    """The disagreement of a row as one sentence."""
    found = row.disagreement
    if found is None:
        return ""
    good, bad = (", ".join(str(INSIDE[way]) for way in ways) for ways in (found.favourable, found.unfavourable))  # fmt: skip
    return f"Favorable : {good}. Défavorable : {bad}."


def _side(row: Row, way: str) -> str:
    return str(SIDES[row.stands[way].side]) if way in row.stands else ""


def _lived(cell: Lived | Masked | None) -> tuple[Any, ...]:
    if cell is None or isinstance(cell, Masked):
        return (None,) * 4
    mean = None if cell.emotion is None else round(cell.emotion, 2)
    return round(cell.share, 4), cell.stuck, cell.n, mean


def _said(cell: Said | Masked | None) -> tuple[Any, ...]:
    if cell is None or isinstance(cell, Masked):
        return (None,) * 6
    return cell.persons, cell.base, cell.passages, cell.minus, cell.zero, cell.plus


def _hidden(row: Row) -> str:
    cells = {LIVED: row.lived, USERS: row.users, PROFESSIONALS: row.professionals}
    names = [str(NAMES[way]) for way, cell in cells.items() if isinstance(cell, Masked)]
    if any(one.closed for one in row.answered.answers):
        names.insert(0, str(NAMES[ANSWERED]))
    return f"{HIDDEN} ({', '.join(names)})" if names else ""


def crossing(rows: Sequence[Row]) -> Sheet:
    """One line for each dimension and family."""
    made = [
        (
            row.branch.code.key, row.branch.code.name, told(row),
            None if row.answered.mean is None else round(row.answered.mean, 2),
            row.answered.scored or None, row.answered.least or None, _side(row, ANSWERED),
            *_lived(row.lived), _side(row, LIVED), *_said(row.users), _side(row, USERS),
            *_said(row.professionals), _side(row, PROFESSIONALS), _hidden(row),
            row.branch.depth + 1,
        )
        for row in rows
    ]  # fmt: skip
    return Sheet(
        "Croisement", COLUMNS, made, freeze=2, tall=True, level=lambda row: int(row[-1]) - 1,
        depth=max((row[-1] for row in made), default=1) - 1,
    )  # fmt: skip


def questions(rows: Sequence[Row]) -> Sheet:
    """One line for each question on a dimension."""
    made = []
    for row in rows:
        for one in row.answered.answers:
            if row.branch.code.key != one.key:
                continue
            item = one.asked
            text = f"{item.title} — {item.text}" if item.title else item.text
            made.append(
                (
                    row.branch.code.key, row.branch.code.name, one.survey.title, text, item.code,
                    *_figure(one.figure, one.n), HIDDEN if one.closed else "",
                )
            )  # fmt: skip
    return Sheet("Questions", QUESTIONS, made, freeze=2, tall=True)


def _figure(figure: Indicator | None, n: int) -> tuple[Any, ...]:
    if figure is None or figure.masked:
        return None, "", n or None, None, None
    times = 1 if figure.unit == MEAN else 100

    def number(value: Any) -> float | None:
        return round(float(value) * times, 2) if isinstance(value, float | int) else None

    unit = "sur 10" if figure.unit == MEAN else "% de oui"
    return number(figure.value), unit, n, number(figure.low), number(figure.high)


def readme(study: str, place: str, until: str, made: Sequence[Sheet]) -> Page:
    """What is read, under which rule."""

    def lines(written: Written) -> Iterator[Line]:
        yield Line(("Croisement des regards",), "title")
        yield Line(("Étude", study))
        yield Line(("Lieu", place))
        yield Line(("Jusqu'au", until))
        for sheet in made:
            yield Line((sheet.name, f"{written.rows.get(sheet.name, 0)} lignes"))
        yield Line(("La règle",), "heading")
        for way, words in RULE:
            yield Line((str(NAMES[way]), f"{str(words)[:1].upper()}{str(words)[1:]}"))
        yield Line(("Trop peu", "Moins de 5 réponses, parcours ou passages − et + : pas de côté."))
        yield Line(("Désaccord", "Un regard est favorable, un autre défavorable."))
        yield Line(("Famille", "Une famille compte tous les codes qui sont sous elle."))
        yield Line(("Précaution", "Parmi les répondants, intervalles indicatifs. Les entretiens ne sont pas un échantillon tiré au sort : leurs parts ne disent rien de tous les usagers."))  # fmt: skip

    return Page("Lisez-moi", lines)


def book(study: str, place: str, until: str, rows: Sequence[Row]) -> list[Sheet | Page]:
    """The whole workbook."""
    made = [crossing(rows), questions(rows)]
    return [readme(study, place, until, made), *made]


def properties(study: str) -> Properties:
    """What the file says of itself."""
    return Properties(f"Vive Voix – {study} – croisement des regards")
