"""One answer among options; yes/no is the same with two known values."""

from typing import Any

from wtforms import RadioField, StringField
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Length, Optional

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
from feedback.instruments.kinds.choosing import (
    OTHER_LENGTH,
    check_options,
    choices,
    known,
    label_of,
    other_cell,
    other_column,
    other_text,
    valid_options,
)
from feedback.instruments.kinds.reading import OTHER, one
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Target


class Single(Kind):
    """One option, or none; « autre » may carry a text."""

    name = "single"
    uses = frozenset({"options", "random"})

    def check(self, question: Question) -> list[str]:
        """The options must be two or more, distinct and readable."""
        return check_options(question, pictures=True)

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """One group of radio buttons, and the text beside « autre »."""
        rule = InputRequired() if question.required else Optional()
        made: dict[str, UnboundField] = {
            question.code: RadioField(choices=choices(question), validators=[rule])
        }
        if question.other:
            made[question.code + OTHER] = StringField(validators=[Length(max=OTHER_LENGTH)])
        return made

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Keep one value offered; a text beside « autre » chooses it when nothing else is."""
        value, text = one(raw, question.code), other_text(question, raw)
        if value is None and text and question.other:
            value = question.other.value
        if value is None:
            return missing("required", question)
        known(question, [value])
        if text and question.other and value != question.other.value:
            raise Invalid(Problem(question.code + OTHER, "other_text"))
        return Cleaned({question.code: value}, {question.code: text} if text else {})

    def tally(
        self, question: Question, answers: Answers, texts: ClosedTexts
    ) -> list[tuple[str, str]]:
        """One pair: the option chosen."""
        value = answers.get(question.code)
        return [] if value is None else [(question.code, str(value))]

    def cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """One column, and one for the text beside « autre »."""
        return [
            Column(question.code, question.title(tag)),
            *other_column(question, tag),
        ]

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """The label or the value."""
        value = answers.get(question.code)
        if value is not None and labels:
            value = label_of(question, value, tag)
        return [value, *other_cell(question, texts)]

    def targets(self, question: Question) -> dict[str, Target]:
        """A rule may compare it with the values offered."""
        values = frozenset(option.value for option in question.options)
        return {question.code: Target(values=values)}


class YesNo(Single):
    """Oui or non, and perhaps answers outside the denominator (« je ne sais pas »)."""

    name = "yes_no"
    uses = frozenset({"options"})

    def check(self, question: Question) -> list[str]:
        """The valid options are exactly `oui` and `non`."""
        problems = super().check(question)
        if {option.value for option in valid_options(question)} != {"oui", "non"}:
            problems.append("les options qui comptent doivent être « oui » et « non ».")
        if question.other:
            problems.append("une question oui/non n’a pas d’option « autre ».")
        return problems
