"""A whole number between two ends that have words; it is stored as a number."""

from typing import Any

from wtforms import RadioField, SelectChoice
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
    missing,
)
from feedback.instruments.kinds.choosing import check_options, choices, label_of
from feedback.instruments.kinds.reading import one
from feedback.instruments.questions import VALID, Question
from feedback.instruments.rule_checks import Target

_WIDEST = 10


def points(question: Question) -> tuple[int, ...]:
    """Return the numbers offered, from the low end to the high one; eleven at most."""
    low, high = int(question.min or 0), int(question.max or 0)
    return tuple(range(low, min(high, low + _WIDEST) + 1))


class Scale(Kind):
    """A number from `min` to `max`; options are only answers outside the denominator."""

    name = "scale"
    uses = frozenset({"options", "min", "max", "low", "high"})

    def check(self, question: Question) -> list[str]:
        """Whole ends, at most eleven points, a word at each end."""
        problems = check_options(question, least=0)
        problems += self._check_ends(question)
        if not (question.low.get("fr") and question.high.get("fr")):
            problems.append("les deux bouts de l’échelle (low, high) ont besoin d’un mot.")
        if any(option.role == VALID or option.other for option in question.options):
            problems.append("les options d’une échelle ont un rôle autre que « valid ».")
        if {option.value for option in question.options} & set(map(str, points(question))):
            problems.append("une option porte le nom d’un point de l’échelle.")
        return problems

    def _check_ends(self, question: Question) -> list[str]:
        low, high = question.min, question.max
        if low is None or high is None or low != int(low) or high != int(high):
            return ["min et max doivent être deux nombres entiers."]
        if not 1 <= high - low <= _WIDEST:
            return ["une échelle a de 2 à 11 points."]
        return []

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """One group of radio buttons."""
        offered = [*(SelectChoice(str(point)) for point in points(question)), *choices(question)]
        rule = InputRequired() if question.required else Optional()
        return {question.code: RadioField(choices=offered, validators=[rule])}

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Keep the number, or the value of an option."""
        value = one(raw, question.code)
        if value is None:
            return missing("required", question)
        if question.option(value):
            return Cleaned({question.code: value})
        number = {str(point): point for point in points(question)}.get(value)
        if number is None:
            raise Invalid(Problem(question.code, "unknown"))
        return Cleaned({question.code: number})

    def tally(
        self, question: Question, answers: Answers, texts: ClosedTexts
    ) -> list[tuple[str, str]]:
        """One pair: the point chosen."""
        value = answers.get(question.code)
        return [] if value is None else [(question.code, str(value))]

    def cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """One column of numbers; an option outside the denominator shows as text."""
        return [Column(question.code, question.title(tag), "number")]

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """The number in both forms; the label of an option where labels are asked for."""
        value = answers.get(question.code)
        return [label_of(question, value, tag) if labels and isinstance(value, str) else value]

    def targets(self, question: Question) -> dict[str, Target]:
        """A rule may compare it as a number, or with its options."""
        values = {str(point) for point in points(question)}
        values |= {option.value for option in question.options}
        return {question.code: Target(values=frozenset(values), number=True)}
