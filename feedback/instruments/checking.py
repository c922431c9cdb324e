"""What must hold between questions: codes told apart, kinds served, rules looking back only."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from feedback.instruments import piping, rule_checks
from feedback.instruments.findings import UNREADABLE, Finding, fault
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.bank import Bank
from feedback.instruments.kinds.steps import Steps
from feedback.instruments.needed import check_needed
from feedback.instruments.path import keys
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Problem, Target

NO_QUESTION = "il faut au moins une question."
# Attributes only some kinds use; elsewhere they would be silently without effect.
_PARTICULAR = (
    "options",
    "statements",
    "fields",
    "lines",
    "max_length",
    "max_choices",
    "min",
    "max",
    "decimals",
    "unit",
    "low",
    "high",
    "precision",
    "random",
    "ask",
)


class Asked(Protocol):
    """Anything that asks questions in an instrument of a kind."""

    @property
    def questions(self) -> tuple[Question, ...]: ...

    @property
    def kind(self) -> str: ...


def findings(definition: Asked) -> list[Finding]:
    """Return all that keeps a definition, well shaped, from being asked."""
    empty = [] if definition.questions else [fault("no_question", NO_QUESTION, "Questionnaire")]
    return [
        *empty,
        *check_questions(definition.questions, definition.kind),
        *check_needed(definition.questions, definition.kind),
    ]


def check_questions(questions: tuple[Question, ...], instrument: str) -> list[Finding]:
    """Return what is wrong in the questions of an instrument of that kind."""
    found = [*_doubled(questions), *_misplaced(questions, instrument)]
    known: dict[str, Target] = {}
    before: dict[str, Question] = {}
    for question in questions:
        told = [*_check_one(question, known), *_quoting(question, before)]
        place = f"Question « {question.code} »"
        found += (fault(name, message, place, question.code) for name, message in told)
        found += _check_fields(question, place)
        known |= _targets(question)
        before[question.code] = question
    return found


def _check_one(question: Question, known: dict[str, Target]) -> list[Problem]:
    kind = KINDS.get(question.kind)
    if kind is None:
        return [(UNREADABLE, f"le type « {question.kind} » n’existe pas ({', '.join(KINDS)}).")]
    found = [("unused", message) for message in _unused(question)]
    found += (("kind", message) for message in kind.check(question))
    if question.show_if is not None:
        found += rule_checks.problems(question.show_if, known)
    return found


def _quoting(question: Question, before: dict[str, Question]) -> list[Problem]:
    return [("quoting", message) for message in piping.check(question, before)]


def _check_fields(question: Question, place: str) -> Iterator[Finding]:
    if question.kind not in KINDS or question.kind == Bank.name:
        return  # those of a bank stand after it and are checked there
    for doubled in _doubled(question.fields):
        yield replace(doubled, place=place, code=question.code)
    known: dict[str, Target] = {}
    for field in question.fields:
        here = f"{place}, champ « {field.code} »"
        for name, message in [*_check_one(field, known), *_quoting(field, {})]:
            yield fault(name, message, here, question.code)
        known |= _targets(field)


def _targets(question: Question) -> dict[str, Target]:
    kind = KINDS.get(question.kind)
    try:
        return kind.targets(question) if kind else {}
    except (OverflowError, ValueError):
        return {}  # its own faults are told already


def _doubled(questions: Iterable[Question]) -> Iterator[Finding]:
    held = [(key, question.code) for question in questions for key in keys(question)]
    last = dict(held)
    for key, times in Counter(key for key, _code in held).items():
        if times > 1:
            message = f"Le code « {key} » sert {times} fois ; chaque code est unique."
            yield fault("doubled_code", message, code=last[key])


def _misplaced(questions: tuple[Question, ...], instrument: str) -> Iterator[Finding]:
    banks = [question.code for question in questions if question.kind == Bank.name]
    if banks and instrument != "survey":
        yield _at(banks[0], "une banque va seulement dans une enquête.")
    listed = [question.code for question in questions if question.kind == Steps.name]
    if listed and instrument != "interview":
        yield _at(listed[0], "une liste d’étapes va seulement dans un entretien.")
    for code in listed[1:]:
        yield _at(code, "un entretien a une seule liste d’étapes.")


def _at(code: str, message: str) -> Finding:
    return fault("misplaced", message, f"Question « {code} »", code)


def _unused(question: Question) -> Iterator[str]:
    used = KINDS[question.kind].uses
    for name in _PARTICULAR:
        if name not in used and getattr(question, name) not in ((), {}, None, 0):
            yield f"« {name} » ne sert pas pour le type « {question.kind} »."
