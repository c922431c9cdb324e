"""What must hold between questions: codes told apart, kinds served, rules looking back only."""

from collections import Counter
from collections.abc import Iterable, Iterator

from feedback.instruments import piping, rule_checks
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.bank import Bank
from feedback.instruments.kinds.steps import Steps
from feedback.instruments.path import keys
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Target

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


def check_questions(questions: tuple[Question, ...], instrument: str) -> list[str]:
    """Return what is wrong in the questions of an instrument of that kind."""
    problems = [*_doubled(questions), *_misplaced(questions, instrument)]
    known: dict[str, Target] = {}
    before: dict[str, Question] = {}
    for question in questions:
        place = f"Question « {question.code} »"
        problems += _check_one(question, place, known)
        problems += (f"{place} : {message}" for message in piping.check(question, before))
        known |= _targets(question)
        before[question.code] = question
    return problems


def _check_one(question: Question, place: str, known: dict[str, Target]) -> list[str]:
    kind = KINDS.get(question.kind)
    if kind is None:
        return [f"{place} : le type « {question.kind} » n’existe pas ({', '.join(KINDS)})."]
    found = [*_unused(question), *kind.check(question)]
    if question.show_if is not None:
        found += rule_checks.check(question.show_if, known)
    problems = [f"{place} : {message}" for message in found]
    return problems + _check_fields(question, place)


def _check_fields(question: Question, place: str) -> list[str]:
    if question.kind == Bank.name:
        return []  # they stand after it and are checked there
    problems = [f"{place} : {message}" for message in _doubled(question.fields)]
    known: dict[str, Target] = {}
    for field in question.fields:
        here = f"{place}, champ « {field.code} »"
        problems += _check_one(field, here, known)
        problems += (f"{here} : {message}" for message in piping.check(field, {}))
        known |= _targets(field)
    return problems


def _targets(question: Question) -> dict[str, Target]:
    kind = KINDS.get(question.kind)
    try:
        return kind.targets(question) if kind else {}
    except (OverflowError, ValueError):
        return {}  # its own faults are told already


def _doubled(questions: Iterable[Question]) -> Iterator[str]:
    counted = Counter(key for question in questions for key in keys(question))
    for code, times in counted.items():
        if times > 1:
            yield f"Le code « {code} » sert {times} fois ; chaque code est unique."


def _misplaced(questions: tuple[Question, ...], instrument: str) -> Iterator[str]:
    banks = [question.code for question in questions if question.kind == Bank.name]
    if banks and instrument != "survey":
        yield f"Question « {banks[0]} » : une banque va seulement dans une enquête."
    listed = [question.code for question in questions if question.kind == Steps.name]
    if listed and instrument != "interview":
        yield f"Question « {listed[0]} » : une liste d’étapes va seulement dans un entretien."
    for code in listed[1:]:
        yield f"Question « {code} » : un entretien a une seule liste d’étapes."


def _unused(question: Question) -> Iterator[str]:
    used = KINDS[question.kind].uses
    for name in _PARTICULAR:
        if name not in used and getattr(question, name) not in ((), {}, None, 0):
            yield f"« {name} » ne sert pas pour le type « {question.kind} »."
