"""Closed answers in the words of the questionnaire: of one response, or two side by side."""

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


def told(definition: Definition, answers: Mapping[str, Any], tag: str) -> list[tuple[str, str]]:
    """What was asked and what was ticked, question by question; no text that was written."""
    found = []
    for question in definition.questions:
        kind = KINDS[question.kind]
        if kind.is_text:
            continue
        values = kind.cell_values(question, answers, {}, tag=tag)
        for column, value in zip(kind.cells(question, tag), values, strict=True):
            if value is not None and column.type != "bool":
                found.append((column.label, str(value)))
    return found


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
