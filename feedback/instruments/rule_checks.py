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


def check(rule: Any, known: Mapping[str, Target], depth: int = 1) -> list[str]:
    """Return what is wrong in a rule, given what the questions before it offer."""
    return list(_problems(rule, known, depth))


def _problems(rule: Any, known: Mapping[str, Target], depth: int) -> Iterator[str]:
    if not isinstance(rule, Mapping) or len(rule) != 1:
        yield "une règle est un objet avec une seule clé."
        return
    if depth > _DEEPEST:
        yield f"la règle est trop imbriquée ({_DEEPEST} niveaux au plus)."
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
        yield f"la règle « {operator} » n’existe pas."


def _join_problems(
    operator: str, parts: Any, known: Mapping[str, Target], depth: int
) -> Iterator[str]:
    if not isinstance(parts, list) or not 1 <= len(parts) <= _MOST_PARTS:
        yield f"« {operator} » attend une liste de 1 à {_MOST_PARTS} règles."
        return
    for part in parts:
        yield from _problems(part, known, depth + 1)


def _known_problems(code: Any, known: Mapping[str, Target]) -> Iterator[str]:
    if not isinstance(code, str) or code not in known:
        yield f"la règle cite « {code} », qui n’est pas une question posée avant."


def _comparison_problems(operator: str, operand: Any, known: Mapping[str, Target]) -> Iterator[str]:
    if not isinstance(operand, list) or len(operand) != 2:
        yield f"« {operator} » attend deux éléments : une question et une valeur."
        return
    code, expected = operand
    unknown = list(_known_problems(code, known))
    yield from unknown or _operand_problems(operator, code, expected, known[code])


def _operand_problems(operator: str, code: str, expected: Any, target: Target) -> Iterator[str]:
    if target.opaque:
        yield f"on peut seulement demander si « {code} » a une réponse (answered)."
    elif operator in {"less", "greater"}:
        if not target.number or number(expected) is None:
            yield f"« {operator} » compare deux nombres : « {code} » ou la valeur n’en est pas un."
    elif (operator == "contains") != target.many:
        yield f"« {operator} » ne va pas avec « {code} » (contains va avec les choix multiples)."
    else:
        yield from _value_problems(operator, code, expected, target)


def _value_problems(operator: str, code: str, expected: Any, target: Target) -> Iterator[str]:
    listed = expected if operator == "in" else [expected]
    if not isinstance(listed, list) or not listed:
        yield "« in » attend une liste de valeurs."
        return
    for value in listed:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            yield "une valeur de règle est un texte ou un nombre."
        elif target.values is not None and not any(same(value, one) for one in target.values):
            yield f"« {value} » n’est pas une réponse de « {code} »."
        elif target.values is None and number(value) is None:
            yield f"« {code} » se compare à un nombre."
