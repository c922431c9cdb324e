"""Conditions of forms and our rules: the same answers show the same questions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.formats.xlsform.expression import Call, Compare, Join, Literal, Node, Ref, parse
from feedback.instruments.rule_checks import check
from feedback.instruments.rules import evaluate
from feedback.instruments.xlsform.conditions import CannotCarry, Known, knowledge, rule_of
from feedback.instruments.xlsform.expressions import relevant
from tests.instruments.making import NSP, question


def options(*values: str) -> list[dict[str, Any]]:
    """Return options of those values."""
    return [{"value": value, "label": {"fr": value}} for value in values]


QUESTIONS = [
    question("single", "choix", options=options("oui", "non", "1", "2", "10", "01")),
    question("multiple", "plusieurs", options=options("p", "q", "r"), max_choices=None),
    question("number", "age", min=None, max=None, decimals=0, unit=None),
    question("number", "poids", min=None, max=None, decimals=1, unit=None),
    question("scale", "note", min=-2, max=3, options=[NSP]),
    question("consent", "accord"),
    question("long_text", "mots"),
]
KNOWN: dict[str, Known] = {
    code: one
    for asked in QUESTIONS
    for code, one in knowledge(asked, {o.value: o.value for o in asked.options}).items()
}
TARGETS = {code: one.target for code, one in KNOWN.items()}

ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "choix": st.sampled_from(["oui", "non", "1", "2", "10", "01"]),
        "plusieurs": st.sets(st.sampled_from("pqr"), min_size=1).map(sorted),
        "age": st.integers(-3, 12),
        "poids": st.sampled_from([0.5, 2, 2.5, 10, -1.5]),
        "note": st.sampled_from([-2, -1, 0, 1, 2, 3, "nsp"]),
        "accord": st.just("oui"),
        "mots": st.sampled_from(["bonjour", "2"]),
    },
)
LITERALS = st.sampled_from(
    ["'oui'", "'x'", "''", "'p'", "'1'", "'01'", "'2.0'", "'OK'", "'nsp'", "1", "2", "2.5", "-1",
     "10", "0", "3.0"]
)  # fmt: skip
NAMES = st.sampled_from([*KNOWN, "inconnu"])


@st.composite
def comparisons(draw: st.DrawFn) -> str:
    """A comparison, well or ill formed in its sense."""
    ref = f"${{{draw(NAMES)}}}"
    shape = draw(st.integers(0, 5))
    if shape == 0:
        return f"selected({ref}, {draw(LITERALS)})"
    left = {1: f"count-selected({ref})", 2: f"string-length({ref})", 3: f"number({ref})"}
    sides = [left.get(shape, ref), draw(LITERALS)]
    if draw(st.booleans()):
        sides.reverse()
    operator = draw(st.sampled_from(["=", "!=", "<", ">", "<=", ">="]))
    return f"{sides[0]} {operator} {sides[1]}"


EXPRESSIONS = st.recursive(
    comparisons() | st.sampled_from(["true()", "false()"]),
    lambda inner: (
        inner.map(lambda one: f"not({one})")
        | st.tuples(inner, inner).map(lambda two: f"({two[0]}) and {two[1]}")
        | st.tuples(inner, inner).map(lambda two: f"{two[0]} or ({two[1]})")
    ),
    max_leaves=5,
)


def as_form(value: Any) -> str:
    """Return an answer as a form stores it: a text, choices with spaces between."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(value)
    return value if isinstance(value, str) else f"{value:.15g}"


def number_of(value: str | float) -> float:
    """Return the number XPath makes of a value."""
    if not isinstance(value, str):
        return float(value)
    text = value.strip()
    plain = text.removeprefix("-").replace(".", "", 1)
    return float(text) if plain.isdecimal() else math.nan


def worth(node: Node, answers: Mapping[str, Any]) -> Any:
    """Return what XPath 1.0 makes of an expression: the reference our rules are held to."""
    match node:
        case Ref(name):
            value = answers.get(name)
            return "OK" if name == "accord" and value == "oui" else as_form(value)
        case Literal(value):
            return value
        case Join(operator, parts):
            held = [worth(part, answers) for part in parts]
            return all(held) if operator == "and" else any(held)
        case Compare():
            return compared(node, answers)
        case Call("not", (one,)):
            return not worth(one, answers)
        case Call("selected", (one, value)):
            return as_form(worth(value, answers)) in worth(one, answers).split(" ")
        case Call("count-selected", (one,)):
            return len(worth(one, answers).split())
        case Call("string-length", (one,)):
            return len(worth(one, answers))
        case Call("number", (one,)):
            return number_of(worth(one, answers))
        case Call("true" | "false" as name, ()):
            return name == "true"
    raise AssertionError(node)


def compared(node: Compare, answers: Mapping[str, Any]) -> bool:
    """Compare as numbers when one side is one or when it is about order, else as texts."""
    left, right = worth(node.left, answers), worth(node.right, answers)
    if node.operator in ("=", "!=") and isinstance(left, str) and isinstance(right, str):
        return (left == right) is (node.operator == "=")
    first, second = number_of(left), number_of(right)
    return {
        "=": first == second, "!=": first != second, "<": first < second, ">": first > second,
        "<=": first <= second, ">=": first >= second,
    }[node.operator]  # fmt: skip


@given(EXPRESSIONS, ANSWERS)
def test_what_is_carried_holds_for_the_same_answers(text: str, answers: dict[str, Any]) -> None:
    try:
        rule = rule_of(text, KNOWN)
    except CannotCarry:
        return
    held = rule if isinstance(rule, bool) else evaluate(rule, answers)
    assert held is bool(worth(parse(text), answers)), rule


@given(EXPRESSIONS, ANSWERS)
def test_a_rule_written_again_is_the_same_rule(text: str, answers: dict[str, Any]) -> None:
    try:
        rule = rule_of(text, KNOWN)
    except CannotCarry:
        return
    if isinstance(rule, bool):
        return
    assert check(dict(rule), TARGETS) == []
    again = rule_of(relevant(rule, {"accord"}, {}), KNOWN)
    assert again is not True
    assert again is not False
    assert evaluate(again, answers) == evaluate(rule, answers)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("${choix} = 'oui'", {"equals": ["choix", "oui"]}),
        ("${choix} = 'oui' or ${choix}='non'", {"in": ["choix", ["oui", "non"]]}),
        ("selected(${plusieurs}, 'p')", {"contains": ["plusieurs", "p"]}),
        ("${mots} != ''", {"answered": "mots"}),
        ("${age} >= 18", {"any": [{"greater": ["age", 18]}, {"equals": ["age", 18]}]}),
        ("18 > ${age}", {"less": ["age", 18]}),
        ("${choix} > 1", {"in": ["choix", ["2", "10"]]}),
        ("${choix} = 1", {"in": ["choix", ["1", "01"]]}),
        ("${accord} = 'OK'", {"equals": ["accord", "oui"]}),
        ("true() and ${note} < 0", {"less": ["note", 0]}),
    ],
)
def test_what_researchers_write_has_its_rule(text: str, rule: dict[str, Any]) -> None:
    assert rule_of(text, KNOWN) == rule


@pytest.mark.parametrize(
    ("text", "reason", "name"),
    [
        ("${mots} = 'bonjour'", "opaque", "mots"),
        ("${autre} = 1", "unknown", "autre"),
        ("${apres} = 1", "later", "apres"),
        ("${age} + 1 > 2", "beyond", ""),
        ("${age} = ${note}", "beyond", ""),
        ("count-selected(${plusieurs}) > 1", "beyond", ""),
        (" and ".join(f"${{age}} != {n}" for n in range(30)), "too_long", ""),
    ],
)
def test_what_cannot_be_carried_says_why(text: str, reason: str, name: str) -> None:
    with pytest.raises(CannotCarry) as caught:
        rule_of(text, KNOWN, frozenset({"apres"}))
    assert (caught.value.reason, caught.value.name) == (reason, name)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (
            {"all": [{"in": ["choix", ["oui", "1"]]}, {"less": ["age", 3]}]},
            "(${choix} = 'oui' or ${choix} = '1') and ${age} < 3",
        ),
        (
            {"all": [{"any": [{"answered": "mots"}, {"answered": "age"}]}, {"less": ["age", 3]}]},
            "(${mots} != '' or ${age} != '') and ${age} < 3",
        ),
        (
            {"not": {"any": [{"greater": ["poids", 1e-6]}, {"equals": ["poids", 1e-6]}]}},
            "not(${poids} >= 0.000001)",
        ),
        ({"equals": ["accord", "oui"]}, "${accord} = 'OK'"),
        ({"contains": ["plusieurs", "p"]}, "selected(${nouveau}, 'p')"),
    ],
)
def test_a_rule_is_written_as_researchers_write_it(rule: dict[str, Any], text: str) -> None:
    assert relevant(rule, {"accord"}, {"plusieurs": "nouveau"}) == text
