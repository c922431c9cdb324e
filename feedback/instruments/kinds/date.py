"""A date as precise as asked: a day, a month or a year; kept in ISO form."""

import datetime as dt
import re
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
)
from feedback.instruments.kinds.reading import one
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Target

PARTS = {"day": ("day", "month", "year"), "month": ("month", "year"), "year": ("year",)}
_ISO = {"day": r"\d{4}-\d{2}-\d{2}", "month": r"\d{4}-\d{2}", "year": r"\d{4}"}


def precision(question: Question) -> str:
    """Return how precise the date is; a day when the definition does not say."""
    return question.precision or "day"


def parts(question: Question) -> dict[str, str]:
    """Return the name of the page's field for each part, in reading order."""
    return {part: f"{question.code}__{part}" for part in PARTS[precision(question)]}


def _iso(question: Question, day: str, month: str, year: str) -> str:
    """Return the ISO form cut to the precision; refuse a date that does not exist."""
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError as unreal:
        raise Invalid(Problem(question.code, "date")) from unreal
    if date.year < 1900:  # two figures for a year, or a slip: nobody here speaks of 1899
        raise Invalid(Problem(question.code, "date"))
    return date.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision(question)]]


class Date(Kind):
    """Typed part by part on a page, sent in ISO form by a device."""

    name = "date"
    uses = frozenset({"precision"})

    def check(self, question: Question) -> list[str]:
        """The precision is one of the three."""
        known = precision(question) in PARTS
        return [] if known else ["precision est « day », « month » ou « year »."]

    def fields(self, question: Question) -> dict[str, UnboundField]:
        """One short text field per part: date pickers serve badly those who need help most."""
        rule = InputRequired if question.required else Optional
        names = parts(question).values()
        return {name: StringField(validators=[rule(), Length(max=4)]) for name in names}

    def clean(self, question: Question, raw: Raw) -> Cleaned:
        """Keep a date that exists, from its parts or from its ISO form."""
        sent = one(raw, question.code)
        if sent is not None:
            if not re.fullmatch(_ISO[precision(question)], sent):
                raise Invalid(Problem(question.code, "date"))
            year, month, day = (*sent.split("-"), "1", "1")[:3]
        else:
            typed = {part: one(raw, name) for part, name in parts(question).items()}
            if not any(typed.values()):
                return missing("required", question)
            year = typed["year"] or ""
            month, day = typed.get("month", "1") or "", typed.get("day", "1") or ""
        return Cleaned({question.code: _iso(question, day, month, year)})

    def tally(
        self, question: Question, answers: Answers, texts: ClosedTexts
    ) -> list[tuple[str, str]]:
        """Only that it was answered."""
        return [(question.code, ANSWERED)] if answers.get(question.code) else []

    def cells(self, question: Question, tag: str = "fr") -> list[Column]:
        """A column of dates for days; months and years are not days, they stay text."""
        kind = "date" if precision(question) == "day" else "text"
        return [Column(question.code, question.title(tag), kind)]

    def cell_values(
        self,
        question: Question,
        answers: Answers,
        texts: ClosedTexts,
        labels: bool = True,
        tag: str = "fr",
    ) -> list[Any]:
        """A date for a day, the ISO form otherwise."""
        value = answers.get(question.code)
        if value is None or precision(question) != "day":
            return [value]
        return [dt.date.fromisoformat(value)]

    def targets(self, question: Question) -> dict[str, Target]:
        """A rule may only ask whether it was answered."""
        return {question.code: Target(opaque=True)}
