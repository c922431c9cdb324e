"""What a designer wants to see of a version at a glance: its questions, its rules in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from feedback.instruments.banks import BANK, own_rule
from feedback.instruments.definition import Definition
from feedback.instruments.kinds import KINDS
from feedback.instruments.questions import Question
from feedback.instruments.sentences import Sentences


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
    anchor: str = ""  # of the question on its page; a doubled code has one all the same


def number_of_questions(definition: Definition) -> int:
    """Return how many questions a person is asked, without texts to read and technical ones."""
    return sum(q.counted and KINDS[q.kind].asks for q in definition.questions)


def lines(definition: Definition) -> Sequence[Line]:
    """Return every question with what is below it, numbered as the person counts them."""
    told: list[Line] = []
    number = 0
    said = Sentences(definition.questions)
    seen: set[str] = set()
    for question in definition.questions:
        counted = question.counted and KINDS[question.kind].asks
        number += counted
        line = _line(question, said, number if counted else None, 1 if question.bank else 0)
        anchor = "" if question.code in seen else f"q-{question.code}"
        told.append(replace(line, anchor=anchor))
        seen.add(question.code)
        told += [
            Line(None, question, one.code, one.text.get("fr", ""), one.dimension or "", "", 1)
            for one in question.statements
        ]
        if question.kind != BANK:
            inside = Sentences(question.fields)
            told += [_line(one, inside, None, 1) for one in question.fields]
    return told


def shown_if(question: Question, said: Sentences) -> str:
    """Return when a question is shown, as a sentence; empty when it always is."""
    own = said.sentence(own_rule(question))
    if not question.bank:
        return own
    drawn = _("Tirée au hasard.")
    return f"{drawn} {own}".strip()


def _line(question: Question, said: Sentences, number: int | None, depth: int = 0) -> Line:
    return Line(
        number, question, question.code, question.text.get("fr", ""), question.dimension or "",
        shown_if(question, said), depth,
    )  # fmt: skip
