"""Acts on the rows of a card: an answer moved or dropped, a list pasted, a condition begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from feedback.instruments.drafting import conditions, editing
from feedback.instruments.drafting.conditions import Condition, Subject
from feedback.instruments.drafting.palette import starter
from feedback.instruments.drafting.written import pasted
from feedback.instruments.questions import Question

UNWRITTEN = ("single", "multiple", "ranking")  # kinds whose first answers are only places to fill


def focus(act: str) -> str:
    """Return where the hand goes on after an act on a row."""
    name, _dash, number = act.partition("-")
    return {
        "option": f"options-{number}-label", "up": f"up-{number}", "down": f"down-{number}",
        "drop": "options", "paste": "options", "condition": "rule", "uncondition": "rule",
        "undrop": "statements", "clear": "rule", "seen": "text",
    }.get(name, "")  # fmt: skip


def acted(question: Question, act: str, typed: str, known: Sequence[Subject]) -> Question:
    """Return the question after an act of its card: a row dropped or moved, answers pasted, a rule.

    `typed` is the list pasted, `known` what a rule may look at.
    """
    name, _dash, number = act.partition("-")
    at = int(number) if number.isdecimal() else 0
    if name in ("drop", "up", "down"):
        by = {"up": -1, "down": 1}.get(name)
        listed = question.options
        kept = editing.moved(listed, at, by) if by else editing.without(listed, at)
        return replace(question, options=kept)
    if name in ("undrop", "lineup", "linedown"):
        by = {"lineup": -1, "linedown": 1}.get(name)
        lines = question.statements
        return replace(
            question, statements=editing.moved(lines, at, by) if by else editing.without(lines, at)
        )
    if name == "paste":
        made = pasted(question, typed)
        blank = starter(question.kind).options if question.kind in UNWRITTEN else ()
        return editing.options_added(question, made, blank)
    if name == "clear":
        return replace(question, show_if=None)
    if name in ("condition", "uncondition"):
        return replace(question, show_if=_rule(question, name, at, known))
    return question


def _rule(question: Question, name: str, at: int, known: Sequence[Subject]) -> Any:
    join, lines = conditions.read(question.show_if) or ("all", [])
    if name == "uncondition":
        return conditions.written(join, editing.without(lines, at))
    return conditions.written(
        join, [*lines, conditions.fitted(Condition(known[-1].code, ""), known)]
    )
