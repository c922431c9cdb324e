"""An instrument at a glance: rules in words, questions counted as people count them."""

from __future__ import annotations

import pytest

from feedback.instruments import library
from feedback.instruments.overview import lines, number_of_questions, rule_words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (None, ""),
        ({"answered": "a"}, "« a » a une réponse"),
        ({"in": ["a", ["x", "y"]]}, "« a » est parmi x, y"),
        ({"not": {"greater": ["n", 3]}}, "pas « n » est supérieur à 3"),
        (
            {"any": [{"equals": ["a", "x"]}, {"contains": ["b", "y"]}]},
            "(« a » vaut x ou « b » contient y)",
        ),
        ({"all": [{"less": ["n", 2]}]}, "« n » est inférieur à 2"),
    ],
)
def test_a_rule_reads_as_a_sentence(rule: object, words: str) -> None:
    assert rule_words(rule) == words  # type: ignore[arg-type]


def test_the_reception_survey_counts_eight_questions() -> None:
    told = lines(library.load("accueil"))
    assert number_of_questions(library.load("accueil")) == 8
    assert [line.code for line in told if line.depth] == [
        "ecoute", "disponibilite", "confidentialite", "sans_jugement", "suivi", "oralite",
    ]  # fmt: skip


def test_the_fields_of_a_step_stand_below_the_step_list() -> None:
    told = lines(library.load("separation"))
    below = [line.code for line in told if line.depth]
    assert below[:2] == ["titre", "quand"]
    assert all(line.number is None for line in told if line.depth)
