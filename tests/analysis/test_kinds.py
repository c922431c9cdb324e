"""Figures on numbers and rankings: worked out by hand, and hidden when they must be."""

from __future__ import annotations

import pytest

from feedback.analysis.asked import Asked, asked
from feedback.analysis.indicators import Reading
from feedback.analysis.reports import question_report
from feedback.analysis.thresholds import Masked
from feedback.exports.figures import Where, indicator_rows
from feedback.instruments.definition import load
from feedback.instruments.kinds import KINDS
from tests.instruments.making import definition, document, source


def item(**changes: object) -> Asked:
    """A number as figures need it."""
    (made,) = asked([definition(source("number", **changes))])
    return made


def counts(*values: float, **changes: object) -> dict[str, int]:
    """The tally of those answers."""
    question = definition(source("number", **changes)).questions[0]
    found: dict[str, int] = {}
    for value in values:
        for _code, key in KINDS["number"].tally(question, {"q": value}, {}):
            found[key] = found.get(key, 0) + 1
    return found


def test_a_number_has_its_mean_its_median_and_its_quartiles() -> None:
    report = question_report(item(), counts(*range(1, 41)), Reading(5))
    values = [figure.value for figure in report.indicators]
    assert values == [20.5, 20.5, 10.5, 30.5]
    assert (report.n, report.asked.unit) == (40, "ans")
    mean = report.indicators[0]
    assert mean.low is not None
    assert mean.low < 20.5 < mean.high  # type: ignore[operator]


def test_the_median_falls_on_an_answer_when_one_is_in_the_middle() -> None:
    report = question_report(item(), counts(*[10] * 11, *[90] * 10), Reading(5))
    assert report.indicators[1].value == 10


def test_a_median_is_hidden_unless_enough_answers_are_on_each_side_of_it() -> None:
    few = question_report(item(), counts(*range(1, 9)), Reading(5))  # 8: four on each side
    assert few.indicators[0].value == 4.5
    assert all(isinstance(one.value, Masked) for one in few.indicators[1:])
    more = question_report(item(), counts(*range(1, 13)), Reading(5))  # 12: quarters of three
    assert [one.masked for one in more.indicators] == [False, False, True, True]


def test_a_small_base_hides_all_of_a_number() -> None:
    assert question_report(item(), counts(1, 2, 3, 4), Reading(5)).closed


def test_a_file_writes_a_number_in_its_unit_and_never_as_a_percentage() -> None:
    report = question_report(item(), counts(*[30] * 20, *[50] * 20), Reading(5))
    told = list(indicator_rows(Where("E", "Tous", "2026"), [report], {}, {}))
    assert [(row[1], row[2], row[3]) for row in told] == [
        (40, "ans", "Moyenne"), (40, "ans", "Médiane"), (30, "ans", "Premier quartile"),
        (50, "ans", "Troisième quartile"),
    ]  # fmt: skip


def test_many_possible_numbers_are_counted_in_a_thousand_steps_at_most() -> None:
    wide = {"min": 0, "max": 100_000, "decimals": 2}
    assert counts(12_345.67, **wide) == {"answered": 1, "12300": 1}
    assert counts(12.5) == {"answered": 1, "12": 1}  # half a step falls on the even one
    assert counts(12.5, max=99) == {"answered": 1, "12.5": 1}


def test_a_number_without_both_limits_is_only_counted() -> None:
    report = question_report(item(max=None), counts(1, 2, 3, 4, 5, max=None), Reading(5))
    assert (report.n, report.indicators) == (5, ())


def test_limits_of_all_versions_hold_the_numbers_together() -> None:
    versions = [load(document(source("number", max=top))) for top in (50, 20)]
    (made,) = asked(versions)
    assert (made.low, made.high) == (0, 50)


def ranking(*orders: list[str]) -> tuple[Asked, dict[str, int]]:
    """A ranking and the tally of those orders."""
    whole = definition(source("ranking"))
    found: dict[str, int] = {}
    for order in orders:
        for _code, key in KINDS["ranking"].tally(whole.questions[0], {"q": order}, {}):
            found[key] = found.get(key, 0) + 1
    return asked([whole])[0], found


def test_a_ranking_tells_how_often_first_and_the_mean_rank() -> None:
    report = question_report(*ranking(*[["oui", "non"]] * 6, *[["non"]] * 2), Reading(5))
    assert (report.n, [bar.share for bar in report.bars]) == (8, [0.75, 0.25, 0])
    found = {figure.code: (figure.value, figure.n, figure.excluded) for figure in report.indicators}
    assert found["q.oui.premier"] == (0.75, 8, 0)
    assert found["q.oui.rang"] == (1, 6, 2)
    assert found["q.non.rang"] == (pytest.approx(14 / 8), 8, 0)


def test_a_mean_rank_has_a_base_of_its_own() -> None:
    report = question_report(*ranking(*[["oui"]] * 6, *[["oui", "non"]] * 3), Reading(5))
    found = {figure.code: figure.masked for figure in report.indicators}
    assert (found["q.oui.rang"], found["q.non.rang"]) == (False, True)
