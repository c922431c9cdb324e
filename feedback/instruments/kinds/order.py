"""Cleaning questions one after the other, so that only what is asked is kept."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from feedback.instruments.kinds.base import Cleaned, Invalid, Kind, Problem, Raw
from feedback.instruments.path import is_asked
from feedback.instruments.questions import Question


def clean_in_order(
    questions: Iterable[Question],
    raw: Raw,
    kinds: Mapping[str, Kind],
    mode: str | None = None,
    partial: bool = False,
) -> tuple[Cleaned, list[Problem]]:
    """Return what is kept and every refusal; `partial` asks for nothing that is required."""
    kept = Cleaned()
    steps: tuple[Cleaned, ...] = ()
    problems: list[Problem] = []
    values: Mapping[str, Any] = ChainMap(kept.answers, kept.texts)
    for question in questions:
        if not is_asked(question, values, mode):
            continue
        asked = replace(question, required=False) if partial else question
        try:
            cleaned = kinds[question.kind].clean(asked, raw)
        except Invalid as refusal:
            problems += refusal.problems
            continue
        kept.answers.update(cleaned.answers)
        kept.texts.update(cleaned.texts)
        steps += cleaned.steps
    return replace(kept, steps=steps), problems
