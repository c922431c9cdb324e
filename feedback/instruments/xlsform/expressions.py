"""Our rules and limits written as expressions of a form."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
from typing import Any

from feedback.instruments.kinds.consent import YES
from feedback.instruments.questions import Question
from feedback.instruments.rules import Rule
from feedback.instruments.xlsform.conditions import TICKED


def relevant(rule: Rule, boxes: Container[str], names: Mapping[str, str]) -> str:
    """Return a rule as an expression.

    `boxes` are the permissions of one box, `names` what a form calls a code where it differs.
    """
    return _Writing(boxes, names).rule(rule)


class _Writing:
    """One rule being written."""

    def __init__(self, boxes: Container[str], names: Mapping[str, str]) -> None:
        self.boxes, self.names = boxes, names

    def rule(self, rule: Rule, inside: bool = False) -> str:
        ((operator, operand),) = rule.items()
        if operator == "not":
            return f"not({self.rule(operand)})"
        if operator == "answered":
            return f"{self.ref(operand)} != ''"
        if operator == "any" and _at(operand):
            code, value = operand[1]["equals"]
            sign = ">=" if "greater" in operand[0] else "<="
            return f"{self.ref(code)} {sign} {literal(value)}"
        if operator in ("all", "any"):
            word = " and " if operator == "all" else " or "
            return _join(word, [self.rule(part, inside=True) for part in operand], inside)
        return self.comparison(operator, operand[0], operand[1], inside)

    def ref(self, code: str) -> str:
        return f"${{{self.names.get(code, code)}}}"

    def comparison(self, operator: str, code: str, value: Any, inside: bool) -> str:
        if operator == "contains":
            return f"selected({self.ref(code)}, {literal(value)})"
        if operator == "in":
            each = [f"{self.ref(code)} = {literal(one)}" for one in value]
            return _join(" or ", each, inside)
        if code in self.boxes and value == YES:
            value = TICKED
        sign = {"equals": "=", "less": "<", "greater": ">"}[operator]
        return f"{self.ref(code)} {sign} {literal(value)}"


def _at(parts: list[Any]) -> bool:
    """Tell whether two parts say « at least » or « at most » a number."""
    if len(parts) != 2 or "equals" not in parts[1]:
        return False
    first = parts[0].get("greater") or parts[0].get("less")
    value = parts[1]["equals"][1]
    return first == parts[1]["equals"] and isinstance(value, int | float)


def _join(word: str, parts: list[str], inside: bool) -> str:
    found = word.join(parts)
    return f"({found})" if inside and len(parts) > 1 else found


def literal(value: Any) -> str:
    """Return a value as an expression writes it, never with an exponent."""
    if isinstance(value, str):
        return f'"{value}"' if "'" in value else f"'{value}'"
    return f"{Decimal(repr(value)):f}"


def constraint(question: Question, kind: str) -> str:
    """Return what a form may check of an answer: limits, lengths, how many, which go alone."""
    if kind in ("short_text", "long_text"):
        return _between("string-length(.)", question.min, question.max_length)
    if kind == "number":
        return _between(".", question.min, question.max)
    if kind != "multiple":
        return ""
    limits = [_between("count-selected(.)", None, question.max_choices)]
    alone = [
        f"not(selected(., '{option.value}') and count-selected(.) > 1)"
        for option in question.options
        if option.exclusive
    ]
    return _and([*limits, *alone])


def _between(what: str, least: float | None, most: float | None) -> str:
    low = f"{what} >= {literal(least)}" if least is not None else ""
    high = f"{what} <= {literal(most)}" if most is not None else ""
    return _and([low, high])


def _and(parts: Iterable[str]) -> str:
    return " and ".join(part for part in parts if part)
