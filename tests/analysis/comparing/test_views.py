"""Two sides as people read them: what differs, what is hidden, what is not tested."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from flask import Flask
from openpyxl import load_workbook

from feedback.analysis import desk
from tests.analysis.test_views import MARCH, Poll
from tests.factories import make_member, make_responses
from tests.page_client import PageClient


@pytest.fixture(autouse=True)
def may_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is known."""
    monkeypatch.setattr(desk, "today", lambda: dt.date(2026, 5, 20))


@pytest.fixture
def poll(app: Flask) -> Poll:
    return Poll()


def address(poll: Poll, **asked: str) -> str:
    """The comparison of both sites in March, or what is asked."""
    sites = [site.public_id for site in poll.study.sites]
    given = {"lieu": sites[0], "lieu2": sites[1], **asked}
    return f"{poll.address}/comparer?" + "&".join(f"{k}={v}" for k, v in given.items())


def test_two_sites_that_differ_are_said_to(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    page = client.get(address(poll))
    assert "différence probable" in page.text
    assert "−100 points" in page.text
    assert 'class="difference probable"' in page.html
    assert "Maison 1" in page.text


def test_few_answers_on_a_side_hide_it(poll: Poll, client: PageClient) -> None:
    make_responses(poll.study, poll.survey, 3, day=dt.date(2026, 4, 2))
    client.sign_in(make_member(poll.study, "study_lead"))
    site = poll.study.sites[0].public_id
    page = client.get(address(poll, lieu2=site, periode="2026-03", periode2="2026-04"))
    assert "trop peu de réponses" in page.text
    assert (
        "différence"
        not in page.text.partition("Ce qu'on peut dire")[2].partition("L'intervalle")[0]
    )


def test_a_side_within_the_other_is_read_and_not_tested(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    page = client.get(address(poll, lieu2=""))
    assert "être des deux côtés" in page.text
    assert "différence probable" not in page.text
    assert "points" in page.text


def test_a_side_may_have_a_filter_which_its_name_says(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    asked = address(poll, filtre="mode:borne", filtre2="outcome:oui")
    assert "Maison 1, Toute l'étude, Borne à l'accueil" in client.get(asked).text
    assert client.browser.get(asked.replace("/comparer?", "/comparer.xlsx?")).status_code == 200


def test_the_same_side_twice_asks_for_another(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    page = client.get(f"{poll.address}/comparer")
    assert "deux côtés différents" in page.text
    assert "Comparer deux lieux" in client.get(poll.address).text


def test_a_manager_compares_closed_months_of_her_sites_alone(
    poll: Poll, client: PageClient
) -> None:
    make_responses(poll.study, poll.survey, 30, day=dt.date(2026, 5, 6))
    manager = make_member(poll.study, "manager", {poll.site(0)})
    client.sign_in(manager)
    page = client.get(address(poll, periode="2026-05"))
    assert "Maison 2" not in page.text  # not hers: her own place stands instead
    assert "n = 30" not in page.text


def test_the_workbook_says_the_same(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    answer = client._ask(client.browser.get, address(poll).replace("comparer?", "comparer.xlsx?"))
    book = load_workbook(io.BytesIO(answer.data))
    rows = list(book["Comparaison"].iter_rows(values_only=True))
    said = {row[2]: row for row in rows[1:] if row[0] == "satisfaction"}
    assert said["Satisfaits"][12] == -1
    assert said["Satisfaits"][15] == "différence probable"


def test_the_workbook_says_what_it_hides(poll: Poll, client: PageClient) -> None:
    make_responses(poll.study, poll.survey, 3, day=dt.date(2026, 4, 2))
    client.sign_in(make_member(poll.study, "study_lead"))
    site = poll.study.sites[0].public_id
    asked = address(poll, lieu2=site, periode="2026-03", periode2="2026-04")
    answer = client._ask(client.browser.get, asked.replace("comparer?", "comparer.xlsx?"))
    book = load_workbook(io.BytesIO(answer.data))
    rows = list(book["Comparaison"].iter_rows(values_only=True))
    hidden = [row for row in rows[1:] if row[0] == "satisfaction"]
    assert len(hidden) == 1
    assert set(hidden[0][2:15]) <= {None, ""}
    assert hidden[0][15] == "masqué : trop peu de réponses"


def test_nonsense_in_the_address_is_passed_over(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    client.get(address(poll, periode="x", filtre="mode:zzz", lieu2="nowhere", filtre2="'"))
    assert MARCH
