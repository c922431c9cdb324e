"""The ordered moments of a journey: each step answers the same few fields.

Steps are handed to the room of journeys, their only store: nothing enters the closed answers.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

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
from feedback.instruments.kinds.order import clean_in_order
from feedback.instruments.kinds.reading import items
from feedback.instruments.kinds.simple import SIMPLE
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Target

MOST_STEPS = 200


def prefix(question: Question, index: int) -> str:
    """Return what the names of a step's fields begin with on a page."""
    return f"{question.code}__{index}__"


def indexes(question: Question, raw: Raw) -> list[int]:
    """Return the numbers of the steps a page sent, in order."""
    shape = re.compile(rf"{question.code}__([0-9]{{1,4}})__")
    return sorted({int(match[1]) for name in raw if (match := shape.match(str(name)))})


class _Prefixed:
    """The part of a page's data that belongs to one step, read without its prefix."""

    def __init__(self, raw: Raw, start: str) -> None:
        self._raw, self._start = raw, start

    def getlist(self, name: str) -> list[Any]:
        return items(self._raw, self._start + name)


class Steps(Kind):
    """A list of steps, each made of simple questions."""

    name = "steps"
    uses = frozenset({"fields"})

    def check(self, question: Question) -> list[str]:
        """At least one field, each of a simple kind."""
        if not question.fields:
            return ["il faut au moins un champ (fields)."]
        return [
            f"le champ « {field.code} » ne peut pas être de type « {field.kind} »."
            for field in question.fields
            if field.kind not in SIMPLE
        ]

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """The fields of one step, without prefix: a page holds as many steps as are told."""
        made: dict[str, UnboundField] = {}
        for field in question.fields:
            made |= SIMPLE[field.kind].fields(field)
        return made

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Keep the steps that hold something, in order; from a page or from a list."""
        steps: list[Cleaned] = []
        problems: list[Problem] = []
        sent = self._sent(question, raw)
        if len(sent) > MOST_STEPS:
            raise Invalid(Problem(question.code, "too_many", MOST_STEPS))
        for start, one in sent:
            if self._is_blank(question, one):
                continue
            step, refusals = clean_in_order(question.fields, one, SIMPLE)
            steps.append(step)
            problems += [replace(each, field=start + each.field) for each in refusals]
        if question.required and not steps and not problems:
            problems.append(Problem(question.code, "required"))
        if problems:
            raise Invalid(*problems)
        return Cleaned(steps=tuple(steps))

    def clean_step(self, question: Question, raw: Raw) -> Cleaned:
        """Keep one step, from a page that shows only that one."""
        step, problems = clean_in_order(question.fields, raw, SIMPLE)
        if problems:
            raise Invalid(*problems)
        return step

    def _sent(self, question: Question, raw: Raw) -> list[tuple[str, Raw]]:
        listed = items(raw, question.code)
        if any(not isinstance(one, Mapping) for one in listed):
            raise Invalid(Problem(question.code, "unreadable"))
        if listed:
            return [(prefix(question, index), one) for index, one in enumerate(listed)]
        starts = [prefix(question, index) for index in indexes(question, raw)]
        return [(start, _Prefixed(raw, start)) for start in starts]

    def _is_blank(self, question: Question, one: Raw) -> bool:
        # An empty string is what a page sends for a field left alone.
        names = {*self.fields(question), *(field.code for field in question.fields)}
        return all(value in ("", None) for name in names for value in items(one, name))

    def tally(
        self, question: Question, answers: Answers, texts: ClosedTexts
    ) -> list[tuple[str, str]]:
        """Nothing: steps are counted where they live."""
        return []

    def cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """No column in a row per response; see `step_cells` for a row per step."""
        return []

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """No cell in a row per response."""
        return []

    def step_cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """Return the columns of a row per step."""
        fields = question.fields
        return [cell for field in fields for cell in SIMPLE[field.kind].cells(field, tag)]

    def step_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """Return the cells of one step."""
        return [
            value
            for field in question.fields
            for value in SIMPLE[field.kind].cell_values(field, answers, texts, labels, tag)
        ]

    def codes(self, question: Question) -> tuple[str, ...]:
        """Nothing in the closed answers."""
        return ()

    def targets(self, question: Question) -> dict[str, Target]:
        """No rule may look at it."""
        return {}
