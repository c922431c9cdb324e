"""Several paroles at once, pasted or out of a sheet: each line becomes what a page would send."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
import uuid as uuids
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedback.formats.tables import Row, Table
from feedback.formats.text import normalise
from feedback.instruments.canonical import canonical
from feedback.instruments.conventions import (
    PAROLE,
    PAROLE_KIND,
    PAROLE_NAME,
    PAROLE_USE,
    YES,
)
from feedback.instruments.definition import Definition
from feedback.instruments.kinds.reading import OTHER
from feedback.instruments.questions import Question
from feedback.paroles.intake import CONTEXT, DATE, JOB, THEME

FIELDS = (
    PAROLE, PAROLE_KIND, JOB, "service", CONTEXT, DATE, THEME, PAROLE_USE, PAROLE_NAME,
    "question_ouverte", "reference",
)  # fmt: skip
COMMON = (PAROLE_KIND, JOB, CONTEXT, DATE, THEME, PAROLE_USE)
_HEADERS = {
    PAROLE: "parole verbatim citation texte propos phrase quote",
    PAROLE_KIND: "type type_de_parole statut kind",
    JOB: "fonction metier poste profession job",
    "service": "service territoire structure equipe service_ou_territoire",
    CONTEXT: "contexte cadre recueil contexte_de_recueil context",
    DATE: "date jour date_de_recueil date_parole",
    THEME: "theme thematique chapitre",
    PAROLE_USE: "diffusion autorisation permission usage use",
    PAROLE_NAME: "nom nom_cite auteur name",
    "question_ouverte": "question question_ouverte",
    "reference": "reference source publication",
}
_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")


@dataclass(frozen=True)
class Fault:
    """What a line says that cannot be understood."""

    field: str
    said: str
    known: tuple[str, ...]


def folded(text: str) -> str:
    """A word without case, accent or punctuation, to compare what people type."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else "_" for c in plain if not unicodedata.combining(c))
    return re.sub("_+", "_", letters).strip("_")


def guessed(headers: Sequence[str]) -> dict[str, int]:
    """Which column holds what, by the words of the headers; each column serves once."""
    found: dict[str, int] = {}
    for field, known in _HEADERS.items():
        for number, header in enumerate(headers):
            if folded(header) in known.split() and number not in found.values():
                found[field] = number
                break
    return found


def blocks(text: str) -> Table:
    """Paroles pasted one after the other, a blank line between two."""
    parts = re.split(r"\n[ \t\u00a0]*\n+", normalise(text).strip())
    rows = [Row(number, (part.strip(),)) for number, part in enumerate(parts, 1) if part.strip()]
    return Table((PAROLE,), tuple(rows))


def told(
    definition: Definition, table: Table, mapping: Mapping[str, int], common: Mapping[str, str]
) -> Iterable[tuple[Row, dict[str, Any], list[Fault]]]:
    """Each line as a page would send it, with what could not be understood."""
    for row in table.rows:
        faults: list[Fault] = []
        raw: dict[str, Any] = {"sans_personne": YES}
        for field in FIELDS:
            number = mapping.get(field)
            said = row.cells[number] if number is not None and number < len(row.cells) else ""
            question = definition.question(field)
            if question is not None:
                raw |= _answer(question, said or common.get(field, ""), faults)
        yield row, raw, faults


def _answer(question: Question, said: str, faults: list[Fault]) -> dict[str, Any]:
    if not said:
        return {}
    if question.kind == "date":
        return {question.code: iso(said)}
    if not question.options:
        return {question.code: said}
    value = option_of(question, said)
    if value is not None:
        return {question.code: value}
    if question.other:
        return {question.code: question.other.value, question.code + OTHER: said}
    known = tuple(option.label["fr"] for option in question.options)
    faults.append(Fault(question.code, said, known))
    return {}


def option_of(question: Question, said: str) -> str | None:
    """The value of the option that was meant: its value, or its label in any language."""
    wanted = folded(said)
    for option in question.options:
        if wanted in {folded(option.value), *(folded(label) for label in option.label.values())}:
            return option.value
    return None


def iso(said: str) -> str:
    """A date as people write it in France, as 2026-05-04; what is not one stays as it is."""
    match = _DATE.fullmatch(said.strip())
    if match is None:
        return said
    day, month, year = map(int, match.groups())
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return said


def uuid_of(batch: str, row: Row, raw: Mapping[str, Any]) -> str:
    """A uuid that is the same when the same line of the same batch is sent again."""
    said = f"{batch}:{row.line}:{canonical(dict(raw))}"
    return str(uuids.UUID(bytes=hashlib.sha256(said.encode()).digest()[:16], version=4))
