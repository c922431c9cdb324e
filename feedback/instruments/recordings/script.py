"""What is read aloud on each screen, in the order it is seen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from feedback.instruments.definition import Definition
from feedback.instruments.languages import Spoken, Texts, pick
from feedback.instruments.questions import Question

START = "start"


def parts(definition: Definition) -> tuple[str, ...]:
    """The screens that may have a recording: the start, then each question."""
    return (START, *(question.code for question in definition.questions))


def lines(definition: Definition, part: str, tag: str) -> list[Spoken]:
    """The words of a screen, in one language; nothing when there is no such screen."""
    question = definition.question(part)
    texts = _start(definition) if part == START else _question(question) if question else ()
    return [pick(one, tag) for one in texts if one]


def _start(definition: Definition) -> Iterator[Texts]:
    yield definition.texts.get("start_title") or definition.title
    yield from definition.lines.get("start_lines", ())
    yield definition.texts.get("notice", {})


def _question(question: Question) -> Iterator[Texts]:
    yield question.text
    yield question.help
    yield from question.lines
    yield from (statement.text for statement in question.statements)
    yield from (option.label for option in question.options)
    yield question.low
    yield question.high


def mark(definition: Definition, part: str, tag: str) -> str:
    """What tells that the words of a screen have changed."""
    said = "\n".join(one.text for one in lines(definition, part, tag))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
