"""A page filled beforehand still asks what was drawn for its person."""

from __future__ import annotations

from flask import Flask

from feedback.kiosk.slips.codes import CODE
from feedback.kiosk.survey_page import Survey, html
from tests.instruments.making import definition, source


def test_a_slips_code_on_the_page_does_not_open_the_whole_bank(app: Flask) -> None:
    asked = definition(source("bank"), kind="survey")
    survey = Survey(lambda: asked, "v", "s", "fr", ("fr",), "lien", "/r/x").of("a seed")
    assert len(survey.drawn) == 1
    with app.test_request_context():
        page = html(app.jinja_env, survey, {CODE: ["0123 4567"]})
    fields = {question.code for question in asked.questions if question.bank}
    assert {code for code in fields if f'data-screen="{code}"' in page} == set(survey.drawn)
