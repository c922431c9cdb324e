"""A display rule as lines one fills in, joined by « toutes » or « une seule » ; and back.

A rule nested deeper than that is kept as it is: it is read as a sentence, and may be replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedback.instruments.definition import Definition
from feedback.instruments.drafting.editing import find, level, split
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.consent import NO, YES
from feedback.instruments.languages import pick
from feedback.instruments.questions import Question
from feedback.instruments.rules import number

IS, IS_NOT, HAS, HAS_NOT = "is", "is_not", "has", "has_not"
LESS, GREATER, ANSWERED, UNANSWERED = "less", "greater", "answered", "unanswered"
_OPPOSITE = {IS_NOT: IS, HAS_NOT: HAS, UNANSWERED: ANSWERED}
_NEGATED = {plain: opposite for opposite, plain in _OPPOSITE.items()}
_YES_NO = ((YES, "Oui"), (NO, "Non"))


@dataclass(frozen=True)
class Subject:
    """An earlier answer that a rule may look at."""

    code: str
    label: str
    values: tuple[tuple[str, str], ...] = ()  # value, words
    many: bool = False
    numeric: bool = False

    @property
    def hows(self) -> tuple[str, ...]:
        """What may be said of it."""
        if self.many:
            return (HAS, HAS_NOT, ANSWERED, UNANSWERED)
        if self.numeric:
            return (IS, IS_NOT, LESS, GREATER, ANSWERED, UNANSWERED)
        return (IS, IS_NOT, ANSWERED, UNANSWERED) if self.values else (ANSWERED, UNANSWERED)


@dataclass(frozen=True)
class Condition:
    """One line of a rule: what is looked at, how, and the values it is compared with."""

    code: str
    how: str
    values: tuple[str, ...] = ()


def subjects(definition: Definition, path: str) -> list[Subject]:
    """Return what the rule of a question may look at: what is asked before it."""
    parent, code = split(path)
    holder = find(definition, parent) if parent else None
    if holder is not None and holder.kind == "steps":
        listed: Iterable[Question] = level(definition, parent)
    else:
        listed = definition.questions
    found: list[Subject] = []
    for question in listed:
        if question.code == code:
            break
        found += _subjects(question)
    return found


def _subjects(question: Question) -> Iterator[Subject]:
    kind = KINDS.get(question.kind)
    if kind is None or question.kind in ("bank", "steps", "information"):
        return
    try:
        targets = kind.targets(question)
    except (OverflowError, ValueError):
        return  # its own faults come first
    words = tuple((o.value, pick(o.label, "fr").text or o.value) for o in question.options)
    if question.kind == "consent" and not words:
        words = _YES_NO
    statements = {one.code: pick(one.text, "fr").text for one in question.statements}
    for code, target in targets.items():
        label = statements.get(code) or question.title("fr") or question.code
        told = words if target.values is not None else ()
        if target.opaque:
            yield Subject(code, label)
        else:
            yield Subject(code, label, told, target.many, target.number)


def read(rule: Mapping[str, Any] | None) -> tuple[str, list[Condition]] | None:
    """Return how the lines of a rule are joined, and the lines; None for a rule nested deeper."""
    if rule is None:
        return "all", []
    ((operator, operand),) = rule.items()
    lone = _condition(rule)
    if lone is not None:
        return "all", [lone]
    if operator not in ("all", "any"):
        return None
    found = [_condition(one) for one in operand]
    known = [one for one in found if one is not None]
    return (operator, known) if len(known) == len(found) else None


def _condition(rule: Mapping[str, Any]) -> Condition | None:
    ((operator, operand),) = rule.items()
    if operator == "not":
        plain = _condition(operand)
        if plain is None or plain.how not in _NEGATED:
            return None
        return Condition(plain.code, _NEGATED[plain.how], plain.values)
    if operator == "answered":
        return Condition(operand, ANSWERED)
    if operator in ("equals", "in"):
        code, value = operand
        listed = value if operator == "in" else [value]
        return Condition(code, IS, tuple(map(_written, listed)))
    if operator == "contains":
        return Condition(operand[0], HAS, (_written(operand[1]),))
    if operator in (LESS, GREATER):
        return Condition(operand[0], operator, (_written(operand[1]),))
    return _one_of(operand) if operator == "any" else None


def _one_of(rules: Sequence[Mapping[str, Any]]) -> Condition | None:
    """Several « comporte » of one question, any of which is enough."""
    parts = [_condition(one) for one in rules if len(one) == 1 and "contains" in one]
    codes = {one.code for one in parts if one}
    if len(parts) != len(rules) or len(codes) != 1 or len(parts) < 2:
        return None
    return Condition(codes.pop(), HAS, tuple(v for one in parts if one for v in one.values))


def _written(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def fitted(condition: Condition, known: Sequence[Subject]) -> Condition:
    """Return a line that says something of its subject: where it does not, the first thing."""
    subject = next((one for one in known if one.code == condition.code), None)
    if subject is None:
        return condition
    how = condition.how if condition.how in subject.hows else subject.hows[0]
    if how in (ANSWERED, UNANSWERED):
        return Condition(subject.code, how)
    if subject.numeric:
        figures = [v.replace(",", ".") for v in condition.values]
        offered = {value for value, _label in subject.values}
        kept = tuple(v for v in figures if number(v) is not None or v in offered)
        return Condition(subject.code, how, kept[:1] or ("0",))
    offered = {value for value, _label in subject.values}
    kept = tuple(v for v in condition.values if v in offered)
    return Condition(subject.code, how, kept or (subject.values[0][0],))


def written(join: str, conditions: Sequence[Condition]) -> dict[str, Any] | None:
    """Return the rule that lines say; None for no line."""
    rules = [_rule(one) for one in conditions]
    if len(rules) < 2:
        return rules[0] if rules else None
    return {"any" if join == "any" else "all": rules}


def _rule(condition: Condition) -> dict[str, Any]:
    how = condition.how
    if how in _OPPOSITE:
        return {"not": _rule(Condition(condition.code, _OPPOSITE[how], condition.values))}
    if how == ANSWERED:
        return {"answered": condition.code}
    if how == HAS:
        parts = [{"contains": [condition.code, value]} for value in condition.values]
        return parts[0] if len(parts) == 1 else {"any": parts}
    if how in (LESS, GREATER):
        return {how: [condition.code, condition.values[0]]}
    if len(condition.values) == 1:
        return {"equals": [condition.code, condition.values[0]]}
    return {"in": [condition.code, [*condition.values]]}
