"""Which questions have a script of their own on a page; without it they are plain fields."""

from collections.abc import Iterable

from feedback.instruments.piping import is_piped
from feedback.instruments.questions import Question

KINDS = ("number", "ranking", "bank")


def is_scripted(questions: Iterable[Question]) -> bool:
    """Tell whether a page of these questions loads `static/js/kinds.js`."""
    return any(q.kind in KINDS or q.random or is_piped(q) for q in questions)
