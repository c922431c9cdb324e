"""The constraint of a row as limits a kind can hold; what cannot be held is told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from feedback.formats.xlsform.expression import (
    FLIPPED,
    Call,
    Compare,
    Join,
    Literal,
    Node,
    NotUnderstood,
    Self,
    parse,
)

Number = int | float


@dataclass
class Limits:
    """What is asked of an answer; `whole` is False when something could not be read."""

    least: Number | None = None
    most: Number | None = None
    shortest: Number | None = None
    longest: Number | None = None
    most_choices: Number | None = None
    alone: list[str] = field(default_factory=list)
    whole: bool = True


def limits_of(text: str, step: Number = 1) -> Limits:
    """Return the limits in a constraint; `step` is the smallest difference between two answers."""
    found = Limits()
    try:
        parts = list(_parts(parse(text)))
    except NotUnderstood:
        return Limits(whole=False)
    for part in parts:
        found.whole &= _read(part, found, step)
    return found


def _parts(node: Node) -> Iterator[Node]:
    if isinstance(node, Join) and node.operator == "and":
        for part in node.parts:
            yield from _parts(part)
    else:
        yield node


def _read(node: Node, found: Limits, step: Number) -> bool:
    """Take one part in; False when it is of another shape."""
    if (name := _alone(node)) is not None:
        found.alone.append(name)
        return True
    if not isinstance(node, Compare):
        return False
    operator, left, right = node.operator, node.left, node.right
    if isinstance(left, Literal):
        operator, left, right = FLIPPED[operator], right, left
    if not isinstance(right, Literal) or isinstance(right.value, str):
        return False
    value = right.value
    match left:
        case Self():
            return _bound(found, "least", "most", operator, value, step)
        case Call("string-length", (Self(),)):
            return _bound(found, "shortest", "longest", operator, value, 1)
        case Call("count-selected", (Self(),)):
            return _bound(found, "", "most_choices", operator, value, 1)
    return False


def _bound(found: Limits, low: str, high: str, operator: str, value: Number, step: Number) -> bool:
    """Note a bound, the tightest where there are several; a strict one is a step further."""
    if operator[0] not in "<>":
        return False
    name = high if operator[0] == "<" else low
    if not name:
        return False
    if len(operator) == 1:
        value = round(value - step, 9) if operator == "<" else round(value + step, 9)
    held = getattr(found, name)
    tighter = min if name == high else max
    setattr(found, name, value if held is None else tighter(held, value))
    return True


def _alone(node: Node) -> str | None:
    """The choice that goes alone, in the two ways forms say it."""
    match node:
        case Call("not", (Join("and", (Call("selected", (Self(), Literal(str(name)))), rest)),)):
            return name if _several(rest, ((">", 1), (">=", 2))) else None
        case Join("or", (Call("not", (Call("selected", (Self(), Literal(str(name)))),)), rest)):
            return name if _several(rest, (("=", 1), ("<", 2), ("<=", 1))) else None
    return None


def _several(node: Node, wanted: tuple[tuple[str, int], ...]) -> bool:
    match node:
        case Compare(operator, Call("count-selected", (Self(),)), Literal(value)):
            return (operator, value) in wanted
    return False
