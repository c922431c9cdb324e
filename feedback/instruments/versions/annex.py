"""A version as the methods annex of a report: everything asked, with what is needed to read data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.instruments.definition import Definition
from feedback.instruments.kinds import KINDS
from feedback.instruments.languages import FRENCH, pick
from feedback.instruments.numbering import question_numbers
from feedback.instruments.overview import shown_if
from feedback.instruments.questions import VALID, Question
from feedback.instruments.sentences import Sentences


@dataclass(frozen=True)
class Entry:
    """One question, or one field of a step list."""

    question: Question
    number: str
    text: str
    help: str
    rule: str
    facts: Sequence[str]
    lines: Sequence[str]
    fields: Sequence[Entry]

    @property
    def scored(self) -> bool:
        """True when some answer counts for something."""
        return any(option.score is not None for option in self.question.options)

    @property
    def roles(self) -> bool:
        """True when some answer is outside the base."""
        return any(option.role != VALID for option in self.question.options)


def entries(definition: Definition, tag: str = FRENCH) -> list[Entry]:
    """Return everything asked, in order; those of a bank stand after it."""
    numbers = question_numbers(definition.questions)
    said = Sentences(definition.questions, tag)
    return [
        _entry(one, numbers.get(one.code, ""), said, definition, tag)
        for one in definition.questions
    ]


def _entry(
    question: Question, number: str, said: Sentences, definition: Definition, tag: str
) -> Entry:
    inside = Sentences(question.fields, tag)
    steps = question.fields if question.kind == "steps" else ()
    return Entry(
        question=question,
        number=number,
        text=question.title(tag),
        help=pick(question.help, tag).text,
        rule=shown_if(question, said),
        facts=list(_facts(question, tag)),
        lines=[pick(line, tag).text for line in question.lines],
        fields=[_entry(one, "", inside, definition, tag) for one in steps],
    )


def _facts(question: Question, tag: str) -> Iterator[str]:
    if question.required:
        yield _("obligatoire")
    if KINDS[question.kind].asks and not question.counted:
        yield _("hors compte")
    yield from _bounds(question, tag)
    if question.max_length:
        yield _("%(n)d caractères au plus", n=question.max_length)
    if question.max_choices:
        yield ngettext("%(num)d réponse au plus", "%(num)d réponses au plus", question.max_choices)
    if question.random:
        yield _("réponses dans un ordre tiré au hasard")
    if question.ask:
        yield ngettext(
            "%(num)d question tirée par personne", "%(num)d questions tirées par personne",
            question.ask,
        )  # fmt: skip


def _bounds(question: Question, tag: str) -> Iterator[str]:
    low, high = question.min, question.max
    if question.kind == "scale" and low is not None and high is not None:
        yield _(
            "de %(low)s (%(first)s) à %(high)s (%(last)s)", low=_figure(low), high=_figure(high),
            first=pick(question.low, tag).text, last=pick(question.high, tag).text,
        )  # fmt: skip
        return
    if low is not None:
        yield _("%(n)s au moins", n=_figure(low))
    if high is not None:
        yield _("%(n)s au plus", n=_figure(high))
    if question.unit:
        yield pick(question.unit, tag).text


def _figure(value: Any) -> str:
    return f"{value:.15g}"


@dataclass(frozen=True)
class Past:
    """One version in the history: when it was asked, and how it differs from the one before."""

    number: int
    status: str
    since: Any
    until: Any
    words: str
