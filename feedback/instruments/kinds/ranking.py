"""Options put in order: the first, the second, and so on; one may stop before the last."""

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
    unanswered,
)
from feedback.instruments.kinds.choosing import check_options, known, label_of
from feedback.instruments.kinds.reading import one, strings
from feedback.instruments.languages import pick
from feedback.instruments.questions import VALID, Question
from feedback.instruments.rule_checks import Target

MOST_OPTIONS = 7


def rank_name(question: Question, value: str) -> str:
    """Return the name of the field in which the rank of an option is written."""
    return f"{question.code}__{value}"


def most_ranks(question: Question) -> int:
    """Return how many options may be ranked."""
    return question.max_choices or len(question.options)


def rank_key(value: str, rank: int) -> str:
    """Return under which option value the tally counts a rank given to an option."""
    return f"{value}@{rank}"


class Ranking(Kind):
    """A list of values, from the first choice on; what is left out has no rank."""

    name = "ranking"
    uses = frozenset({"options", "max_choices", "random"})

    def check(self, question: Question) -> list[str]:
        """From two to seven options that all count, ranked twice at least."""
        problems = check_options(question)
        if len(question.options) > MOST_OPTIONS:
            problems.append(f"un classement a {MOST_OPTIONS} options au plus.")
        if any(o.role != VALID or o.other or o.exclusive for o in question.options):
            problems.append("les options d’un classement comptent toutes, sans texte libre.")
        if not 2 <= most_ranks(question) <= max(2, len(question.options)):
            problems.append("max_choices va de 2 au nombre d’options.")
        return problems

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """One short field per option: its rank."""
        rule = InputRequired if question.required else Optional
        return {
            rank_name(question, option.value): StringField(validators=[rule(), Length(max=1)])
            for option in question.options
        }

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Keep the values in order, from a list or from the rank of each; ranks leave no gap."""
        values = list(known(question, strings(raw, question.code)))
        if not values:
            values = self._by_rank(question, raw)
        if not values:
            return missing("required", question)
        if len(values) > most_ranks(question):
            raise Invalid(Problem(question.code, "too_many", most_ranks(question)))
        return Cleaned({question.code: values})

    def _by_rank(self, question: Question, raw: Raw) -> list[str]:
        ranks: dict[str, str] = {}
        for option in question.options:
            written = one(raw, rank_name(question, option.value))
            if written is not None:
                ranks[option.value] = written
        numbers = {value: int(rank) if rank.isdecimal() else 0 for value, rank in ranks.items()}
        if sorted(numbers.values()) != [*range(1, len(numbers) + 1)]:
            raise Invalid(Problem(question.code, "ranks"))
        return sorted(numbers, key=lambda value: numbers[value])

    def tally(
        self, question: Question, answers: Answers, texts: ClosedTexts
    ) -> list[tuple[str, str]]:
        """One pair per rank given, and one `answered`."""
        values = answers.get(question.code)
        if not values:
            return []
        ranks = [rank_key(value, rank) for rank, value in enumerate(values, 1)]
        return [(question.code, key) for key in (ANSWERED, *ranks)]

    def cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """The labels in order, then one column per option with its rank."""
        title = question.title(tag)
        each = [
            Column(rank_name(question, o.value), f"{title} — {pick(o.label, tag).text}", "number")
            for o in question.options
        ]
        return [Column(question.code, title), *each]

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """Blank for what was left out."""
        values = answers.get(question.code)
        if not values:
            return [*unanswered(1 + len(question.options))]
        joined = "; ".join(label_of(question, v, tag) if labels else v for v in values)
        ranks = {value: rank for rank, value in enumerate(values, 1)}
        return [joined, *(ranks.get(option.value) for option in question.options)]

    def targets(self, question: Question) -> dict[str, Target]:
        """A rule may ask whether a value was ranked at all."""
        values = frozenset(option.value for option in question.options)
        return {question.code: Target(values=values, many=True)}
