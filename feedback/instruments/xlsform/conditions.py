"""A condition of a form as a display rule: the same answers show the same questions.

In a form an empty answer is the empty text and no number; in a rule it is missing.
Whatever cannot be said exactly raises `CannotCarry`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from feedback.formats.xlsform.expression import (
    FLIPPED,
    Call,
    Compare,
    Join,
    Literal,
    Node,
    NotUnderstood,
    Ref,
    parse,
)
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.consent import YES
from feedback.instruments.kinds.scale import points
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Target, check
from feedback.instruments.rules import Rule, number

TICKED = "OK"  # what a ticked box is worth in a form
Logic = Rule | bool


class CannotCarry(Exception):
    """A rule cannot say this; `reason` and `name` (the question at fault) say why."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(reason)
        self.reason, self.name = reason, name


@dataclass(frozen=True)
class Known:
    """A question asked before: its code, what a rule may do with it, its values in their order.

    `box` is a permission of one box; `names` are the values as the form writes them.
    """

    code: str
    target: Target
    names: Mapping[str, str]
    box: bool = False


def knowledge(question: Question, names: Mapping[str, str]) -> dict[str, Known]:
    """Return what rules may know of a question, by code; `names` are those of its choices."""
    if question.kind == "scale":
        names = {**names, **{str(point): str(point) for point in points(question)}}
    box = question.kind == "consent" and not question.options
    targets = KINDS[question.kind].targets(question)
    return {code: Known(code, target, names, box) for code, target in targets.items()}


def rule_of(text: str, known: Mapping[str, Known], later: frozenset[str] = frozenset()) -> Logic:
    """Return the rule, or True or False when it always or never holds; see `CannotCarry`."""
    try:
        node = parse(text)
    except NotUnderstood as error:
        raise CannotCarry("beyond") from error
    found = _Translation(known, later).logic(node)
    if not isinstance(found, bool):
        found = tidy(found)
        if check(found, {one.code: one.target for one in known.values()}):
            raise CannotCarry("too_long")
    return found


def tidy(rule: Rule) -> Rule:
    """Return the same rule in its shortest form: joins not nested, several values as one list."""
    ((operator, operand),) = rule.items()
    if operator == "not":
        return {"not": tidy(operand)}
    if operator not in ("all", "any"):
        return rule
    parts: list[Rule] = []
    for part in map(tidy, operand):
        inner = part.get(operator)
        parts += inner if inner is not None else [part]
    if operator == "any":
        parts = _gathered(parts)
    return parts[0] if len(parts) == 1 else {operator: parts}


def _gathered(parts: list[Rule]) -> list[Rule]:
    """Several equals on one question become one `in`, at the place of the first."""
    values: dict[str, list[Any]] = {}
    for part in parts:
        if "equals" in part:
            values.setdefault(part["equals"][0], []).append(part["equals"][1])
        elif "in" in part:
            values.setdefault(part["in"][0], []).extend(part["in"][1])
    ranges = {part["greater"][0] for part in parts if "greater" in part}
    ranges |= {part["less"][0] for part in parts if "less" in part}
    found: list[Rule] = []
    for part in parts:
        code = next((part[key][0] for key in ("equals", "in") if key in part), None)
        if code is None or code in ranges:  # « at least » is kept as it is written
            found.append(part)
        elif code in values:
            several = list(dict.fromkeys(values.pop(code)))
            found.append(
                {"in": [code, several]} if len(several) > 1 else {"equals": [code, several[0]]}
            )
    return found


def joined(operator: str, parts: list[Logic]) -> Logic:
    """Join what may always or never hold."""
    decisive = operator == "any"
    if decisive in [part for part in parts if isinstance(part, bool)]:
        return decisive
    kept = [part for part in parts if not isinstance(part, bool)]
    return {operator: kept} if len(kept) > 1 else kept[0] if kept else not decisive


def _negated(part: Logic) -> Logic:
    if isinstance(part, bool):
        return not part
    negated: Rule = part.get("not", {"not": part})
    return negated


class _Translation:
    """One expression being translated."""

    def __init__(self, known: Mapping[str, Known], later: frozenset[str]) -> None:
        self.known, self.later = known, later

    def logic(self, node: Node) -> Logic:
        """Return what a node that holds or not says."""
        if isinstance(node, Join):
            operator = "all" if node.operator == "and" else "any"
            return joined(operator, [self.logic(part) for part in node.parts])
        if isinstance(node, Compare):
            return self._compare(node)
        if isinstance(node, Call):
            return self._call(node)
        raise CannotCarry("beyond")

    def _call(self, node: Call) -> Logic:
        if node.name == "not" and len(node.arguments) == 1:
            return _negated(self.logic(node.arguments[0]))
        if node.name in ("true", "false") and not node.arguments:
            return node.name == "true"
        match node:
            case Call("selected", (Ref(name), Literal(str(value)))) if value and " " not in value:
                one = self._find(name)
                return self._holds(one, value) if one.target.many else self._text(one, "=", value)
        raise CannotCarry("beyond")

    def _compare(self, node: Compare) -> Logic:
        operator, left, right = node.operator, node.left, node.right
        if isinstance(left, Literal) and not isinstance(right, Literal):
            operator, left, right = FLIPPED[operator], right, left
        match left, right:
            case Ref(name), Literal(str(value)):
                return self._text(self._find(name), operator, value)
            case Ref(name), Literal(int() | float() as value):
                return self._number(self._find(name), operator, value)
            case Call("number", (Ref(name),)), Literal(int() | float() as value):
                return self._number(self._find(name), operator, value)
            case Call("count-selected" | "string-length", (Ref(name),)), Literal(value):
                return self._how_many(self._find(name), operator, value)
        raise CannotCarry("beyond")

    def _find(self, name: str) -> Known:
        found = self.known.get(name)
        if found is None:
            raise CannotCarry("later" if name in self.later else "unknown", name)
        return found

    def _how_many(self, one: Known, operator: str, value: object) -> Logic:
        answered: Rule = {"answered": one.code}
        if (operator, value) in {(">", 0), (">=", 1), ("!=", 0)}:
            return answered
        if (operator, value) in {("=", 0), ("<", 1), ("<=", 0)}:
            return {"not": answered}
        raise CannotCarry("beyond")

    def _text(self, one: Known, operator: str, value: str) -> Logic:
        if value == "" and operator in ("=", "!="):
            answered: Rule = {"answered": one.code}
            return answered if operator == "!=" else {"not": answered}
        self._refuse_opaque(one)
        if operator not in ("=", "!="):
            return self._number(one, operator, _as_number(value))
        if one.target.many:
            found = self._only(one, value)
        elif one.box:
            found = {"equals": [one.code, YES]} if value == TICKED else False
        elif one.target.values is None:
            found = {"equals": [one.code, value]} if _plain_number(value) else False
        else:
            ours = one.names.get(value)
            found = {"equals": [one.code, ours]} if ours in one.target.values else False
        return found if operator == "=" else _negated(found)

    def _refuse_opaque(self, one: Known) -> None:
        if one.target.opaque:
            raise CannotCarry("opaque", one.code)

    def _holds(self, one: Known, value: str) -> Logic:
        return {"contains": [one.code, one.names[value]]} if value in one.names else False

    def _only(self, one: Known, value: str) -> Logic:
        """A choice of several that is this one alone."""
        if value not in one.names:
            if " " in value:
                raise CannotCarry("beyond")
            return False
        others: list[Logic] = [
            {"contains": [one.code, ours]} for name, ours in one.names.items() if name != value
        ]
        return joined("all", [self._holds(one, value), _negated(joined("any", others))])

    def _number(self, one: Known, operator: str, value: int | float | None) -> Logic:
        self._refuse_opaque(one)
        if value is None:
            return False
        if one.target.many or one.box or abs(value) >= 1e15:
            raise CannotCarry("beyond")
        if operator == "!=":
            return _negated(self._number(one, "=", value))
        if not one.target.number:
            return self._among(one, operator, value)
        offered = one.target.values is None or any(number(v) == value for v in one.target.values)
        parts: list[Logic] = []
        if operator[0] in "<>":
            parts.append({"less" if operator[0] == "<" else "greater": [one.code, value]})
        if "=" in operator:
            parts.append({"equals": [one.code, value]} if offered else False)
        return joined("any", parts)

    def _among(self, one: Known, operator: str, value: int | float) -> Logic:
        """Choices whose names are numbers, compared as numbers."""
        fitting: list[Logic] = [
            {"equals": [one.code, ours]}
            for name, ours in one.names.items()
            if _compares(_as_number(name), operator, value)
        ]
        return joined("any", fitting)


def _compares(left: float | None, operator: str, right: float) -> bool:
    if left is None:
        return False
    return {
        "=": left == right, "<": left < right, ">": left > right,
        "<=": left <= right, ">=": left >= right,
    }[operator]  # fmt: skip


def _as_number(text: str) -> int | float | None:
    """A text as a form reads a number in it."""
    try:
        found = parse(text)
    except NotUnderstood:
        return None
    return found.value if isinstance(found, Literal) and not isinstance(found.value, str) else None


def _plain_number(text: str) -> bool:
    """Tell whether a number is written the one way an answer is."""
    found = number(text)
    return found is not None and text == f"{found:.15g}"
