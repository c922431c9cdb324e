"""A number typed in figures, with a comma or a point, in any digits Unicode knows."""

import re
from decimal import Decimal
from typing import Any

from wtforms import StringField
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Length, Optional

from feedback.instruments.kinds.base import (
    ANSWERED,
    Answers,
    Cleaned,
    ClosedTexts,
    Column,
    Invalid,
    Kind,
    Problem,
    Raw,
    missing,
)
from feedback.instruments.kinds.reading import one
from feedback.instruments.languages import pick
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Target

_SHAPE = re.compile(r"[-+]?\d{1,12}(?:[.,٫]\d{1,6})?")
_SPACES = re.compile(r"\s")
_MOST_DECIMALS = 6
_MOST_COUNTED = 1000


def step(question: Question) -> Decimal | None:
    """Return how finely answers are counted, so that there are a thousand counts at most.

    A number without both limits has no step: only that it was answered is counted.
    """
    if question.min is None or question.max is None:
        return None
    width = Decimal(str(question.max)) - Decimal(str(question.min))
    finest = Decimal(1).scaleb(-question.decimals)
    while width / finest > _MOST_COUNTED:
        finest *= 10
    return finest


def counted_as(question: Question, value: float) -> list[str]:
    """Return the number under which an answer is counted, if the question has a step."""
    by = step(question)
    if by is None:
        return []
    rounded = (Decimal(str(value)) / by).to_integral_value() * by
    return [f"{rounded.normalize() + 0:f}"]


class Number(Kind):
    """A number between its limits, whole unless `decimals` says how many figures follow."""

    name = "number"
    uses = frozenset({"min", "max", "decimals", "unit"})

    def check(self, question: Question) -> list[str]:
        """Limits in order, decimals from 0 to 6."""
        problems = []
        low, high = question.min, question.max
        if low is not None and high is not None and low >= high:
            problems.append("min doit être plus petit que max.")
        if not 0 <= question.decimals <= _MOST_DECIMALS:
            problems.append(f"decimals va de 0 à {_MOST_DECIMALS}.")
        return problems

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """A text field: browsers' number fields change values under the wheel of a mouse."""
        rule = InputRequired() if question.required else Optional()
        return {question.code: StringField(validators=[rule, Length(max=40)])}

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Keep a whole number as such, any other as a float."""
        typed = one(raw, question.code)
        if typed is None:
            return missing("required", question)
        typed = _SPACES.sub("", typed)
        if not _SHAPE.fullmatch(typed):
            raise Invalid(Problem(question.code, "number"))
        value = Decimal(typed.replace(",", ".").replace("٫", "."))
        self._refuse_outside(question, value)
        return Cleaned({question.code: int(value) if value == int(value) else float(value)})

    def _refuse_outside(self, question: Question, value: Decimal) -> None:
        shifted = value * 10**question.decimals
        if shifted != int(shifted):
            reason = "decimals" if question.decimals else "whole"
            raise Invalid(Problem(question.code, reason, question.decimals))
        if question.min is not None and value < Decimal(str(question.min)):
            raise Invalid(Problem(question.code, "too_small", question.min))
        if question.max is not None and value > Decimal(str(question.max)):
            raise Invalid(Problem(question.code, "too_large", question.max))

    def tally(
        self, question: Question, answers: Answers, texts: ClosedTexts
    ) -> list[tuple[str, str]]:
        """That it was answered, and the number itself where both limits are known."""
        value = answers.get(question.code)
        if value is None:
            return []
        return [(question.code, one) for one in (ANSWERED, *counted_as(question, value))]

    def cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """One column of numbers, its unit in the title."""
        title, unit = question.title(tag), pick(question.unit, tag).text
        return [Column(question.code, f"{title} ({unit})" if unit else title, "number")]

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """The number, the same in both forms."""
        return [answers.get(question.code)]

    def targets(self, question: Question) -> dict[str, Target]:
        """A rule may compare it as a number."""
        return {question.code: Target(number=True)}
