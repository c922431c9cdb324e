"""How long answering takes: what is read, and one act for each answer.

Reading: 195 words a minute, French read aloud by adults (Trauzettel-Klosinski and Dietz,
« Standardized assessment of reading performance », IOVS 53, 2012). Acts: finding the answer in mind 1.35 s and
pointing at it 1.1 s (Card, Moran and Newell, « The keystroke-level model », CACM 23, 1980).
Writing on glass: 36 words a minute (Palin and others, « How do people type on mobile devices? »,
MobileHCI 2019); a comment is taken to have fifteen words and to be left out by one in two.
An answer aloud (interviews) is not estimated.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from feedback.instruments.banks import BANK
from feedback.instruments.definition import Definition
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.scale import points
from feedback.instruments.languages import FRENCH, Texts
from feedback.instruments.path import walk
from feedback.instruments.questions import Question

WORDS_A_SECOND = 195 / 60
THINK, POINT = 1.35, 1.1
WRITTEN = 60 / 36  # seconds a word
COMMENT_WORDS, LINE_WORDS, FIGURES = 15, 3, 2
PATHS = 21  # walked at random to find the middle one; the same ones each time
MODE = "borne"


@dataclass(frozen=True)
class Duration:
    """Seconds along the middle path and the longest, and the questions a person counts there."""

    middle: float
    longest: float
    questions: int


def duration(definition: Definition) -> Duration:
    """Return the estimate; the longest asks whatever can be asked on a tablet."""
    start = _reading(_said(definition)) + POINT
    each = {question.code: seconds(question) for question in definition.questions}
    asked = [question for question in definition.questions if not _elsewhere(question)]
    spent, count = start, 0.0
    for question in asked:
        share = _share(definition, question)
        spent += each[question.code] * share
        count += share * (question.counted and KINDS[question.kind].asks)
    chance = random.Random(definition.digest)
    paths = [
        start + sum(each[one.code] for one in walk(definition.questions, answers, MODE))
        for answers in (_answers(definition.questions, chance) for _path in range(PATHS))
    ]
    return Duration(median(paths), max(spent, *paths), round(count))


def _elsewhere(question: Question) -> bool:
    return bool(question.modes) and MODE not in question.modes


def _share(definition: Definition, question: Question) -> float:
    """Of a bank's questions, only some are drawn for each person."""
    bank = definition.question(question.bank) if question.bank else None
    return (bank.ask or 0) / len(bank.fields) if bank and bank.fields else 1.0


def seconds(question: Question) -> float:
    """Return how long one question takes, read and answered."""
    if question.kind == BANK:
        return 0.0
    read = _reading(_words_of(question))
    if question.kind == "information":
        return read + POINT
    return read + POINT + _act(question)  # the last point: « Suivant »


def _act(question: Question) -> float:
    touch = THINK + POINT
    if question.kind == "matrix":
        return touch * len(question.statements)
    if question.kind in ("multiple", "ranking"):
        return touch * 2
    if question.kind == "long_text":
        return THINK + COMMENT_WORDS * WRITTEN / 2
    if question.kind == "short_text":
        return THINK + LINE_WORDS * WRITTEN
    if question.kind in ("number", "date"):
        return touch + FIGURES * WRITTEN
    return touch


def _reading(texts: Iterable[Texts]) -> float:
    return sum(len(one.get(FRENCH, "").split()) for one in texts) / WORDS_A_SECOND


def _said(definition: Definition) -> Iterator[Texts]:
    yield definition.texts.get("start_title") or definition.title
    yield from definition.lines.get("start_lines", ())
    yield definition.texts.get("notice", {})


def _words_of(question: Question) -> Iterator[Texts]:
    yield question.text
    yield question.help
    yield from question.lines
    yield from (one.text for one in question.statements)
    yield from (one.label for one in question.options)
    yield from (question.low, question.high)


def _answers(questions: Sequence[Question], chance: random.Random) -> Mapping[str, Any]:
    """Some answer to everything, each as likely as any other."""
    found: dict[str, Any] = {}
    for question in questions:
        if question.kind == BANK:
            codes = [one.code for one in question.fields]
            found[question.code] = chance.sample(codes, min(question.ask or 0, len(codes)))
            continue
        for key in (
            (one.code for one in question.statements) if question.statements else (question.code,)
        ):
            found[key] = _answer(question, chance)
    return found


def _answer(question: Question, chance: random.Random) -> Any:
    values: list[Any] = [option.value for option in question.options]
    if question.kind in ("multiple", "ranking"):
        return chance.sample(values, min(2, len(values)))
    if question.kind == "scale":
        values += points(question)
    if question.kind == "number":
        return chance.uniform(question.min or 0, question.max or 100)
    return chance.choice(values) if values else chance.choice(("oui", None))
