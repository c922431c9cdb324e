"""The tables that may be read one by one: their codes, their names, the sheet they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

ANSWERS, CODES = "answers", "codes"  # one of each for every survey
OF_ROWS: dict[str, tuple[str, Any]] = {
    "texts": ("Verbatims", _l("Verbatims")),
    "codings": ("Codages", _l("Codages")),
    "matrix": ("Matrice", _l("Matrice : textes × codes")),
    "memos": ("Mémos", _l("Mémos")),
    "steps": ("Parcours", _l("Parcours : une ligne par étape")),
    "paroles": ("Paroles", _l("Paroles")),
    "codebook": ("Livre de codes", _l("Livre de codes")),
    "dictionary": ("Dictionnaire", _l("Dictionnaire")),
    "indicators": ("Indicateurs", _l("Indicateurs")),
}
OF_FIGURES: dict[str, tuple[str, Any]] = {
    "indicators": ("Indicateurs", _l("Indicateurs")),
    "crosses": ("Croisements", _l("Croisements")),
    "quotes": ("Citations validées", _l("Citations validées")),
    "dictionary": ("Dictionnaire", _l("Dictionnaire")),
}


def of_rows(surveys: Sequence[tuple[str, str]]) -> list[tuple[str, Any]]:
    """Tables of rows that may be chosen; `surveys` are public ids and titles."""
    answers = [
        choice
        for of, title in surveys
        for choice in (
            (f"{ANSWERS}.{of}", _l("Réponses en mots : %(title)s", title=title)),
            (f"{CODES}.{of}", _l("Réponses en codes : %(title)s", title=title)),
        )
    ]
    return [*answers, *((code, name) for code, (_sheet, name) in OF_ROWS.items())]


def of_figures() -> list[tuple[str, Any]]:
    """Tables of figures that may be chosen."""
    return [(code, name) for code, (_sheet, name) in OF_FIGURES.items()]


def name_of(table: str) -> Any:
    """A table in words; answers without the title of their survey."""
    kind = table.partition(".")[0]
    if kind in (ANSWERS, CODES):
        return _l("Réponses en mots") if kind == ANSWERS else _l("Réponses en codes")
    return {**OF_FIGURES, **OF_ROWS}.get(kind, ("", ""))[1]
