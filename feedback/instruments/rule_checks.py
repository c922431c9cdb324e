"""What is wrong in a display rule, told in words, before it is ever evaluated."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from feedback.instruments.rules import number, same

_DEEPEST = 8
_MOST_PARTS = 20
_JOINS = frozenset({"all", "any"})
_COMPARISONS = frozenset({"equals", "in", "contains", "less", "greater"})


@dataclass(frozen=True, slots=True)
class Target:
    """What a rule may do with an answer: values offered, a list, a number, or nothing but exist."""

    values: frozenset[str] | None = None
    many: bool = False
    number: bool = False
    opaque: bool = False


Problem = tuple[str, str]  # a name, a sentence
SHAPE, UNKNOWN, OPERATOR, VALUE = "rule_shape", "rule_unknown", "rule_operator", "rule_value"


def check(rule: Any, known: Mapping[str, Target]) -> list[str]:
    """Return what is wrong in a rule, given what the questions before it offer."""
    return [message for _name, message in problems(rule, known)]


def problems(rule: Any, known: Mapping[str, Target]) -> list[Problem]:
    """Return the same with the name of each fault; one of `SHAPE` cannot be evaluated at all."""
    return list(_problems(rule, known, 1))


def _problems(rule: Any, known: Mapping[str, Target], depth: int) -> Iterator[Problem]:
    if not isinstance(rule, Mapping) or len(rule) != 1:
        yield SHAPE, "une règle est un objet avec une seule clé."
        return
    if depth > _DEEPEST:
        yield SHAPE, f"la règle est trop imbriquée ({_DEEPEST} niveaux au plus)."
        return
    ((operator, operand),) = rule.items()
    if operator in _JOINS:
        yield from _join_problems(operator, operand, known, depth)
    elif operator == "not":
        yield from _problems(operand, known, depth + 1)
    elif operator == "answered":
        yield from _known_problems(operand, known)
    elif operator in _COMPARISONS:
        yield from _comparison_problems(operator, operand, known)
    else:
        yield SHAPE, f"la règle « {operator} » n’existe pas."


def _join_problems(
    operator: str, parts: Any, known: Mapping[str, Target], depth: int
) -> Iterator[Problem]:
    if not isinstance(parts, list) or not 1 <= len(parts) <= _MOST_PARTS:
        name = VALUE if parts == [] else SHAPE
        yield name, f"« {operator} » attend une liste de 1 à {_MOST_PARTS} règles."
        return
    for part in parts:
        yield from _problems(part, known, depth + 1)


def _known_problems(code: Any, known: Mapping[str, Target]) -> Iterator[Problem]:
    if not isinstance(code, str) or code not in known:
        name = UNKNOWN if isinstance(code, str) else SHAPE
        yield name, f"la règle cite « {code} », qui n’est pas une question posée avant."


def _comparison_problems(
    operator: str, operand: Any, known: Mapping[str, Target]
) -> Iterator[Problem]:
    if not isinstance(operand, list) or len(operand) != 2:
        yield SHAPE, f"« {operator} » attend deux éléments : une question et une valeur."
        return
    code, expected = operand
    found = list(_known_problems(code, known))
    found = found or list(_operand_problems(operator, code, expected, known[code]))
    readable = _readable(operator, code, expected)
    yield from found if readable else ((SHAPE, message) for _name, message in found)


def _readable(operator: str, code: Any, expected: Any) -> bool:
    """Tell whether the comparison can be evaluated, true or not."""
    listed = expected if operator == "in" else [expected]
    return (
        isinstance(code, str)
        and isinstance(listed, list)
        and all(isinstance(one, str | int | float) and not isinstance(one, bool) for one in listed)
    )


def _operand_problems(operator: str, code: str, expected: Any, target: Target) -> Iterator[Problem]:
    if target.opaque:
        yield OPERATOR, f"on peut seulement demander si « {code} » a une réponse (answered)."
    elif operator in {"less", "greater"}:
        if not target.number or number(expected) is None:
            told = f"« {operator} » compare deux nombres : « {code} » ou la valeur n’en est pas un."
            yield OPERATOR, told
    elif (operator == "contains") != target.many:
        told = f"« {operator} » ne va pas avec « {code} » (contains va avec les choix multiples)."
        yield OPERATOR, told
    else:
        yield from _value_problems(operator, code, expected, target)


def _value_problems(operator: str, code: str, expected: Any, target: Target) -> Iterator[Problem]:
    listed = expected if operator == "in" else [expected]
    if not isinstance(listed, list) or not listed:
        yield VALUE, "« in » attend une liste de valeurs."
        return
    for value in listed:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            yield VALUE, "une valeur de règle est un texte ou un nombre."
        elif target.values is not None and not any(same(value, one) for one in target.values):
            yield VALUE, f"« {value} » n’est pas une réponse de « {code} »."
        elif target.values is None and number(value) is None:
            yield OPERATOR, f"« {code} » se compare à un nombre."
