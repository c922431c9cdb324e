"""What is wrong in a rule is told before it is evaluated."""

from typing import Any

import pytest

from feedback.instruments.rule_checks import Target, check

KNOWN = {
    "q": Target(values=frozenset({"oui", "non"})),
    "many": Target(values=frozenset({"a", "b"}), many=True),
    "age": Target(number=True),
    "texte": Target(opaque=True),
}


@pytest.mark.parametrize(
    "rule",
    [
        {"answered": "texte"},
        {"equals": ["q", "oui"]},
        {"in": ["q", ["oui", "non"]]},
        {"contains": ["many", "a"]},
        {"greater": ["age", 17]},
        {"equals": ["age", "18"]},
        {"all": [{"answered": "q"}, {"not": {"any": [{"less": ["age", 3]}]}}]},
    ],
)
def test_a_sound_rule_has_no_problem(rule: Any) -> None:
    assert check(rule, KNOWN) == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("oui", "un objet"),
        ({}, "une seule clé"),
        ({"answered": "q", "not": {}}, "une seule clé"),
        ({"answered": "plus_tard"}, "plus_tard"),
        ({"answered": ["q"]}, "pas une question posée avant"),
        ({"egale": ["q", "oui"]}, "egale"),
        ({"equals": ["q"]}, "deux éléments"),
        ({"equals": ["q", "peut_etre"]}, "peut_etre"),
        ({"equals": ["q", None]}, "un texte ou un nombre"),
        ({"equals": ["texte", "mot"]}, "answered"),
        ({"in": ["q", "oui"]}, "une liste"),
        ({"in": ["q", []]}, "une liste"),
        ({"contains": ["q", "oui"]}, "contains"),
        ({"equals": ["many", "a"]}, "contains"),
        ({"less": ["q", 3]}, "deux nombres"),
        ({"less": ["age", "vieux"]}, "deux nombres"),
        ({"equals": ["age", "vieux"]}, "nombre"),
        ({"all": []}, "1 à 20"),
        ({"any": {"answered": "q"}}, "1 à 20"),
    ],
)
def test_a_fault_is_named(rule: Any, words: str) -> None:
    (message,) = check(rule, KNOWN)
    assert words in message


def test_a_rule_nested_too_deep_is_refused() -> None:
    rule: Any = {"answered": "q"}
    for _ in range(50):
        rule = {"not": rule}
    assert "imbriquée" in check(rule, KNOWN)[0]
