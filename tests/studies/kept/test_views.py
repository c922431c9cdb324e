"""A page of figures is kept under a name, opened again, shared, taken away."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from feedback.analysis import desk
from feedback.db import db
from feedback.studies.kept import operations
from feedback.studies.kept.models import KeptView
from tests.analysis.test_views import Poll
from tests.factories import make_member, make_study
from tests.page_client import PageClient


@pytest.fixture(autouse=True)
def may_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is known."""
    monkeypatch.setattr(desk, "today", lambda: dt.date(2026, 5, 20))


@pytest.fixture
def poll(app: Flask) -> Poll:
    return Poll()


def keep(client: PageClient, poll: Poll, name: str, **more: str) -> None:
    """Keep the results of March under a name."""
    fields = {"page": "analysis.show", "periode": "2026-03", "name": name, **more}
    client.follow(f"/enquetes/{poll.survey.public_id}/vues", fields)
    db.session.rollback()


def test_a_view_is_kept_opened_again_and_taken_away(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    keep(client, poll, "Mars, tout")
    page = client.get(poll.address)
    link = next(a.get("href") for a in page.all("a") if "Mars, tout" in "".join(a.itertext()))
    assert "periode=2026-03" in link
    assert 'aria-current="true"' in client.get(link).html
    held = db.session.query(KeptView).one()
    page = client.follow(f"/vues/{held.public_id}/retrait")
    assert "Mars, tout" not in page.text


def test_the_same_name_again_replaces_ones_own(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    keep(client, poll, "A")
    keep(client, poll, "A", page="comparing.show", lieu2="x", nonsense="y")
    held = db.session.query(KeptView).one()
    assert (held.page, held.address) == ("comparing.show", {"periode": "2026-03", "lieu2": "x"})


def test_a_shared_view_is_seen_by_the_team_and_only_there(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    keep(client, poll, "Pour tous", shared="1")
    keep(client, poll, "À moi")
    other = make_member(poll.study, "coder")
    client.sign_in(other)
    page = client.get(poll.address).text
    assert "Pour tous" in page
    assert "À moi" not in page
    held = db.session.query(KeptView).filter_by(name="Pour tous").one()
    client.post(f"/vues/{held.public_id}/retrait", {}, 404)
    client.sign_in(make_member(make_study(), "study_lead"))
    client.post(f"/enquetes/{poll.survey.public_id}/vues", {"name": "x"}, 404)


def test_a_view_without_a_name_or_one_too_many_is_refused(
    poll: Poll, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    keep(client, poll, " ")
    monkeypatch.setattr(operations, "MOST", 1)
    keep(client, poll, "Une")
    keep(client, poll, "Deux", page="nowhere")
    assert [one.name for one in db.session.query(KeptView)] == ["Une"]
