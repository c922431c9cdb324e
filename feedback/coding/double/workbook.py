"""The agreement of a round as a workbook: units, threshold, seed, n and formulas told in it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from feedback.coding.double.agreement import SEGMENT, UNITS, Agreement, Cell
from feedback.formats import workbook
from feedback.formats.columns import Column
from feedback.formats.sheets import Line, Page, Properties, Sheet, Written

NAMES = {"response": "réponse", "character": "caractère", "segment": "segment"}
FIGURES = (
    Column("unite", "Unité", width=11, shared=True),
    Column("codeur_a", "Codeur A", width=18, shared=True),
    Column("codeur_b", "Codeur B", width=18, shared=True),
    Column("n", "n", "integer", width=9),
    Column("a", "A et B", "integer", width=9),
    Column("b", "A seul", "integer", width=9),
    Column("c", "B seul", "integer", width=9),
    Column("d", "Ni A ni B", "integer", width=10),
    Column("accord", "Accord", "percent", width=10),
    Column("accord_code", "Accord sur le codé (Jaccard)", "percent", width=14),
    Column("holsti", "Holsti", "decimal", width=9),
    Column("kappa", "κ de Cohen", "decimal", width=11),
    Column("brennan_prediger", "κ de Brennan-Prediger", "decimal", width=13),
    Column("prevalence", "Prévalence", "percent", width=11),
    Column("alpha", "α de Krippendorff (tous)", "decimal", width=14),
)
CODES = (
    Column("code", "Code", width=9, shared=True),
    Column("libelle", "Libellé", width=34, shared=True),
)
TEXTS = (
    Column("texte", "Texte", "integer", width=8),
    Column("verbatim", "Verbatim", width=13, shared=True),
)
SOURCES = (
    ("Unité « réponse »", "Un texte par unité : 1 si le code y est au moins une fois, 0 sinon. "
     "Un texte que l'un des deux n'a pas dit fini manque ; il ne vaut jamais 0."),
    ("Unité « caractère »", "Chaque caractère (point de code Unicode) des textes finis. Les passages "
     "d'une personne qui se chevauchent sous un même code sont d'abord réunis."),
    ("Unité « segment »", "Un passage réuni. Deux passages sont le même si la part commune atteint le "
     "seuil : |∩| / |∪| ≥ t, un pour un, la plus longue part commune d'abord. Ce que personne n'a "
     "codé n'est pas une unité : ni κ de Cohen ni α."),
    ("Accord", "(a + d) / n"),
    ("Accord sur le codé", "a / (a + b + c) – Jaccard 1912"),
    ("Holsti", "2a / (N1 + N2), N1 et N2 le nombre de codages de chacun – Holsti 1969"),
    ("κ de Cohen", "(Po − Pe) / (1 − Pe), Pe = [(a+b)(a+c) + (c+d)(b+d)] / n² – Cohen 1960"),
    ("κ de Brennan-Prediger", "(Po − 1/q) / (1 − 1/q), Po = a / (a + b + c), q = nombre de codes de la "
     "feuille – Brennan et Prediger 1981"),
    ("α de Krippendorff", "nominal, toutes les personnes, valeurs manquantes admises : "
     "1 − (N − 1) Σ o(c≠k) / Σ n(c) n(k) – Krippendorff 2019, chapitre 12"),
    ("Prévalence", "Part des jugements qui disent « codé ». Un code rare donne un κ bas malgré un "
     "accord élevé : les lire ensemble."),
    ("« – »", "La mesure n'est pas définie (par exemple κ quand tout le monde dit toujours pareil)."),
    ("Ensemble", "Les a, b, c, d de tous les codes sont additionnés (micro)."),
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What the file is about."""

    study: str
    round: str
    coders: Sequence[str]
    drawn: int
    there: int
    kept: int
    seed: str
    strata: str
    scope: str
    level: str
    t: float
    finished: Sequence[int]  # texts finished by each coder
    closed: bool


def _shown(value: float | None) -> float | str:
    return "–" if value is None else round(value, 6)


def _figures(cell: Cell, unit: str, names: Sequence[str], q: int) -> Iterator[tuple[object, ...]]:
    for first, second in combinations(range(len(names)), 2):
        table = cell.pair(first, second)
        kappa = None if unit == SEGMENT else table.kappa
        yield (
            NAMES[unit], names[first], names[second], table.n, table.a, table.b, table.c,
            "–" if unit == SEGMENT else table.d, _shown(table.percent), _shown(table.jaccard),
            _shown(table.holsti), _shown(kappa), _shown(table.brennan_prediger(q)),
            _shown(None if unit == SEGMENT else table.prevalence), _shown(cell.alpha),
        )  # fmt: skip


def write(
    found: Mapping[str, Agreement], codes: Sequence[tuple[int, str, str]],
    texts: Sequence[tuple[int, int, str]], facts: Facts, stamp: dt.datetime,
) -> bytes:  # fmt: skip
    """The file. `codes`: id, key, name; `texts`: id, place, public id, as the agreement knows them."""
    q, names = len(codes), facts.coders
    overall = [
        row for unit in UNITS for row in _figures(found[unit].overall, unit, names, q)
    ]  # fmt: skip
    by_code = [
        (key, name, *row)
        for number, key, name in codes for unit in UNITS
        for row in _figures(found[unit].by_code[number], unit, names, q)
    ]  # fmt: skip
    by_text = [
        (place, public_id, *row)
        for number, place, public_id in texts for unit in UNITS
        for row in _figures(found[unit].by_text[number], unit, names, q)
    ]  # fmt: skip
    sheets: list[Sheet | Page] = [
        Page("Lisez-moi", lambda written: _readme(facts, q, written)),
        Sheet("Ensemble", FIGURES, overall, freeze=1),
        Sheet("Par code", (*CODES, *FIGURES), by_code, freeze=2),
        Sheet("Par texte", (*TEXTS, *FIGURES), by_text, freeze=2),
    ]
    sink = io.BytesIO()
    title = f"Vive Voix – {facts.study} – accord – {facts.round}"
    workbook.write(sink, sheets, Properties(title, subject="Document de travail"), stamp)
    return sink.getvalue()


def _readme(facts: Facts, q: int, written: Written) -> Iterator[Line]:
    yield Line(("Accord entre codeurs",), "title")
    yield Line(("DOCUMENT DE TRAVAIL – ne pas diffuser",), "heading")
    yield Line(("Étude", facts.study))
    yield Line(("Série", facts.round + ("" if facts.closed else " (encore ouverte)")))
    if written.stamp:
        yield Line(("Produit le", f"{written.stamp:%d/%m/%Y à %H:%M} (heure de Paris)"))
    yield Line(("Tirage", f"{facts.drawn} textes sur {facts.there}, graine {facts.seed}"))
    yield Line(("Réparti selon", facts.strata or "rien"))
    yield Line(("Textes qui comptent", f"{facts.kept} ({facts.drawn - facts.kept} sortis depuis)"))
    for name, done in zip(facts.coders, facts.finished, strict=True):
        yield Line((f"Finis par {name}", str(done)))
    yield Line(("Codes", f"{facts.scope} ; {q} codes posés au moins une fois ; {facts.level}"))
    yield Line(("Seuil des segments", f"t = {facts.t:.2f}".replace(".", ",")))
    yield Line(())
    yield Line(("Unités et formules",), "heading")
    for label, words in SOURCES:
        yield Line((label, words))
    yield Line(())
    yield Line(("Tout texte reste du texte : rien dans ce fichier n'est calculé ni lié.",), "text")
