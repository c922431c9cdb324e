"""Something said, nothing asked: a statement, or the prompts of an interviewer."""

from typing import Any

from wtforms.fields.core import UnboundField

from feedback.instruments.kinds.base import Answers, Cleaned, ClosedTexts, Column, Kind, Raw
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Target


class Information(Kind):
    """A text and perhaps a list of lines."""

    name = "information"
    uses = frozenset({"lines"})
    asks = False

    def check(self, question: Question) -> list[str]:
        """It cannot be required: there is nothing to answer."""
        return ["une information ne peut pas être obligatoire."] if question.required else []

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """No field."""
        return {}

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Nothing is kept."""
        return Cleaned()

    def tally(
        self, question: Question, answers: Answers, texts: ClosedTexts
    ) -> list[tuple[str, str]]:
        """Nothing is counted."""
        return []

    def cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """No column."""
        return []

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """No cell."""
        return []

    def codes(self, question: Question) -> tuple[str, ...]:
        """Nothing in the closed answers."""
        return ()

    def targets(self, question: Question) -> dict[str, Target]:
        """No rule may look at it."""
        return {}
