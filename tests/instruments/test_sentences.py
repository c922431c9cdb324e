"""Display rules read as sentences, with the words of questions and answers."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from feedback.instruments import library
from feedback.instruments.sentences import Sentences
from tests.instruments.making import FACES, OUI, definition, source

ASKED = definition(
    source("yes_no", "renonce", text={"fr": "Avez-vous renoncé à une démarche ?"}),
    source("multiple", "motifs", text={"fr": "Pour quelles raisons ?"}),
    source("matrix", "relation"),
    source("number", "age", text={"fr": "Quel est votre âge ?"}),
    source("faces", "visite", text={"fr": "Votre visite ?"}, options=FACES),
    source("consent", "accord", text={"fr": "Vous êtes d’accord."}),
    source("long_text", "mot", text={"fr": "Un mot ?"}),
)
YES = {"equals": ["renonce", "oui"]}
OLD = {"greater": ["age", 65]}
GOOD = {"in": ["visite", ["bien", "moyen"]]}


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (None, ""),
        (YES, "Montrer si « Avez-vous renoncé à une démarche ? » est « Oui »"),
        ({"not": YES}, "Montrer si « Avez-vous renoncé à une démarche ? » n'est pas « Oui »"),
        ({"contains": ["motifs", "rien"]}, "Montrer si « Pour quelles raisons ? » comporte « Rien »"),
        ({"answered": "mot"}, "Montrer si « Un mot ? » a une réponse"),
        ({"not": {"answered": "mot"}}, "Montrer si « Un mot ? » n'a pas de réponse"),
        (OLD, "Montrer si « Quel est votre âge ? » est supérieur à 65 ans"),
        ({"not": {"less": ["age", 18]}}, "Montrer si « Quel est votre âge ? » n'est pas inférieur à 18 ans"),
        (GOOD, "Montrer si « Votre visite ? » est « Bien » ou « Moyen »"),
        ({"not": GOOD}, "Montrer si « Votre visite ? » n'est ni « Bien », ni « Moyen »"),
        ({"equals": ["ligne_a", "non"]}, "Montrer si « Ligne A » est « Non »"),
        ({"equals": ["accord", "oui"]}, "Montrer si « Vous êtes d’accord. » est « Oui »"),
        (
            {"all": [YES, {"any": [OLD, GOOD]}]},
            "Montrer si « Avez-vous renoncé à une démarche ? » est « Oui » et (« Quel est votre âge ? » "
            "est supérieur à 65 ans ou « Votre visite ? » est « Bien » ou « Moyen »)",
        ),
        (
            {"all": [YES, {"not": {"any": [OLD, {"answered": "mot"}]}}]},
            "Montrer si « Avez-vous renoncé à une démarche ? » est « Oui », sauf si « Quel est votre "
            "âge ? » est supérieur à 65 ans ou « Un mot ? » a une réponse",
        ),
        (
            {"not": {"all": [YES, OLD]}},
            "Montrer, sauf si « Avez-vous renoncé à une démarche ? » est « Oui » et « Quel est votre "
            "âge ? » est supérieur à 65 ans",
        ),
        ({"equals": ["partie", "x"]}, "Montrer si « partie » (question absente) est « x »"),
        (
            {"equals": ["renonce", "ex"]},
            "Montrer si « Avez-vous renoncé à une démarche ? » est « ex » (réponse absente)",
        ),
    ],
)  # fmt: skip
def test_a_rule_reads_as_a_sentence(house: Flask, rule: Any, sentence: str) -> None:
    with house.app_context():
        assert Sentences(ASKED.questions).sentence(rule) == sentence


def test_a_negated_group_inside_another_is_turned_part_by_part(house: Flask) -> None:
    rule = {"any": [{"not": {"all": [YES, OLD]}}, {"answered": "mot"}]}
    with house.app_context():
        said = Sentences(ASKED.questions).sentence(rule)
    assert "(« Avez-vous renoncé à une démarche ? » n'est pas « Oui » ou « Quel est" in said
    assert said.endswith("ou « Un mot ? » a une réponse")


def test_a_rule_reads_in_english_with_the_words_of_the_question(house: Flask) -> None:
    asked = definition(
        source("single", "q", text={"fr": "Vu ?"}, options=[OUI, {**OUI, "value": "b"}])
    )
    with house.test_request_context(), force_locale("en"):
        said = Sentences(asked.questions).sentence({"equals": ["q", "oui"]})
    assert said == "Show if “Vu ?” is “Oui”"


@pytest.mark.parametrize("name", library.names())
def test_every_rule_of_the_starters_names_no_code(house: Flask, name: str) -> None:
    asked = library.load(name)
    with house.app_context():
        said = Sentences(asked.questions)
        told = [said.sentence(one.show_if) for one in asked.questions if one.show_if]
    assert all("absente" not in one and "_" not in one for one in told), told
