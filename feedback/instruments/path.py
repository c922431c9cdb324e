"""The path: which questions are asked, recomputed in order from the answers given so far."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from feedback.instruments.questions import Question
from feedback.instruments.rules import evaluate


class Asking(Protocol):
    """Anything that asks questions in order."""

    @property
    def questions(self) -> tuple[Question, ...]: ...


def keys(question: Question) -> tuple[str, ...]:
    """Return every key an answer to the question may have, closed or written."""
    return (question.code, *(statement.code for statement in question.statements))


def is_asked(question: Question, values: Mapping[str, Any], mode: str | None = None) -> bool:
    """Tell whether a question is asked, given the values on the path before it.

    Without a mode, questions kept for some modes are asked too: a designer sees them all.
    """
    if mode is not None and question.modes and mode not in question.modes:
        return False
    return question.show_if is None or evaluate(question.show_if, values)


def walk(
    questions: Iterable[Question], values: Mapping[str, Any], mode: str | None = None
) -> list[Question]:
    """Return the questions asked; an answer off the path counts as missing for the rules after."""
    seen: dict[str, Any] = {}
    asked = []
    for question in questions:
        if is_asked(question, seen, mode):
            asked.append(question)
            seen.update({key: values[key] for key in keys(question) if key in values})
    return asked


def path(
    definition: Asking,
    answers: Mapping[str, Any],
    texts: Mapping[str, str] | None = None,
    mode: str | None = None,
) -> list[Question]:
    """Return the questions on the path; a text counts as an answer, closed answers come first."""
    values: Mapping[str, Any] = ChainMap(dict(answers), dict(texts or {}))
    return walk(definition.questions, values, mode)


def keep_on_path(
    definition: Asking,
    answers: Mapping[str, Any],
    texts: Mapping[str, str] | None = None,
    mode: str | None = None,
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the answers and the texts of the questions on the path, nothing else."""
    texts = texts or {}
    kept = [key for question in path(definition, answers, texts, mode) for key in keys(question)]
    return (
        {key: answers[key] for key in kept if key in answers},
        {key: texts[key] for key in kept if key in texts},
    )
