"""What is published: to whom, from how many, renewed without telling the answers of a few."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from feedback.analysis import desk
from feedback.db import db
from feedback.exports.publishing.models import Publication
from tests.factories import make_member, make_responses, make_site, make_study, make_survey
from tests.page_client import PageClient

MARCH = dt.date(2026, 3, 4)


class Clock:
    """The day, as the pages see it."""

    today = dt.date(2026, 5, 20)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A day that the test moves."""
    held = Clock()
    monkeypatch.setattr(desk, "today", lambda: held.today)
    return held


class Poll:
    """A survey answered by twenty people in March, two ways."""

    def __init__(self) -> None:
        self.study = make_study(make_site("Maison 1"), make_site("Maison 2"))
        self.survey = make_survey(self.study)
        self.more(14, "tres_bien")
        self.more(6, "pas_bien")
        self.address = f"/enquetes/{self.survey.public_id}/publication"

    def more(self, count: int, said: str, day: dt.date = MARCH) -> None:
        """More people answer."""
        make_responses(self.study, self.survey, count, day=day, answers={"satisfaction": said})


@pytest.fixture
def poll(app: Flask, clock: Clock) -> Poll:
    return Poll()


def base(code: str = "satisfaction") -> int:
    """How many bear a published question."""
    db.session.rollback()
    body = db.session.query(Publication).one().body
    return next(int(one["n"]) for one in body["questions"] if one["code"] == code)


def test_anybody_reads_what_was_published_and_nothing_before_or_after(
    poll: Poll, client: PageClient
) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    assert "n'importe qui" in client.get(poll.address).text
    client.follow(poll.address)
    address = f"/resultats-publics/{db.session.query(Publication).one().public_id}"
    client.browser.delete_cookie("session")
    page = client.get(address)
    assert "70 %" in page.text
    assert "20 réponses valables" in page.text
    assert "cdn" not in page.html
    client.sign_in(make_member(poll.study, "study_lead"))
    client.follow(f"{poll.address}/retrait")
    client.get(address, 404)


def test_only_the_lead_publishes(poll: Poll, client: PageClient) -> None:
    for role in ("coder", "manager", "agent", "moderator"):
        client.sign_in(make_member(poll.study, role))
        client.get(poll.address, 404)
        client.post(poll.address, {}, 404)


def test_few_answers_or_all_alike_are_not_published(
    app: Flask, clock: Clock, client: PageClient
) -> None:
    study = make_study()
    survey = make_survey(study)
    make_responses(study, survey, 10, day=MARCH, answers={"satisfaction": "tres_bien"})
    client.sign_in(make_member(study, "study_lead"))
    address = f"/enquetes/{survey.public_id}/publication"
    assert "Rien ne peut être publié" in client.follow(address).text
    make_responses(study, survey, 30, day=MARCH, answers={"satisfaction": "tres_bien"})
    clock.today = dt.date(2026, 5, 21)
    assert "Rien ne peut être publié" in client.follow(address).text  # all say the same
    assert db.session.query(Publication).count() == 0


def test_a_question_is_renewed_only_when_enough_have_answered_since(
    poll: Poll, client: PageClient, clock: Clock
) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    client.follow(poll.address)
    assert base() == 20
    poll.more(5, "tres_bien", dt.date(2026, 5, 6))
    clock.today = dt.date(2026, 6, 10)  # May has closed
    client.follow(poll.address)
    assert base() == 20  # five more would be told by the difference
    poll.more(9, "pas_bien", dt.date(2026, 6, 6))
    clock.today = dt.date(2026, 7, 10)
    client.follow(poll.address)
    assert base() == 34


def test_an_open_month_is_never_published(poll: Poll, client: PageClient) -> None:
    poll.more(40, "pas_bien", dt.date(2026, 5, 6))
    client.sign_in(make_member(poll.study, "study_lead"))
    client.follow(poll.address)
    assert base() == 20
