"""What an answer can be, as far as rules can tell: one value for all that rules treat alike."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from feedback.instruments.banks import BANK
from feedback.instruments.kinds import KINDS
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import Target
from feedback.instruments.rules import number, same

Atom = tuple[str, Any]  # an operator and the value it compares with
Value = Any  # None stands for no answer
_MOST_TOGETHER = 8  # options of a multiple choice looked at by one rule: 256 sets
_WIDE = 1e9  # beyond the ends of a number without limits


def atoms(rule: Mapping[str, Any]) -> Iterator[tuple[str, Atom]]:
    """Yield every comparison of a rule: the code it looks at, and how."""
    ((operator, operand),) = rule.items()
    if operator in ("all", "any"):
        for part in operand:
            yield from atoms(part)
    elif operator == "not":
        yield from atoms(operand)
    elif operator == "answered":
        yield operand, ("answered", None)
    else:
        yield operand[0], (operator, operand[1])


def domain(question: Question, code: str, looked: Iterable[Atom]) -> Sequence[Value] | None:
    """Return the answers worth telling apart, none of them « no answer »; None when unknown."""
    target = KINDS[question.kind].targets(question).get(code)
    compared = {value for operator, expected in looked if operator != "answered"
                for value in (expected if isinstance(expected, list) else [expected])}  # fmt: skip
    if target is None:
        return None
    if target.opaque:
        return ["…"]
    if target.many:
        return _sets(question, compared)
    if target.number:
        return _numbers(question, compared)
    return _offered(target, compared)


def _offered(target: Target, compared: set[Any]) -> Sequence[Value]:
    values = sorted(target.values or ())
    told = [value for value in values if _is_compared(value, compared)]
    others = [value for value in values if value not in told]
    return [*told, *others[:1]]


def _is_compared(value: str, compared: set[Any]) -> bool:
    return any(same(value, one) for one in compared)


def _sets(question: Question, compared: set[Any]) -> Sequence[Value] | None:
    """Sets of the options looked at, as far as the question lets them be chosen together."""
    if question.kind == BANK:
        every, alone, most = [one.code for one in question.fields], set(), question.ask or 0
    else:
        every = [option.value for option in question.options]
        alone = {option.value for option in question.options if option.exclusive}
        most = question.max_choices or len(every)
    told = [value for value in every if _is_compared(value, compared)]
    if len(told) > _MOST_TOGETHER:
        return None
    exactly = most if question.kind == BANK else 0
    others = [value for value in every if value not in told]
    found = [every] if exactly else []  # on paper all of a bank are asked
    for size in range(min(len(told), most) + 1):
        for chosen in itertools.combinations(told, size):
            more = _filled(chosen, others, alone, exactly)
            if more and not (set(more) & alone and len(more) > 1):
                found.append(more)
    return found


def _filled(chosen: tuple[str, ...], others: list[str], alone: set[str], exactly: int) -> list[str]:
    """The options looked at, and one or more of the others where there must be."""
    if exactly:
        needed = exactly - len(chosen)
        return [*chosen, *others[:needed]] if needed <= len(others) else []
    return list(chosen) or [*(one for one in others if one not in alone), *others][:1]


def _numbers(question: Question, compared: set[Any]) -> Sequence[Value]:
    """Each number compared with, one on either side of it, and the words beside a scale."""
    step = 10.0**-question.decimals if question.kind == "number" else 1.0
    low = -_WIDE if question.min is None else question.min
    high = _WIDE if question.max is None else question.max
    near = {low, high}
    for value in compared:
        if (at := number(value)) is not None:
            whole = round(at / step) * step
            near |= {at, whole, round(whole - step, 6), round(whole + step, 6)}
    inside = sorted(v for v in near if low <= v <= high and _can_be(v, step))
    return [*inside, *(option.value for option in question.options)]


def _can_be(value: float, step: float) -> bool:
    return abs(value / step - round(value / step)) < 1e-6
