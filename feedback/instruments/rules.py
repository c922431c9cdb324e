"""Display rules: a small closed expression; a missing operand is false.

`static/js/rules.js` says the same in the browser; a property test holds the two together.
"""

import math
import re
from collections.abc import Mapping
from typing import Any

Rule = Mapping[str, Any]

# A number in writing, without leading zeros: « 01 » is a code, not the number 1.
_WRITTEN = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")
_LARGEST = 1e15  # beyond, the two languages no longer hold the same whole numbers
_JOINS = frozenset({"all", "any"})


def number(value: Any) -> float | None:
    """Return the number a value is or plainly writes, else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return float(value) if _WRITTEN.fullmatch(value) else None
    if isinstance(value, int | float) and abs(value) < _LARGEST and math.isfinite(value):
        return float(value)
    return None


def same(left: Any, right: Any) -> bool:
    """Tell whether two values are one: as numbers when both are, else as texts."""
    first, second = number(left), number(right)
    if first is not None and second is not None:
        return first == second
    return isinstance(left, str) and isinstance(right, str) and left == right


def is_missing(value: Any) -> bool:
    """Tell whether nothing was answered."""
    return value is None or value == "" or value == []


def evaluate(rule: Rule, answers: Mapping[str, Any]) -> bool:
    """Tell whether a checked rule holds for the answers."""
    ((operator, operand),) = rule.items()
    if operator == "all":
        return all(evaluate(part, answers) for part in operand)
    if operator == "any":
        return any(evaluate(part, answers) for part in operand)
    if operator == "not":
        return not evaluate(operand, answers)
    if operator == "answered":
        return not is_missing(answers.get(operand))
    code, expected = operand
    return _compare(operator, answers.get(code), expected)


def _compare(operator: str, value: Any, expected: Any) -> bool:
    if operator == "equals":
        return same(value, expected)
    if operator == "in":
        return any(same(value, one) for one in expected)
    if operator == "contains":
        return isinstance(value, list) and any(same(one, expected) for one in value)
    left, right = number(value), number(expected)
    if left is None or right is None:
        return False
    return left < right if operator == "less" else left > right


def references(rule: Rule) -> set[str]:
    """Return the codes a rule looks at."""
    ((operator, operand),) = rule.items()
    if operator in _JOINS:
        return set().union(*(references(part) for part in operand))
    if operator == "not":
        return references(operand)
    return {operand if operator == "answered" else operand[0]}
