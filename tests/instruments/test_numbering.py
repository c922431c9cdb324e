"""The numbers people tick on paper are those that are typed."""

from __future__ import annotations

import pytest

from feedback.instruments import library
from feedback.instruments.numbering import answer_numbers, question_numbers
from tests.instruments.making import NSP, definition, question, source


def test_answers_are_numbered_from_one_in_their_order() -> None:
    assert answer_numbers(question("single")) == {"oui": "1", "non": "2", "autre": "3"}


@pytest.mark.parametrize(
    ("low", "high", "numbers"),
    [
        (0, 3, {"0": "0", "1": "1", "2": "2", "3": "3", "nsp": "4"}),
        (1, 3, {"1": "1", "2": "2", "3": "3", "nsp": "4"}),
        (-1, 1, {"-1": "1", "0": "2", "1": "3", "nsp": "4"}),
    ],
)
def test_the_points_of_a_scale_are_their_own_number_unless_one_is_negative(
    low: int, high: int, numbers: dict[str, str]
) -> None:
    assert answer_numbers(question("scale", min=low, max=high, options=[NSP])) == numbers


def test_a_lone_box_is_number_one() -> None:
    assert answer_numbers(question("consent")) == {"oui": "1"}


def test_questions_not_counted_follow_the_one_before_with_a_letter() -> None:
    numbers = question_numbers(library.load("accueil").questions)
    assert numbers["renoncement"] == "6"
    assert numbers["motif_renoncement"] == "6a"
    assert numbers["canal"] == "7"


def test_texts_to_read_have_no_number_and_the_first_question_always_has() -> None:
    asked = definition(
        source("information", "note"), source("yes_no", "a", counted=False), source("yes_no", "b")
    )
    assert question_numbers(asked.questions) == {"a": "1", "b": "2"}
