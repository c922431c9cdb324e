"""What a designer wants to see of a version at a glance: its questions, its rules in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedback.instruments.banks import BANK, own_rule
from feedback.instruments.definition import Definition
from feedback.instruments.kinds import KINDS
from feedback.instruments.questions import Question

_WORDS = {
    "equals": "« {} » vaut {}",
    "in": "« {} » est parmi {}",
    "contains": "« {} » contient {}",
    "less": "« {} » est inférieur à {}",
    "greater": "« {} » est supérieur à {}",
}


@dataclass(frozen=True)
class Line:
    """One question, or one statement of a matrix, or one field of a step list."""

    number: int | None
    question: Question
    code: str
    text: str
    dimension: str
    rule: str
    depth: int = 0


def rule_words(rule: Mapping[str, Any] | None) -> str:
    """Return a display rule as a French sentence; empty without rule."""
    if not rule:
        return ""
    ((operator, operand),) = rule.items()
    if operator in ("all", "any"):
        joined = {"all": " et ", "any": " ou "}[operator].join(rule_words(one) for one in operand)
        return f"({joined})" if len(operand) > 1 else joined
    if operator == "not":
        return f"pas {rule_words(operand)}"
    if operator == "answered":
        return f"« {operand} » a une réponse"
    return _WORDS[operator].format(operand[0], _value(operand[1]))


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def number_of_questions(definition: Definition) -> int:
    """Return how many questions a person is asked, without texts to read and technical ones."""
    return sum(q.counted and KINDS[q.kind].asks for q in definition.questions)


def lines(definition: Definition) -> Sequence[Line]:
    """Return every question with what is below it, numbered as the person counts them."""
    told: list[Line] = []
    number = 0
    for question in definition.questions:
        counted = question.counted and KINDS[question.kind].asks
        number += counted
        told.append(_line(question, number if counted else None, 1 if question.bank else 0))
        told += [
            Line(None, question, one.code, one.text.get("fr", ""), one.dimension or "", "", 1)
            for one in question.statements
        ]
        if question.kind != BANK:
            told += [_line(one, None, 1) for one in question.fields]
    return told


def _rule(question: Question) -> str:
    own = rule_words(own_rule(question))
    drawn = "elle est tirée au hasard" if question.bank else ""
    return " et ".join(filter(None, (drawn, own)))


def _line(question: Question, number: int | None, depth: int = 0) -> Line:
    return Line(
        number, question, question.code, question.text.get("fr", ""), question.dimension or "",
        _rule(question), depth,
    )  # fmt: skip
