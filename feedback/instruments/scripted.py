"""Which questions have a script of their own on a page; without it they are plain fields."""

from collections.abc import Iterable

from feedback.instruments.questions import Question

KINDS = ("number", "ranking")


def is_scripted(questions: Iterable[Question]) -> bool:
    """Tell whether a page of these questions loads `static/js/kinds.js`."""
    return any(question.kind in KINDS for question in questions)
