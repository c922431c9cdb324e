"""The dictionary: what each column of answers asked, in which words, with which answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedback.exports import words
from feedback.formats.columns import Column
from feedback.instruments.banks import BANK
from feedback.instruments.definition import Definition
from feedback.instruments.languages import pick
from feedback.instruments.questions import Question

COLUMNS = (
    Column("questionnaire", "Questionnaire", width=24, shared=True),
    Column("colonne", "Colonne", width=20, shared=True),
    Column("question", "Question", width=56, wrap=True),
    Column("type", "Type", width=16, shared=True),
    Column("dimension", "Dimension", width=26, shared=True),
    Column("valeur", "Valeur", width=20, shared=True),
    Column("libelle", "Libellé", width=34),
    Column("score", "Score", "decimal", width=8),
    Column("role", "Rôle", width=26, shared=True),
    Column("versions", "Versions", width=12, shared=True),
    Column("depuis", "Posée depuis le", "date", width=13),
    Column("jusque", "Jusqu'au", "date", width=13),
    Column("changement", "Ce qui a changé", width=48, wrap=True),
    Column("noyau", "Noyau ou local", width=16, shared=True),
)


@dataclass(frozen=True)
class Asked:
    """One version of an instrument and when it was asked; `until` none: it still is."""

    title: str
    number: int
    definition: Definition
    since: dt.date | None
    until: dt.date | None
    core: frozenset[str] = frozenset()  # codes of its core; none when it stands on none


Line = tuple[str, str, str, str, str, str, str, float | None, str]


def rows(versions: Sequence[Asked], dimensions: dict[str, str]) -> list[tuple[object, ...]]:
    """One row per column and answer, united over the versions that asked it alike."""
    found: dict[Line, list[Asked]] = {}
    origins: dict[Line, str] = {}  # as of the latest version
    for version in versions:
        for line, origin in _lines(version, dimensions):
            found.setdefault(line, []).append(version)
            origins[line] = origin
    told = _changes(found, versions)
    return [(*line, *_span(asked), told[line], origins[line]) for line, asked in found.items()]


def _origin(version: Asked, code: str) -> str:
    """Whether a question is of the core that others share; empty without one."""
    if not version.core:
        return ""
    return words.CORE if code in version.core else words.LOCAL


def _changes(found: Mapping[Line, Sequence[Asked]], versions: Sequence[Asked]) -> dict[Line, str]:
    """What each row says otherwise than the row of the same column and answer before it."""
    first: dict[str, int] = {}
    for version in versions:
        first.setdefault(version.title, version.number)
    before: dict[tuple[str, str, str], Line] = {}
    columns: dict[tuple[str, str], int] = {}
    told = {}
    for line, asked in sorted(found.items(), key=lambda one: one[1][0].number):
        title, code, value, number = line[0], line[1], line[5], asked[0].number
        earlier = before.get((title, code, value))
        if earlier is not None:
            told[line] = f"Version {number} : {', '.join(_otherwise(earlier, line))}"
        elif number == first[title]:
            told[line] = ""
        else:
            known = columns.get((title, code), number) < number
            what = "réponse ajoutée" if known else "question ajoutée"
            told[line] = f"Version {number} : {what}"
        before[title, code, value] = line
        columns.setdefault((title, code), number)
    return told


def _otherwise(old: Line, new: Line) -> Iterator[str]:
    for at, name in ((2, "question reformulée"), (6, "libellé changé")):
        if old[at] != new[at]:
            yield f"{name} (avant : « {old[at]} »)"
    for at, name in ((3, "type"), (4, "dimension"), (7, "score"), (8, "rôle")):
        if old[at] != new[at]:
            yield f"{name} changé (avant : {'rien' if old[at] in ('', None) else old[at]})"


def _span(asked: Sequence[Asked]) -> tuple[str, dt.date | None, dt.date | None]:
    numbers = ", ".join(str(one.number) for one in asked)
    since = [one.since for one in asked if one.since]
    until = [one.until for one in asked]
    last = None if None in until else max(day for day in until if day)
    return numbers, min(since, default=None), last


def _lines(version: Asked, dimensions: dict[str, str]) -> Iterator[tuple[Line, str]]:
    for question in version.definition.questions:
        if question.kind != "information":
            origin = _origin(version, question.code)
            yield from ((line, origin) for line in _of(question, version.title, dimensions))


def _of(question: Question, title: str, dimensions: dict[str, str]) -> Iterator[Line]:
    for code, text, dimension, fields in columns_of(question):
        name = dimensions.get(dimension, dimension)
        head = (title, code, text, words.KINDS.get(fields.kind, fields.kind), name)
        if fields.kind == BANK:
            for field in fields.fields:
                yield (*head, field.code, field.title("fr"), None, "")
        elif not fields.options:
            yield (*head, "", "", None, "")
        for option in fields.options:
            label = pick(option.label, "fr").text
            role = words.ROLES.get(option.role, option.role)
            yield (*head, option.value, label, _score(question, code, option), role)


def columns_of(question: Question) -> Iterator[tuple[str, str, str, Question]]:
    """Column, its words, its dimension and the question whose answers it holds."""
    text = question.title("fr")
    for statement in question.statements:
        said = pick(statement.text, "fr").text
        dimension = statement.dimension or question.dimension or ""
        yield statement.code, f"{text} — {said}", dimension, question
    for field in question.fields if question.kind != BANK else ():
        yield f"{question.code}.{field.code}", pick(field.text, "fr").text, "", field
    if not question.statements and (not question.fields or question.kind == BANK):
        yield question.code, text, question.dimension or "", question


def _score(question: Question, code: str, option: object) -> float | None:
    own = next((s.scores for s in question.statements if s.code == code), {})
    value: str = option.value  # type: ignore[attr-defined]
    score: float | None = option.score  # type: ignore[attr-defined]
    return own.get(value, score)
