"""The two sheets of answers: one row per response, as labels and as codes.

Columns are by question code, the same whatever the versions; a question no longer asked keeps
its column. What a kind makes of an answer is worked out once per distinct answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from feedback.formats.columns import Column
from feedback.instruments.definition import Definition
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.base import Column as Cell
from feedback.instruments.questions import Question

TYPES = {"number": "decimal", "bool": "flag", "date": "date", "text": "text"}
LONG = 60  # width of what people wrote
COMMON = (
    Column("reponse", "Réponse", width=13),
    Column("semaine", "Semaine du", "date", width=12),
    Column("date_incertaine", "Date incertaine", "flag", width=10),
    Column("lieu", "Lieu", width=28, shared=True),
    Column("territoire", "Territoire", width=16, shared=True),
    Column("version", "Version", "integer", width=9),
    Column("mode", "Mode", width=12, shared=True),
    Column("langue", "Langue", width=14, shared=True),
    Column("statut", "Statut", width=12, shared=True),
    Column("arret", "Arrêtée à", width=16, shared=True),
    Column("comptee", "Comptée", "flag", width=9),
    Column("ecart", "Pourquoi écartée", width=18, shared=True),
)
OWN = frozenset(column.code for column in COMMON)  # names that questions do not take
MOST_KEPT = 20_000  # distinct answers remembered per question


class Row(NamedTuple):
    """A response as read: its own cells, its answers and the texts that may be read."""

    common: tuple[Any, ...]
    version_id: int
    answers: Mapping[str, Any]
    texts: Mapping[str, str]


def column_code(code: str) -> str:
    """The name of a question's column: its own code, unless each response has such a column."""
    return f"question_{code}" if code in OWN else code


def columns(
    definitions: Sequence[Definition], parts: Mapping[str, int] = MappingProxyType({})
) -> list[Column]:
    """Columns of every question of any version, oldest order first, the latest words.

    `parts` are the cells of questions with texts longer than one.
    """
    found: dict[str, Column] = {}
    for definition in definitions:
        for question in definition.questions:
            for cell in KINDS[question.kind].cells(question):
                code = column_code(cell.code)
                found[code] = _column(code, cell, question, parts.get(cell.code, 1))
    return [*COMMON, *found.values()]


def _column(code: str, cell: Cell, question: Question, parts: int) -> Column:
    kind = KINDS[question.kind]
    written = kind.is_text or cell.code not in (*kind.codes(question), question.code)
    if kind.is_text:
        return Column(code, cell.label, width=LONG, wrap=True, parts=parts)
    type_ = TYPES[cell.type]
    if type_ == "text":
        return Column(code, cell.label, width=22, shared=not (written and question.other))
    return Column(code, cell.label, type_, width=14)


class Writer:
    """Turns responses into rows of values, version by version."""

    def __init__(
        self, definitions: Mapping[int, Definition], wanted: Sequence[Column], labels: bool
    ) -> None:
        self._versions = {
            version_id: _version(definition, wanted, labels)
            for version_id, definition in definitions.items()
        }

    def __call__(self, row: Row) -> tuple[Any, ...]:
        """The values of one row."""
        simple, fills = self._versions[row.version_id]
        get = row.answers.get
        values = [kept[get(code)] for code, kept in simple]
        for fill in fills:
            fill(values, row.answers, row.texts)
        return (*row.common, *values)


EMPTY: Mapping[Any, Any] = MappingProxyType({None: None})  # no answer, no cell
Fill = Callable[[list[Any], Mapping[str, Any], Mapping[str, str]], None]
ONE_TO_ONE = frozenset(
    ("faces", "single", "yes_no", "consent", "scale", "number", "date", "matrix")
)


def _version(
    definition: Definition, wanted: Sequence[Column], labels: bool
) -> tuple[list[tuple[str, Mapping[Any, Any]]], list[Fill]]:
    """For each cell of one version its code and what its values give, and what fills the others."""
    at = {column.code: index - len(COMMON) for index, column in enumerate(wanted)}
    simple: list[tuple[str, Mapping[Any, Any]]] = [("", EMPTY)] * (len(wanted) - len(COMMON))
    made: list[Fill] = []
    for question in definition.questions:
        kind = KINDS[question.kind]
        cells = kind.cells(question)
        if question.kind in ONE_TO_ONE and question.other is None:
            for index, (code, cell) in enumerate(zip(kind.codes(question), cells, strict=True)):
                kept = _Kept(question, code, index, labels)
                simple[at[column_code(cell.code)]] = (code, kept)
        elif cells:
            made.append(_fill(question, [at[column_code(cell.code)] for cell in cells], labels))
    return simple, made


class _Kept(dict[Any, Any]):
    """The cell of each value of one code, worked out once."""

    def __init__(self, question: Question, code: str, index: int, labels: bool) -> None:
        super().__init__(EMPTY)
        self._of, self._code, self._index, self._labels = question, code, index, labels

    def __missing__(self, value: Any) -> Any:
        kind = KINDS[self._of.kind]
        made = kind.cell_values(self._of, {self._code: value}, {}, self._labels)[self._index]
        if len(self) < MOST_KEPT:
            self[value] = made
        return made


def _fill(question: Question, places: Sequence[int], labels: bool) -> Fill:
    """Puts the cells of any other question in their places."""
    kind = KINDS[question.kind]
    codes = kind.codes(question)
    kept: dict[Any, list[Any]] = {}

    def fill(values: list[Any], answers: Mapping[str, Any], texts: Mapping[str, str]) -> None:
        if texts and question.code in texts:
            made = kind.cell_values(question, answers, texts, labels)
        elif not any(code in answers for code in codes):
            return
        else:
            key = repr([answers.get(code) for code in codes])
            made = kept.get(key) or _made(key, answers)
        for place, value in zip(places, made, strict=True):
            values[place] = value

    def _made(key: str, answers: Mapping[str, Any]) -> list[Any]:
        found = list(kind.cell_values(question, answers, {}, labels))
        if len(kept) < MOST_KEPT:
            kept[key] = found
        return found

    return fill
