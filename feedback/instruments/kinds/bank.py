"""Questions of which each person is asked a few, drawn at random.

What is kept of it is which ones were drawn: a question nobody asked is not one left unanswered.
"""

from typing import Any

from wtforms import SelectChoice, SelectMultipleField
from wtforms.fields.core import UnboundField

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
from feedback.instruments.kinds.matrix import Matrix
from feedback.instruments.kinds.reading import strings
from feedback.instruments.kinds.simple import SIMPLE
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Target

DRAWABLE = (*SIMPLE, Matrix.name)


class Bank(Kind):
    """`fields` are its questions, `ask` says how many of them are drawn."""

    name = "bank"
    uses = frozenset({"fields", "ask"})
    asks = False

    def check(self, question: Question) -> list[str]:
        """Two questions or more, of which fewer are drawn; it is not answered itself."""
        problems = [
            f"« {field.code} » ne peut pas être de type « {field.kind} » dans une banque."
            for field in question.fields
            if field.kind not in DRAWABLE
        ]
        if not 1 <= (question.ask or 0) < len(question.fields):
            problems.append(
                "ask, le nombre de questions tirées, va de 1 à une de moins que fields."
            )
        if question.required or question.counted is False:
            problems.append("required et counted se disent des questions de la banque.")
        return problems

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """The codes drawn, in fields nobody sees."""
        offered = [SelectChoice(field.code, field.title("fr")) for field in question.fields]
        return {question.code: SelectMultipleField(choices=offered)}

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Keep the codes drawn, as many as said; on paper all are asked."""
        drawn = set(strings(raw, question.code))
        known = [field.code for field in question.fields]
        if not drawn:
            return Cleaned()
        if not drawn <= set(known) or len(drawn) not in (question.ask, len(known)):
            raise Invalid(Problem(question.code, "unreadable"))
        return Cleaned({question.code: [code for code in known if code in drawn]})

    def tally(
        self, question: Question, answers: Answers, texts: ClosedTexts
    ) -> list[tuple[str, str]]:
        """One pair per question drawn: how many persons were asked each."""
        return [(question.code, code) for code in answers.get(question.code) or ()]

    def cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """One column: the questions drawn. Elsewhere in the row, blank is unanswered or unasked."""
        return [Column(question.code, question.title(tag))]

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """The words of the questions drawn, or their codes."""
        drawn = answers.get(question.code)
        if not drawn:
            return [None]
        titles = {field.code: field.title(tag) for field in question.fields}
        return ["; ".join(titles.get(code, code) if labels else code for code in drawn)]

    def targets(self, question: Question) -> dict[str, Target]:
        """A rule may ask whether a question was drawn."""
        values = frozenset(field.code for field in question.fields)
        return {question.code: Target(values=values, many=True)}
