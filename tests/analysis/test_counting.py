"""Valid answers are kept apart from the others, and all are counted."""

from __future__ import annotations

import pytest

from feedback.analysis.counting import Option, Valid, sides, valid_answers

EFFORT = (
    Option("facile", 10),
    Option("un_peu", 5),
    Option("tres", 0),
    Option("nsp", role="dont_know"),
)
LEVELS = tuple(Option(str(score), score) for score in (0, 2.5, 5, 7.5, 10))


def test_those_who_do_not_know_are_left_out_and_counted() -> None:
    found = valid_answers({"facile": 6, "tres": 2, "nsp": 3, "": 4}, EFFORT)
    assert found.counts == {"facile": 6, "un_peu": 0, "tres": 2}
    assert (found.n, found.excluded) == (8, 7)


def test_an_answer_no_option_knows_is_counted_as_left_out() -> None:
    assert valid_answers({"facile": 1, "ancienne": 2}, EFFORT).excluded == 2


def test_three_faces_have_one_on_each_side() -> None:
    found = sides(valid_answers({}, EFFORT))
    assert (found.good, found.neutral, found.bad) == ({"facile"}, {"un_peu"}, {"tres"})


def test_five_levels_have_two_on_each_side_and_one_between() -> None:
    found = sides(valid_answers({}, LEVELS))
    assert found.good == {"7.5", "10"}
    assert found.neutral == {"5"}
    assert found.bad == {"0", "2.5"}


def test_four_levels_have_no_middle() -> None:
    found = sides(Valid({}, {"a": 1, "b": 2, "c": 3, "d": 4}, 0))
    assert (found.good, found.neutral, found.bad) == ({"c", "d"}, frozenset(), {"a", "b"})


def test_a_question_without_scores_has_no_sides() -> None:
    with pytest.raises(ValueError, match="without scores"):
        sides(valid_answers({"oui": 3}, (Option("oui"), Option("non"))))
