"""The questions put to every kind, and the words of their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from wtforms.fields.core import UnboundField

from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Target
from feedback.instruments.words import error

ANSWERED = "answered"

Raw = Any  # a MultiDict from a page, or a mapping from a device
Answers = Mapping[str, Any]
ClosedTexts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer is refused: the field it was typed in, the reason, and the limit passed."""

    field: str
    reason: str
    limit: float | None = None

    def message(self, tag: str = "fr") -> str:
        """Return the reason as a sentence for the person."""
        limit = "" if self.limit is None else f"{self.limit:.15g}"
        return error(self.reason, tag, limit=limit)


class Invalid(Exception):
    """An answer is refused; `problems` says where and why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.reason for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is kept of an answer: closed values, texts apart, and the steps of a step list."""

    answers: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    steps: tuple["Cleaned", ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a workbook; `type` is text, number, date or bool."""

    code: str
    label: str
    type: str = "text"


class Kind:
    """One kind of question; each method answers one thing other rooms need to know."""

    name: ClassVar[str]
    uses: ClassVar[frozenset[str]] = frozenset()
    is_text: ClassVar[bool] = False
    asks: ClassVar[bool] = True

    def check(self, question: Question) -> list[str]:
        """Return what is wrong in the definition, one French sentence each."""
        raise NotImplementedError

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """Return the WTForms fields by the names its page uses."""
        raise NotImplementedError

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Return what is kept of what was sent, or raise `Invalid`; nothing sent keeps nothing."""
        raise NotImplementedError

    def tally(
        self, question: Question, answers: Answers, texts: ClosedTexts
    ) -> list[tuple[str, str]]:
        """Return what to count: pairs of a question (or statement) code and an option value."""
        raise NotImplementedError

    def cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """Return its columns, the same for labels and for codes."""
        raise NotImplementedError

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """Return one value per column, as labels or as codes; None where nothing was answered."""
        raise NotImplementedError

    def codes(self, question: Question) -> tuple[str, ...]:
        """Return the keys it writes in the closed answers."""
        return (question.code,)

    def targets(self, question: Question) -> dict[str, Target]:
        """Return what a rule may look at, by code."""
        raise NotImplementedError


def missing(problem_if_required: str, question: Question, name: str | None = None) -> Cleaned:
    """Nothing was answered: nothing is kept, unless the question is required."""
    if question.required:
        raise Invalid(Problem(name or question.code, problem_if_required))
    return Cleaned()


def unanswered(count: int) -> Sequence[None]:
    """Return the empty cells of a question nobody answered."""
    return [None] * count
