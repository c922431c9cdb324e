"""Words written by the person: never in the closed answers, never promised anonymous."""

from typing import Any

from wtforms import StringField, TextAreaField
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
from feedback.instruments.kinds.reading import written
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Target


class ShortText(Kind):
    """One line of text."""

    name = "short_text"
    uses = frozenset({"max_length", "min"})
    is_text = True
    longest = 300
    usual = 120

    def limit(self, question: Question) -> int:
        """Return how many characters may be written."""
        return question.max_length or self.usual

    def check(self, question: Question) -> list[str]:
        """Lengths within what the kind allows, in order."""
        problems = []
        if not 1 <= self.limit(question) <= self.longest:
            problems.append(f"max_length va de 1 à {self.longest}.")
        if question.min is not None and not 1 <= question.min <= self.limit(question):
            problems.append("min, la longueur la plus courte, va de 1 à max_length.")
        return problems

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """One line."""
        return {question.code: StringField(validators=self._validators(question))}

    def _validators(self, question: Question) -> list[Any]:
        rule = InputRequired() if question.required else Optional()
        return [rule, Length(max=self.limit(question))]

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Keep the normalised text, apart from the closed answers; on one line, one space."""
        text = written(raw, question.code, self.limit(question))
        if text is None:
            return missing("required", question)
        if question.min is not None and len(text) < question.min:
            raise Invalid(Problem(question.code, "too_short", question.min))
        return Cleaned(texts={question.code: self._shape(text)})

    def _shape(self, text: str) -> str:
        return " ".join(text.split())

    def tally(
        self, question: Question, answers: Answers, texts: ClosedTexts
    ) -> list[tuple[str, str]]:
        """Only that something was written."""
        return [(question.code, ANSWERED)] if texts.get(question.code) else []

    def cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """One column of text."""
        return [Column(question.code, question.title(tag))]

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """The text handed in by the caller, who knows what may be read."""
        return [texts.get(question.code)]

    def codes(self, question: Question) -> tuple[str, ...]:
        """Nothing in the closed answers."""
        return ()

    def targets(self, question: Question) -> dict[str, Target]:
        """A rule may only ask whether something was written."""
        return {question.code: Target(opaque=True)}


class LongText(ShortText):
    """Several lines of text, kept as written."""

    name = "long_text"
    longest = 200_000
    usual = 2000

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """Several lines."""
        return {question.code: TextAreaField(validators=self._validators(question))}

    def _shape(self, text: str) -> str:
        return text
