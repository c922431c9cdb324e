"""The workbooks of the analysis of codings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from feedback.analysis.codings.queries import Found, Frequency
from feedback.analysis.codings.saturation import Curve
from feedback.analysis.codings.table import Table
from feedback.analysis.codings.together import Meeting
from feedback.analysis.codings.words import KEPT
from feedback.analysis.thresholds import Masked
from feedback.corpus.moderation import words
from feedback.formats.columns import Column
from feedback.formats.sheets import Chart, Line, Page, Properties, Sheet, Written

CODE = (Column("code", "Code", width=9), Column("libelle", "Libellé", width=36))
TOLD = {
    "Fréquences": "Chaque code compte aussi ceux qui sont sous lui. Une personne est une réponse, un entretien ou une parole.",
    "Croisements": "Une personne qui dit plusieurs choses est dans plusieurs lignes. « masqué » : trop peu de personnes, ou de quoi retrouver une case masquée.",
    "Codes ensemble": "Deux codes se rencontrent dans un texte qui a les deux (ou où leurs passages se chevauchent). c = textes ensemble ÷ textes de l'un ou de l'autre.",
    "Saturation": "Les textes qui apportent des codes jamais rencontrés, dans l'ordre des dates.",
    "Citations": "Document de travail. Ne se cite que ce que « Se cite » dit : permis par la personne et validé par une deuxième.",
    "Mots en contexte": "Document de travail : chaque endroit où les mots cherchés se trouvent.",
}


def properties(study: str, name: str) -> Properties:
    """What the file says of itself."""
    return Properties(f"Vive Voix – {study} – {name}", subject="Document de travail")


def readme(study: str, made: Sheet, filters: Mapping[str, Any]) -> Page:
    """What the sheet is, and what it was limited to."""

    def lines(written: Written) -> Iterator[Line]:
        yield Line((f"{made.name} : codages",), "title")
        yield Line(("Étude", study))
        yield Line(("Lignes", written.rows.get(made.name, 0)))
        for name, value in filters.items():
            yield Line((f"Filtre : {name}", value))
        yield Line(())
        yield Line(("À savoir", TOLD[made.name]))

    return Page("Lisez-moi", lines)


def frequencies(branches: Sequence[Any], found: Mapping[int, Frequency]) -> Sheet:
    """Counts of each code, in the order and outline of the book."""
    columns = (
        *CODE, Column("codages", "Codages", "integer", width=10),
        Column("textes", "Textes", "integer", width=10),
        Column("personnes", "Personnes", "integer", width=11),
        Column("moins", "Valence −", "integer", width=10),
        Column("zero", "Valence 0", "integer", width=10),
        Column("plus", "Valence +", "integer", width=10),
        Column("niveau", "Niveau", "integer", width=9),
    )  # fmt: skip
    rows = [
        (b.code.key, b.code.name, *one.counts, one.minus, one.zero, one.plus, b.depth + 1)
        for b in branches
        if (one := found.get(b.code.id))
    ]
    chart = Chart("Textes par code", "code", ("textes",), description="Nombre de textes de chaque code")  # fmt: skip
    return Sheet(
        "Fréquences", columns, rows, freeze=2, charts=[chart] if rows else [],
        level=lambda row: int(row[-1]) - 1, depth=max((row[-1] for row in rows), default=1) - 1,
    )  # fmt: skip


def crosses(table: Table, attribute: str, measure: str) -> Sheet:
    """Codes against an attribute, then what each column holds in all."""
    columns = (
        *CODE,
        *(Column(f"v{n}", name, "integer", width=13) for n, name in enumerate(table.columns, 1)),
        Column("tous", "Ensemble", "integer", width=11),
    )
    rows = [
        (row.branch.code.key, row.branch.code.name, *map(_cell, row.cells), _cell(row.total))
        for row in table.rows
    ]
    rows.append((None, f"{measure} ayant un codage", *map(_cell, table.bases), None))
    return Sheet(
        "Croisements", columns, rows, freeze=2,
        notes=(f"{measure} par code et par {attribute.lower()}.",),
    )  # fmt: skip


def _cell(value: Any) -> Any:
    return "masqué" if isinstance(value, Masked) else value


def together(
    branches: Sequence[Any], single: Mapping[int, int], met: Sequence[Meeting]
) -> Sheet:  # fmt: skip
    """Every pair of codes that meet."""
    named = {branch.code.id: branch.code for branch in branches}
    columns = (
        Column("code_1", "Code 1", width=9), Column("libelle_1", "Libellé 1", width=32),
        Column("code_2", "Code 2", width=9), Column("libelle_2", "Libellé 2", width=32),
        Column("ensemble", "Textes ensemble", "integer", width=12),
        Column("textes_1", "Textes de 1", "integer", width=11),
        Column("textes_2", "Textes de 2", "integer", width=11),
        Column("c", "c", "decimal", width=9),
    )  # fmt: skip
    rows = [
        (
            named[m.one].key, named[m.one].name, named[m.two].key, named[m.two].name, m.texts,
            single[m.one], single[m.two], m.c,
        )
        for m in met
    ]  # fmt: skip
    return Sheet("Codes ensemble", columns, rows, freeze=1)


def saturation(found: Curve, known: Mapping[int, Any], codes: Mapping[int, Any]) -> Sheet:
    """The texts that brought new codes."""
    columns = (
        Column("rang", "Rang du texte", "integer", width=12), Column("verbatim", "Verbatim", width=13),
        Column("nature", "Origine", width=22, shared=True), Column("semaine", "Semaine du", "date", width=12),
        Column("nouveaux", "Codes nouveaux", width=40, wrap=True),
        Column("en_tout", "Codes en tout", "integer", width=12),
    )  # fmt: skip
    rows = [
        (
            step.number, known[step.text].public_id, str(words.KINDS[known[step.text].kind]),
            _week(known[step.text].day), ", ".join(codes[one].key for one in step.new), step.so_far,
        )
        for step in found.steps
    ]  # fmt: skip
    chart = Chart("Codes rencontrés", "rang", ("en_tout",), kind="line", description="Codes rencontrés selon le rang du texte")  # fmt: skip
    return Sheet(
        "Saturation", columns, rows, freeze=1, charts=[chart] if rows else [],
        notes=(f"{found.texts} textes codés ; les {found.quiet} derniers n'ont rien apporté de nouveau.",),
    )  # fmt: skip


def _week(day: dt.date | None) -> dt.date | None:
    return day - dt.timedelta(days=day.weekday()) if day else None


def quoted(one: Found) -> str:
    """A passage as it is copied: its words, then who says so as far as was permitted."""
    who = one.attribution or str(words.SPEAKERS.get(one.speaker, one.speaker))
    year = f", {one.day.year}" if one.day else ""
    return f"« {one.words} » ({who}, {str(words.KINDS[one.kind]).lower()}{year})"


def why(one: Found) -> Any:
    """Why a passage is not copied."""
    if not one.permitted:
        return KEPT["not_permitted"]
    return KEPT["held" if one.state == "validated" else "not_validated"]


def quotes(found: Sequence[Found]) -> Sheet:
    """Passages with their code, and whether they may be quoted."""
    columns = (
        Column("codage", "Codage", width=13), Column("verbatim", "Verbatim", width=13),
        Column("code", "Code", width=9, shared=True), Column("libelle", "Libellé", width=30, shared=True),
        Column("valence", "Valence", "integer", width=9), Column("passage", "Passage", width=80, wrap=True),
        Column("nature", "Origine", width=22, shared=True), Column("locuteur", "Qui parle", width=16, shared=True),
        Column("semaine", "Semaine du", "date", width=12), Column("codeur", "Codé par", width=18, shared=True),
        Column("se_cite", "Se cite", "flag", width=9),
    )  # fmt: skip
    rows = [
        (
            q.id, q.document, q.key, q.name, q.valence, q.words, str(words.KINDS[q.kind]),
            str(words.SPEAKERS.get(q.speaker, q.speaker)), _week(q.day), q.coder, bool(q.leaves),
        )
        for q in found
    ]  # fmt: skip
    return Sheet("Citations", columns, rows, freeze=1, tall=True)


def context(found: Sequence[Any]) -> Sheet:
    """One row per place."""
    columns = (
        Column("verbatim", "Verbatim", width=13), Column("nature", "Origine", width=22, shared=True),
        Column("avant", "Avant", width=60), Column("mots", "Mots", width=22),
        Column("apres", "Après", width=60),
    )  # fmt: skip
    rows = [
        (one.document.public_id, str(words.KINDS[one.document.kind]), one.before, one.words, one.after)
        for one in found
    ]  # fmt: skip
    return Sheet("Mots en contexte", columns, rows, freeze=1)
