"""Several answers among options; some go alone, one may carry a text."""

from typing import Any

from wtforms import SelectMultipleField, StringField
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
from feedback.instruments.kinds.choosing import (
    OTHER_LENGTH,
    check_options,
    choices,
    known,
    label_of,
    other_cell,
    other_column,
    other_text,
)
from feedback.instruments.kinds.reading import OTHER, strings
from feedback.instruments.languages import pick
from feedback.instruments.questions import VALID, Question
from feedback.instruments.rule_checks import Target


class Multiple(Kind):
    """A list of values, kept in the order of the definition."""

    name = "multiple"
    uses = frozenset({"options", "max_choices", "random"})

    def check(self, question: Question) -> list[str]:
        """An answer outside the denominator is exclusive, or the base could not be known."""
        problems = check_options(question, pictures=True)
        for option in question.options:
            if option.role != VALID and not option.exclusive:
                problems.append(f"l’option « {option.value} » doit être exclusive (rôle).")
            if option.other and option.exclusive:
                problems.append(f"l’option « {option.value} » ne peut pas être exclusive et libre.")
        if question.max_choices is not None and question.max_choices < 1:
            problems.append("max_choices doit être au moins 1.")
        return problems

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """One group of boxes, and the text beside « autre »."""
        rule = InputRequired() if question.required else Optional()
        made: dict[str, UnboundField] = {
            question.code: SelectMultipleField(choices=choices(question), validators=[rule])
        }
        if question.other:
            made[question.code + OTHER] = StringField(validators=[Length(max=OTHER_LENGTH)])
        return made

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Keep the values offered, each once; a text beside « autre » chooses it too."""
        values, text = set(known(question, strings(raw, question.code))), other_text(question, raw)
        if text and question.other:
            values.add(question.other.value)
        if not values:
            return missing("required", question)
        self._refuse_mixed(question, values)
        kept = [option.value for option in question.options if option.value in values]
        return Cleaned({question.code: kept}, {question.code: text} if text else {})

    def _refuse_mixed(self, question: Question, values: set[str]) -> None:
        alone = any(o.exclusive for o in question.options if o.value in values)
        if alone and len(values) > 1:
            raise Invalid(Problem(question.code, "alone"))
        if question.max_choices and len(values) > question.max_choices:
            raise Invalid(Problem(question.code, "too_many", question.max_choices))

    def tally(
        self, question: Question, answers: Answers, texts: ClosedTexts
    ) -> list[tuple[str, str]]:
        """One pair per option, and one `answered`: shares are of persons, not of ticks."""
        values = answers.get(question.code)
        if not values:
            return []
        return [(question.code, value) for value in (ANSWERED, *values)]

    def cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """The labels joined, then one column of 0 and 1 per option, then the text of « autre »."""
        title = question.title(tag)
        each = [
            Column(f"{question.code}__{o.value}", f"{title} — {pick(o.label, tag).text}", "bool")
            for o in question.options
        ]
        return [Column(question.code, title), *each, *other_column(question, tag)]

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """Blank everywhere when unanswered: 0 means « not chosen », not « not asked »."""
        values = answers.get(question.code)
        if not values:
            return [*unanswered(1 + len(question.options)), *other_cell(question, texts)]
        joined = "; ".join(label_of(question, v, tag) if labels else v for v in values)
        each = [int(option.value in values) for option in question.options]
        return [joined, *each, *other_cell(question, texts)]

    def targets(self, question: Question) -> dict[str, Target]:
        """A rule may ask whether it contains a value."""
        values = frozenset(option.value for option in question.options)
        return {question.code: Target(values=values, many=True)}
