"""Statements on one scale; each statement is answered, tallied and exported by its own code."""

from typing import Any

from wtforms import RadioField
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Optional

from feedback.instruments.kinds.base import (
    Answers,
    Cleaned,
    ClosedTexts,
    Column,
    Invalid,
    Kind,
    Problem,
    Raw,
)
from feedback.instruments.kinds.choosing import check_options, choices, label_of
from feedback.instruments.kinds.reading import one
from feedback.instruments.languages import pick
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Target


class Matrix(Kind):
    """One option per statement, each of them optional unless the question is required."""

    name = "matrix"
    uses = frozenset({"options", "statements"})

    def check(self, question: Question) -> list[str]:
        """Statements with known scores, options without « autre »."""
        problems = check_options(question)
        if not question.statements:
            problems.append("il faut au moins un énoncé.")
        if question.other:
            problems.append("un tableau n’a pas d’option « autre ».")
        for statement in question.statements:
            strange = sorted(set(statement.scores) - {o.value for o in question.options})
            problems += [
                f"l’énoncé « {statement.code} » donne un score à « {value} », qui n’existe pas."
                for value in strange
            ]
        return problems

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """One group of radio buttons per statement."""
        rule = InputRequired if question.required else Optional
        return {
            statement.code: RadioField(choices=choices(question), validators=[rule()])
            for statement in question.statements
        }

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Keep one value offered per statement; every refusal is told at once."""
        kept: dict[str, Any] = {}
        problems: list[Problem] = []
        for statement in question.statements:
            try:
                value = one(raw, statement.code)
            except Invalid as refusal:
                problems += refusal.problems
                continue
            if value is None and question.required:
                problems.append(Problem(statement.code, "required"))
            elif value is not None and question.option(value) is None:
                problems.append(Problem(statement.code, "unknown"))
            elif value is not None:
                kept[statement.code] = value
        if problems:
            raise Invalid(*problems)
        return Cleaned(kept)

    def tally(
        self, question: Question, answers: Answers, texts: ClosedTexts
    ) -> list[tuple[str, str]]:
        """One pair per statement answered."""
        codes = self.codes(question)
        return [(code, str(answers[code])) for code in codes if answers.get(code) is not None]

    def cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """One column per statement."""
        title = question.title(tag)
        return [
            Column(statement.code, f"{title} — {pick(statement.text, tag).text}")
            for statement in question.statements
        ]

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """The label or the value of each statement."""
        values = [answers.get(code) for code in self.codes(question)]
        if not labels:
            return values
        return [None if value is None else label_of(question, value, tag) for value in values]

    def codes(self, question: Question) -> tuple[str, ...]:
        """The statements' own codes."""
        return tuple(statement.code for statement in question.statements)

    def targets(self, question: Question) -> dict[str, Target]:
        """A rule looks at a statement, never at the whole matrix."""
        values = frozenset(option.value for option in question.options)
        return {code: Target(values=values) for code in self.codes(question)}
