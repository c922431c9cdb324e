"""An instrument at a glance: rules in words, questions counted as people count them."""

from __future__ import annotations

from flask import Flask

from feedback.instruments import library
from feedback.instruments.overview import lines, number_of_questions


def test_the_reception_survey_counts_eight_questions(house: Flask) -> None:
    with house.app_context():
        told = lines(library.load("accueil"))
    assert number_of_questions(library.load("accueil")) == 8
    assert [line.code for line in told if line.depth] == [
        "ecoute", "disponibilite", "confidentialite", "sans_jugement", "suivi", "oralite",
    ]  # fmt: skip


def test_the_fields_of_a_step_stand_below_the_step_list(house: Flask) -> None:
    with house.app_context():
        told = lines(library.load("separation"))
    below = [line.code for line in told if line.depth]
    assert below[:2] == ["titre", "quand"]
    assert all(line.number is None for line in told if line.depth)
