"""Two closed answers side by side, in the words of the questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from feedback.instruments.definition import Definition
from feedback.instruments.kinds import KINDS


@dataclass(frozen=True)
class Row:
    """One column of the answers: its words, both values, and whether they differ."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        """True when the two contents disagree here."""
        return self.first != self.second


def _words(value: Any) -> str:
    return "" if value is None else str(value)


def rows(definition: Definition, first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Row]:
    """Every answered column; those nobody answered are left out."""
    found = []
    for question in definition.questions:
        kind = KINDS[question.kind]
        if kind.is_text:
            continue
        columns = kind.cells(question)
        left = kind.cell_values(question, first, {})
        right = kind.cell_values(question, second, {})
        for column, one, other in zip(columns, left, right, strict=True):
            if _words(one) or _words(other):
                found.append(Row(column.label, _words(one), _words(other)))
    return found
