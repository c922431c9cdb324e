"""The workbook of a round's agreement: what was compared, by each unit, then text by text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from feedback.coding.double import agreement
from feedback.coding.double.agreement import Asked, Row
from feedback.coding.double.units import Text
from feedback.formats.columns import Column
from feedback.formats.sheets import Line, Page, Properties, Sheet, Written

UNITS = {"text": "Par texte", "character": "Par caractère", "segment": "Par passage"}
TOLD = (
    ("Par texte", "un texte est une unité : le code y est, ou n'y est pas"),
    ("Par caractère", "chaque caractère est une unité ; les passages d'une même personne qui se touchent n'en font qu'un"),
    ("Par passage", "deux passages du même code n'en font qu'un quand leur partie commune atteint le seuil ; personne ne dit ce qui n'est pas codé : ni κ ni α"),
    ("Non fini", "un texte que la personne n'a pas dit fini manque : il ne vaut jamais « rien codé »"),
    ("Accord", "part des unités où les deux disent la même chose"),
    ("Sur le codé", "parmi ce que l'une ou l'autre a codé, ce que les deux ont codé (Jaccard)"),
    ("κ", "Cohen (1960) ; vide quand le hasard seul s'accorderait toujours"),
    ("α", "Krippendorff (2019, chap. 12), nominal, toutes les personnes ensemble, valeurs manquantes admises"),
    ("Prévalence", "part des réponses qui portent le code : un code rare a un κ bas malgré un accord élevé"),
    ("Ensemble", "a, b, c, d additionnés sur tous les codes (micro)"),
)  # fmt: skip
MEASURES = (
    Column("a", "Les deux", "integer", width=9), Column("b", "Première seule", "integer", width=9),
    Column("c", "Seconde seule", "integer", width=9), Column("d", "Aucune", "integer", width=9),
    Column("accord", "Accord", "percent", width=9), Column("code_seul", "Sur le codé", "percent", width=9),
    Column("holsti", "Holsti", "percent", width=9), Column("kappa", "κ de Cohen", "decimal", width=10),
    Column("alpha", "α de Krippendorff", "decimal", width=12),
    Column("brennan", "κ de Brennan-Prediger", "decimal", width=12),
    Column("prevalence", "Prévalence", "percent", width=11),
)  # fmt: skip
BY_CODE = (
    Column("personnes", "Personnes", width=32, shared=True), Column("code", "Code", width=9),
    Column("libelle", "Libellé", width=34), *MEASURES,
)  # fmt: skip


def properties(study: str, name: str) -> Properties:
    """What the file says of itself."""
    return Properties(f"Vive Voix – {study} – accord, {name}", subject="Document de travail")


def sheets(
    study: str, found: Any, coders: Sequence[str], codes: Mapping[int, Any], texts: Sequence[Text],
    compared: Sequence[int], asked: Asked,
) -> list[Any]:  # fmt: skip
    """The read-me, a sheet for each unit, and one text by text."""
    facts = (
        ("Étude", study), ("Tirage", found.name), ("Personnes", ", ".join(coders)),
        ("Textes", str(len(texts))), ("Graine", str(found.seed)),
        ("Répartition", found.strata or "aucune"), ("Codes", found.branch or "tout le livre"),
        ("Seuil des passages", f"{asked.least} % de partie commune"),
    )  # fmt: skip

    def lines(written: Written) -> Iterator[Line]:
        yield Line(("Accord entre les personnes qui codent",), "title")
        for label, value in facts:
            yield Line((label, value))
        yield Line(())
        yield Line(("À savoir avant de conclure",), "heading")
        for label, value in TOLD:
            yield Line((label, value))

    named = {one.id: (one.key, one.name) for one in codes.values()}
    made: list[Any] = [Page("Lisez-moi", lines)]
    for unit, name in UNITS.items():
        rows = list(_by_code(texts, compared, replace(asked, unit=unit), coders, named))
        made.append(Sheet(name, BY_CODE, rows, freeze=3))
    columns = (
        Column("verbatim", "Verbatim", width=14),
        Column("unite", "Unité", width=14),
        *MEASURES,
    )
    each = [
        (text, UNITS[unit], *_measures(row))
        for unit in UNITS
        for text, row in agreement.by_text(texts, compared, replace(asked, unit=unit))
    ]
    return [*made, Sheet("Texte par texte", columns, each, freeze=1)]


def _by_code(
    texts: Sequence[Text], compared: Sequence[int], asked: Asked, coders: Sequence[str],
    named: Mapping[int, tuple[str, str]],
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    for pair in combinations(range(len(coders)), 2):
        who = f"{coders[pair[0]]} – {coders[pair[1]]}"
        for row in agreement.rows(texts, compared, replace(asked, pair=pair)):
            key, name = named[row.code] if row.code is not None else ("", "Ensemble")
            yield (who, key, name, *_measures(row))


def _measures(row: Row) -> tuple[Any, ...]:
    t = row.table
    return (
        t.a, t.b, t.c, t.d, t.percent, t.on_coded, t.holsti, None if row.alpha is None and t.d == 0 else t.kappa,
        row.alpha, row.brennan, t.prevalence if t.d else None,
    )  # fmt: skip
