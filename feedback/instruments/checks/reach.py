"""Whether a question can be asked at all, and whether its rule ever keeps it back.

Exact: answers that the rules cannot tell apart count as one, and every combination of the others
is walked in order, as on the path. Where there are too many, nothing is said.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from feedback.instruments.banks import own_rule
from feedback.instruments.checks.domains import Atom, Value, atoms, domain
from feedback.instruments.parsing import MODES
from feedback.instruments.path import is_asked, keys
from feedback.instruments.questions import Question
from feedback.instruments.rules import evaluate, references

MOST_WALKS = 1000  # for one question
MOST_LOOKED = 9  # answers looked at: each has two values at least, and 2 ** 10 is too many
MOST_IN_ALL = 4000  # for one questionnaire: some thirty milliseconds
LEAST = 2  # one answer looked at: given or not
NEVER, APART, ALWAYS = "never", "apart", "always"
Rule = Mapping[str, Any]


@dataclass
class Reach:
    """The questions of an instrument, or the fields of a step, looked at in order."""

    questions: Sequence[Question]
    left: int = MOST_IN_ALL
    by_key: dict[str, Question] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    kept: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]] | None] = field(
        default_factory=dict
    )  # many questions stand under the same rule

    def __post_init__(self) -> None:
        for place, question in enumerate(self.questions):
            for key in keys(question):
                self.by_key.setdefault(key, question)
            self.places.setdefault(question.code, place)

    def judge(self, question: Question) -> str:
        """Return `never`, `apart` (parts that never hold together), `always`, or nothing."""
        rule = question.show_if
        if rule is None or not self._is_sound(question, rule):
            return ""
        key = (repr(rule), question.modes)
        if key not in self.kept:
            self.kept[key] = self._worlds(question, rule)
        worlds = self.kept[key]
        if worlds is None:
            return ""
        if not any(evaluate(rule, world) for world in worlds):
            return APART if self._each_part_holds(rule, worlds) else NEVER
        own = own_rule(question)
        return ALWAYS if own and all(evaluate(own, world) for world in worlds) else ""

    def _is_sound(self, question: Question, rule: Rule) -> bool:
        """Every question looked at stands before; else the fault is told already."""
        here = self.places[question.code]
        known = (self.by_key.get(code) for code in references(rule))
        return all(one is not None and self.places[one.code] < here for one in known)

    def _each_part_holds(self, rule: Rule, worlds: Sequence[Mapping[str, Any]]) -> bool:
        parts = rule.get("all") or []
        return len(parts) > 1 and all(
            any(evaluate(part, world) for world in worlds) for part in parts
        )

    def _worlds(self, question: Question, rule: Rule) -> list[dict[str, Any]] | None:
        """Everything that can have been answered before, as far as the rule can tell."""
        if self.left < LEAST:
            return None
        looked, asked = self._closure(rule)
        if len(looked) > MOST_LOOKED:
            return None
        choices: list[list[tuple[str, Value]]] = []
        size = 1
        for code, how in looked.items():
            values = domain(self.by_key[code], code, how)
            if values is None:
                return None
            choices.append([(code, value) for value in [*values, None]])
            size *= len(values) + 1
        modes = self._modes(question, asked)
        size *= len(modes)
        if size > min(MOST_WALKS, self.left):
            return None
        self.left -= size
        combined = itertools.product(*choices)
        return [
            world
            for answers, mode in itertools.product(combined, modes)
            if (world := _walked(asked, dict(answers), mode)) is not None
        ]

    def _closure(self, rule: Rule) -> tuple[dict[str, list[Atom]], list[Question]]:
        """What the rule looks at, and what decides whether that was asked, in order."""
        looked: dict[str, list[Atom]] = defaultdict(list)
        asked: dict[str, Question] = {}
        waiting = [rule]
        while waiting and len(looked) <= MOST_LOOKED:
            for code, atom in atoms(waiting.pop()):
                looked[code].append(atom)
                question = self.by_key.get(code)
                if question and question.code not in asked:
                    asked[question.code] = question
                    if question.show_if and self._is_sound(question, question.show_if):
                        waiting.append(question.show_if)
        inside = {code: how for code, how in looked.items() if code in self.by_key}
        return inside, sorted(asked.values(), key=lambda one: self.places[one.code])

    def _modes(self, question: Question, asked: Sequence[Question]) -> Sequence[str | None]:
        if not any(one.modes for one in asked):
            return (None,)
        return question.modes or MODES


def _walked(
    asked: Sequence[Question], answers: Mapping[str, Value], mode: str | None
) -> dict[str, Any] | None:
    """The answers on the path; None when a question that must be answered was not."""
    seen: dict[str, Any] = {}
    for question in asked:
        if not is_asked(question, seen, mode):
            if any(answers.get(key) is not None for key in keys(question)):
                return None  # the same world without that answer is walked too
            continue
        for key in keys(question):
            value = answers.get(key)
            if value is not None:
                seen[key] = value
            elif key in answers and _must_be_answered(question):
                return None
    return seen


def _must_be_answered(question: Question) -> bool:
    return question.required or question.kind == "bank"


def judged(
    questions: Sequence[Question], left: int = MOST_IN_ALL
) -> Iterator[tuple[Question, str]]:
    """Yield the questions whose rule never holds or always does."""
    reach = Reach(questions, left)
    for question in questions:
        if verdict := reach.judge(question):
            yield question, verdict
