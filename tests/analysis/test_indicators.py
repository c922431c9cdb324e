"""Indicators: worked out by hand, and hidden when they must be."""

from __future__ import annotations

import pytest

from feedback.analysis.counting import Option, Valid, valid_answers
from feedback.analysis.indicators import (
    Indicator,
    Reading,
    dissatisfied,
    easy,
    mean,
    net,
    neutral,
    renounced,
    satisfied,
    share,
    yes,
)
from feedback.analysis.thresholds import ALIKE, BASE, CELL, Masked

FACES = (Option("bad", 0), Option("fair", 5), Option("good", 10), Option("no", role="prefer_not"))
ASKED = (
    Option("oui", 10),
    Option("un_peu", 5),
    Option("non", 0),
    Option("pc", role="not_concerned"),
)
GAVE_UP = (Option("oui"), Option("non"), Option("nsp", role="dont_know"))


def faces(bad: int, fair: int, good: int, refused: int = 0) -> Valid:
    return valid_answers({"bad": bad, "fair": fair, "good": good, "no": refused}, FACES)


def parts(found: Indicator) -> tuple[object, object, object]:
    return found.value, found.n, found.excluded


def test_the_satisfied_are_the_good_faces_among_valid_answers() -> None:
    found = satisfied("satisfaction", "Satisfaction", faces(10, 30, 60, 7))
    assert parts(found) == (0.6, 100, 7)
    assert found.low == pytest.approx(0.50200, abs=1e-5)
    assert found.high == pytest.approx(0.69060, abs=1e-5)
    assert not found.few


def test_the_three_sides_of_a_question_make_one() -> None:
    valid = faces(10, 30, 60)
    shares = [read("q", "Q", valid).value for read in (satisfied, neutral, dissatisfied)]
    assert shares == [0.6, 0.3, 0.1]


def test_two_best_of_five_levels_are_satisfied() -> None:
    levels = tuple(Option(str(i), i * 2.5) for i in range(5))
    valid = valid_answers({"0": 1, "1": 2, "2": 3, "3": 6, "4": 8}, levels)
    assert satisfied("q", "Q", valid).value == 0.7
    assert neutral("q", "Q", valid).value == 0.15
    assert dissatisfied("q", "Q", valid).value == 0.15


def test_the_net_is_good_less_bad() -> None:
    found = net("q", "Q", faces(10, 30, 60))
    assert found.value == 0.5
    assert (found.unit, found.low < 0.5 < found.high) == ("net", True)


def test_the_mean_is_out_of_ten() -> None:
    found = mean("q", "Q", faces(10, 30, 60, 2))
    assert parts(found) == (7.5, 100, 2)
    assert 6.5 < found.low < 7.5 < found.high < 8.3


def test_an_answer_without_score_is_left_out_of_the_mean() -> None:
    options = (Option("oui", 10), Option("non", 0), Option("autre"))
    valid = valid_answers({"oui": 6, "non": 2, "autre": 4}, options)
    assert parts(mean("q", "Q", valid)) == (7.5, 8, 4)


def test_a_dimension_counts_frank_yes_only() -> None:
    valid = valid_answers({"oui": 12, "un_peu": 5, "non": 3, "pc": 9}, ASKED)
    assert parts(yes("ecoute", "Écoute", valid)) == (0.6, 20, 9)


def test_effort_counts_easy() -> None:
    options = (Option("facile", 10), Option("difficile", 0))
    assert (
        easy("effort", "Facile", valid_answers({"facile": 3, "difficile": 3}, options)).value == 0.5
    )


def test_giving_up_is_declared_never_a_rate() -> None:
    found = renounced("renoncement", valid_answers({"oui": 4, "non": 12, "nsp": 5}, GAVE_UP))
    assert parts(found) == (0.25, 16, 5)
    assert found.label == "Renoncement déclaré"
    assert found.few


def test_under_the_threshold_everything_about_the_figure_is_hidden() -> None:
    found = satisfied("q", "Q", faces(1, 1, 2, 3), Reading(modes={"borne": 3, "lien": 1}))
    hidden = Masked(BASE)
    assert found.masked
    assert [found.value, found.n, found.excluded, found.low, found.high] == [hidden] * 5
    assert found.modes == {"borne": hidden, "lien": hidden}


def test_the_threshold_is_higher_for_what_is_published() -> None:
    assert satisfied("q", "Q", faces(2, 3, 5)).value == 0.5
    assert satisfied("q", "Q", faces(2, 3, 5), Reading(threshold=11)).masked


def test_nobody_answered_is_said_and_not_hidden() -> None:
    found = satisfied("q", "Q", faces(0, 0, 0, 8), Reading(modes={"borne": 0}))
    assert parts(found) == (None, 0, 8)
    assert not found.masked
    assert found.modes == {"borne": 0}


def test_the_split_by_mode_hides_few_persons() -> None:
    modes = {"borne": 60, "accompagne": 3, "lien": 37}
    found = satisfied("q", "Q", faces(10, 30, 60), Reading(modes=modes))
    assert found.modes == {"borne": 60, "accompagne": Masked(CELL), "lien": Masked(CELL)}


@pytest.mark.parametrize("read", [satisfied, dissatisfied, neutral, mean, net])
def test_answers_all_alike_are_hidden_when_sensitive_and_published(read) -> None:  # type: ignore[no-untyped-def]
    found = read("q", "Q", faces(0, 0, 20), Reading(threshold=11, sensitive=True))
    assert [found.value, found.low, found.high] == [Masked(ALIKE)] * 3
    assert read("q", "Q", faces(0, 0, 20), Reading(threshold=11)).value in (0, 1, 10)


def test_nobody_giving_up_is_hidden_when_sensitive_and_published() -> None:
    valid = valid_answers({"oui": 0, "non": 20}, GAVE_UP)
    assert share("q", "Q", valid, {"oui"}, Reading(11, sensitive=True)).value == Masked(ALIKE)
