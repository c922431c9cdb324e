"""The title of a part of a questionnaire, wherever its questions are."""

from __future__ import annotations

from flask import Flask

from feedback.instruments import rendering
from tests.instruments.making import definition, source
from tests.instruments.xlsform.test_writing import back

MADE = definition(
    source("single", "premiere", section={"fr": "Votre arrivée", "ar": "وصولكم"}),
    source("long_text", "deuxieme"),
)


def test_it_is_said_over_its_first_question_in_each_language(app: Flask) -> None:
    drawn = rendering.draw_all(MADE.questions, "ar")
    first, second = (rendering.html(app.jinja_env, one) for one in drawn)
    assert "وصولكم" in first
    assert "question-section" not in second


def test_it_travels_in_a_form_of_kobo_and_comes_back() -> None:
    assert back(MADE).definition == MADE
