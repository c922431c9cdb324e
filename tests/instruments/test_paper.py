"""A survey on paper: numbers, rules said in words, what people need to know."""

from __future__ import annotations

from typing import Any

import pytest

from feedback.instruments import library
from feedback.instruments.paper import asked_on_paper, sheet
from feedback.instruments.paper_words import WORDS, Rules
from tests.instruments.making import definition, source


def sentence(rule: dict[str, Any], tag: str = "fr") -> str:
    """The rule of a last question, as printed."""
    asked = definition(
        source("yes_no", "aide"), source("multiple", "motif"), source("number", "age"),
        source("matrix", "relation"), source("long_text", "mots", show_if=rule),
    )  # fmt: skip
    return Rules(asked.questions, asked.questions, tag).sentence(rule)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"equals": ["aide", "oui"]}, "vous avez répondu « Oui » à la question 1"),
        ({"not": {"equals": ["aide", "oui"]}}, "vous n’avez pas répondu « Oui » à la question 1"),
        ({"in": ["aide", ["oui", "nsp"]]},
         "vous avez répondu « Oui ou Je ne sais pas » à la question 1"),
        ({"contains": ["motif", "rien"]}, "vous avez répondu « Rien » à la question 2"),
        ({"answered": "motif"}, "vous avez répondu à la question 2"),
        ({"less": ["age", 18]}, "votre réponse à la question 3 est plus petite que 18"),
        ({"equals": ["ligne_a", "non"]},
         "vous avez répondu « Non » à la question 4 « Ligne A »"),
        ({"all": [{"equals": ["aide", "oui"]}, {"answered": "age"}]},
         "vous avez répondu « Oui » à la question 1 et si vous avez répondu à la question 3"),
        ({"not": {"all": [{"equals": ["aide", "oui"]}, {"answered": "age"}]}},
         "vous n’avez pas répondu « Oui » à la question 1, ou si vous n’avez pas répondu à la "
         "question 3"),
    ],
)  # fmt: skip
def test_a_rule_is_said_with_the_numbers_and_labels_of_the_sheet(
    rule: dict[str, Any], words: str
) -> None:
    assert sentence(rule) == f"Répondez seulement si {words}."


def test_a_question_that_is_not_on_paper_is_named_by_its_words() -> None:
    asked = definition(
        source("yes_no", "aide", modes=["borne"]),
        source("long_text", "mots", show_if={"equals": ["aide", "oui"]}),
    )
    made = sheet(asked, 1, "fr")
    assert len(made.items) == 1
    assert "« Question aide »" in made.items[0].rule


@pytest.mark.parametrize("tag", library.load("accueil").languages)
def test_the_reception_survey_is_whole_in_every_language(tag: str) -> None:
    made = sheet(library.load("accueil"), 3, tag)
    assert [item.drawing.number for item in made.items] == [
        "1", "2", "3", "4", "5", "6", "6a", "7", "8", "8a",
    ]  # fmt: skip
    assert all(item.drawing.text.lang == made.lang for item in made.items)
    assert made.notice is not None
    assert "3" in made.words["version"]
    assert made.dir == ("rtl" if tag == "ar" else "ltr")
    assert "6" in made.items[6].rule


def test_every_word_of_a_sheet_is_said_in_every_language() -> None:
    for key, texts in WORDS.items():
        assert {"fr", "en", "es", "pt", "ar"} <= set(texts), key


def test_short_answers_stand_side_by_side_and_long_texts_have_lines() -> None:
    made = {item.drawing.code: item for item in sheet(library.load("accueil"), 1, "fr").items}
    assert made["renoncement"].abreast == 3
    assert made["motif"].abreast == 2
    assert made["commentaire"].ruled == 5
    assert (made["motif"].boxes, made["effort"].boxes) == (True, False)


def test_a_rank_is_written_in_a_box_before_each_answer() -> None:
    (item,) = sheet(definition(source("ranking")), 1, "fr").items
    assert (item.boxes, [one.number for one in item.drawing.choices]) == (True, ["", "", ""])
    assert item.how.startswith("Écrivez 1 devant")


def test_what_is_asked_elsewhere_is_not_on_paper() -> None:
    codes = {question.code for question in asked_on_paper(library.load("accueil"))}
    assert "aide_reponse" not in codes  # asked on a link only
