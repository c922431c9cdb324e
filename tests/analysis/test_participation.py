"""The share of visitors who answered, as it may be shown."""

from __future__ import annotations

import datetime as dt

import pytest

from feedback.analysis.participation import participation
from feedback.db import writing
from feedback.reception import operations
from feedback.responses.weeks import PARIS
from tests.factories import make_lead, make_member, make_responses, make_study, make_survey
from tests.page_client import PageClient

DAY = dt.date(2026, 3, 4)


def test_a_share_says_its_days_and_visitors() -> None:
    shown = participation(20, 400, 60, 5, live=True)
    assert shown is not None
    assert (shown.days, shown.visitors, shown.answers, shown.share) == (20, 400, 60, 0.15)


def test_nothing_is_said_where_no_visitor_is_known() -> None:
    assert participation(0, 0, 0, 5, live=True) is None


@pytest.mark.parametrize(("visitors", "answers"), [(400, 4), (4, 2)])
def test_small_numbers_stay_hidden(visitors: int, answers: int) -> None:
    shown = participation(3, visitors, answers, 5, live=True)
    assert shown is not None
    assert shown.share is None
    assert shown.answers is None


def test_those_without_the_rows_are_not_told_how_many_answered() -> None:
    shown = participation(20, 400, 60, 5, live=False)
    assert shown is not None
    assert (shown.share, shown.answers) == (0.15, None)


def test_more_answers_than_visitors_is_a_fault_to_look_at_not_a_figure() -> None:
    shown = participation(1, 20, 25, 5, live=True)
    assert shown is not None
    assert shown.impossible
    assert shown.share is None


def test_the_page_of_results_says_it_for_the_place_and_period_chosen(client: PageClient) -> None:
    study = make_study()
    survey = make_survey(study)
    make_responses(study, survey, 12, day=DAY)
    results = f"/enquetes/{survey.public_id}/resultats"
    client.sign_in(make_lead(study))
    assert "Taux de participation" not in client.get(results).text
    with writing():
        operations.count_visitors(make_lead(study), study.sites[0], {DAY: 80})
    page = client.get(results)
    assert "15,0 % des personnes venues" in page.text
    assert "12 réponses comptées · 80 personnes venues · 1 jour où" in page.text
    assert "15,0 %" in client.get(f"{results}?periode=2026-03").text
    assert "Taux de participation" not in client.get(f"{results}?filtre=mode:borne").text
    manager = client.sign_in(make_member(study, "manager")).get(results)
    assert "15 % des personnes venues" in manager.text
    assert "12 réponses comptées" not in manager.text


def test_a_manager_learns_nothing_of_the_month_that_has_not_ended(client: PageClient) -> None:
    study = make_study()
    survey = make_survey(study)
    today = dt.datetime.now(PARIS).date()
    make_responses(study, survey, 12, day=DAY)
    make_responses(study, survey, 12, day=today)
    with writing():
        operations.count_visitors(make_lead(study), study.sites[0], {today: 80})
    results = f"/enquetes/{survey.public_id}/resultats"
    assert "Taux de participation" in client.sign_in(make_lead(study)).get(results).text
    client.sign_in(make_member(study, "manager"))
    assert "Taux de participation" not in client.get(results).text
