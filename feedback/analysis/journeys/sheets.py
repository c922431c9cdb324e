"""The workbook of journeys read together; files are in French."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from feedback.analysis.journeys.aligned import Spread, Together, labelled
from feedback.analysis.thresholds import Count, Masked
from feedback.formats.columns import Column
from feedback.formats.sheets import Chart, Line, Page, Properties, Sheet, Written

HIDDEN = "masqué : trop peu de parcours"
STAGES = (
    Column("rang", "Rang", "integer", width=8),
    Column("etape", "Étape", width=28, shared=True),
    Column("parcours", "Parcours qui y passent", "integer", width=12),
    Column("part", "Part des parcours", "percent", width=11),
    Column("emotion", "Émotion moyenne (−2 à +2)", "decimal", width=12),
    Column("ecart", "Écart type de l'émotion", "decimal", width=11),
    Column("n_emotion", "n émotion", "integer", width=10),
    Column("coince", "Parcours qui y coincent", "integer", width=12),
    Column("coince_part", "Part de ce qui coince", "percent", width=11),
    Column("attente", "Attente moyenne (jours)", "decimal", width=11),
    Column("attente_ecart", "Écart type de l'attente", "decimal", width=11),
    Column("n_attente", "n attente", "integer", width=10),
    Column("attente_part", "Part de l'attente", "percent", width=11),
    Column("renonce", "Parcours qui y renoncent", "integer", width=12),
    Column("renonce_part", "Part des renoncements", "percent", width=12),
    Column("moyens", "Moyens (parcours)", width=44, wrap=True),
    Column("frictions", "Sur quoi cela coince (parcours)", width=60, wrap=True),
    Column("masque", "Masqué", width=28, shared=True),
)
FORMS = (
    Column("forme", "Forme de non-recours", width=26, shared=True),
    Column("parcours", "Parcours", "integer", width=10),
    Column("etapes", "Étapes (parcours)", width=60, wrap=True),
    Column("masque", "Masqué", width=28, shared=True),
)


@dataclass(frozen=True)
class Words:
    """What values are called: kinds of steps, channels, dimensions, forms."""

    kinds: Mapping[str, str]
    channels: Mapping[str, str]
    dimensions: Mapping[str, str]
    forms: Mapping[str, str]


def _count(n: Count) -> int | None:
    return None if isinstance(n, Masked) else n


def _spread(one: Spread | None) -> tuple[Any, ...]:
    if one is None:
        return None, None, None
    deviation = None if one.deviation is None else round(one.deviation, 2)
    return round(one.mean, 2), deviation, one.n


def _part(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def stages(found: Together, words: Words) -> Sheet:
    """One line for each kind of step, in the order in which journeys meet them."""
    rows = []
    for rank, one in enumerate(found.stages, 1):
        passing = _count(one.passing)
        hidden = any(isinstance(n, Masked) for n in (one.passing, one.stuck, one.gave_up))
        rows.append(
            (
                rank, words.kinds.get(one.kind, one.kind) or "non précisé", passing,
                None if passing is None else _part(passing / found.journeys),
                *_spread(one.emotion), _count(one.stuck), _part(one.stuck_part),
                *_spread(one.waiting), _part(one.waiting_part), _count(one.gave_up),
                _part(one.gave_up_part), labelled(one.channels, words.channels),
                labelled(one.keys, words.dimensions), HIDDEN if hidden else "",
            )
        )  # fmt: skip
    chart = Chart("Émotion moyenne", "etape", ("emotion",), "line", "Émotion moyenne à chaque étape, de −2 à +2", from_zero=False)  # fmt: skip
    return Sheet("Étapes", STAGES, rows, freeze=2, tall=True, charts=[chart] if rows else [])


def forms(found: Together, words: Words) -> Sheet:
    """One line for each form of non-take-up."""
    rows = [
        (
            words.forms.get(one.form, one.form), _count(one.journeys),
            labelled(one.stages, words.kinds), HIDDEN if isinstance(one.journeys, Masked) else "",
        )
        for one in found.forms
    ]  # fmt: skip
    return Sheet("Non-recours", FORMS, rows, freeze=1)


def readme(study: str, event: str, by: str, found: Together) -> Page:
    """What is read, and how it was aligned."""

    def lines(written: Written) -> Iterator[Line]:
        yield Line(("Parcours lus ensemble",), "title")
        yield Line(("Étude", study))
        yield Line(("Événement de vie", event))
        yield Line(("Parcours complets", found.journeys))
        yield Line(("Étapes alignées", by))
        yield Line(("Ordre", "Place moyenne de la première étape de chaque sorte, du début à la fin des parcours."))  # fmt: skip
        yield Line(("Plusieurs passages", "Un parcours qui passe plusieurs fois au même endroit compte une fois : la moyenne de ses émotions, la somme de ses attentes."))  # fmt: skip
        yield Line(("Écart type", "Entre parcours (n − 1) ; vide pour un seul."))
        yield Line(("Précaution", "Des entretiens ne sont pas un échantillon tiré au sort : ces parts décrivent les parcours racontés, pas tous les usagers."))  # fmt: skip

    return Page("Lisez-moi", lines)


def book(study: str, event: str, by: str, found: Together, words: Words) -> list[Sheet | Page]:
    """The whole workbook."""
    return [readme(study, event, by, found), stages(found, words), forms(found, words)]


def properties(study: str) -> Properties:
    """What the file says of itself."""
    return Properties(f"Vive Voix – {study} – parcours lus ensemble")
