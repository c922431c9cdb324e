"""A whole answer, cleaned against the version it was given to: path, options, lengths."""

from collections.abc import Mapping
from typing import Any

from feedback.instruments.kinds import KINDS, Cleaned, Invalid, Problem, kind_of
from feedback.instruments.kinds.base import Raw
from feedback.instruments.kinds.order import clean_in_order
from feedback.instruments.kinds.reading import OTHER
from feedback.instruments.path import Asking


def clean_all(
    definition: Asking, raw: Raw, mode: str | None = None, partial: bool = False
) -> tuple[Cleaned, list[Problem]]:
    """Return what is kept and all that is refused, so that a page can tell everything at once.

    `partial` serves answers left unfinished: nothing is required of them.
    """
    return clean_in_order(definition.questions, raw, KINDS, mode, partial)


def raw_of(
    definition: Asking, answers: Mapping[str, Any], texts: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the fields a page would have sent for a device's document.

    Raises `Invalid` when it answers something this version does not ask.
    """
    closed = {code for q in definition.questions for code in kind_of(q).codes(q)}
    written = {
        question.code: question.code + ("" if kind_of(question).is_text else OTHER)
        for question in definition.questions
        if kind_of(question).is_text or question.other
    }
    unasked = [*(set(answers) - closed), *(set(texts) - set(written))]
    if unasked:
        raise Invalid(*(Problem(code, "unasked") for code in sorted(unasked, key=str)))
    return {**answers, **{written[code]: text for code, text in texts.items()}}
