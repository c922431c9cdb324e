"""A permission: given by an act, never ticked in advance; no answer is no."""

from typing import Any

from wtforms import RadioField, SelectChoice
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Optional

from feedback.instruments.kinds.base import (
    Answers,
    Cleaned,
    ClosedTexts,
    Invalid,
    Problem,
    Raw,
    missing,
)
from feedback.instruments.kinds.choosing import check_options, choices
from feedback.instruments.kinds.reading import one
from feedback.instruments.kinds.single import Single
from feedback.instruments.questions import VALID, Question
from feedback.instruments.rule_checks import Target
from feedback.instruments.words import word

YES, NO = "oui", "non"


class Consent(Single):
    """One box to tick, or two answers `oui` and `non` where the definition writes them."""

    name = "consent"
    uses = frozenset({"options"})

    def check(self, question: Question) -> list[str]:
        """No options, or exactly `oui` and `non`, both valid."""
        if not question.options:
            return []
        offered = {(option.value, option.role) for option in question.options}
        if offered != {(YES, VALID), (NO, VALID)}:
            return ["une permission n’a pas d’option, ou seulement « oui » et « non »."]
        return check_options(question)

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """One group: with a box, only `oui` may be sent."""
        offered = choices(question) or [SelectChoice(YES, "Oui")]
        rule = InputRequired() if question.required else Optional()
        return {question.code: RadioField(choices=offered, validators=[rule])}

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Keep `oui` or `non` as given; a required box must be ticked."""
        value = one(raw, question.code)
        if value is None:
            return missing("required" if question.options else "must_tick", question)
        if value not in (YES, NO):
            raise Invalid(Problem(question.code, "unknown"))
        if question.required and not question.options and value == NO:
            raise Invalid(Problem(question.code, "must_tick"))
        return Cleaned({question.code: value})

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """A ticked box reads « Oui »."""
        values = super().cell_values(question, answers, texts, labels, tag)
        ticked = labels and not question.options and values == [YES]
        return [word("yes", tag)] if ticked else values

    def targets(self, question: Question) -> dict[str, Target]:
        """A rule may compare it with oui and non."""
        return {question.code: Target(values=frozenset({YES, NO}))}
