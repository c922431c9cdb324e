"""Published or closed by date: done once, told, and refused when something is wrong that day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from feedback.accounts.models import AuditEntry, Notice
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.instruments import operations
from feedback.instruments.models import Instrument, Plan
from feedback.instruments.queries import draft, published
from feedback.instruments.versions import operations as versions
from feedback.instruments.versions import queries
from feedback.instruments.versions.jobs import carry_out_plans
from feedback.studies.models import Study
from tests.factories import make_lead, make_link, make_study, make_survey
from tests.instruments.versions.test_views import changed, write_draft
from tests.page_client import PageClient

TODAY = dt.date(2026, 5, 4)
DAY = dt.timedelta(days=1)


def plan(study: Study, instrument: Instrument, act: str, day: dt.date) -> None:
    """As the lead asks for it."""
    with writing():
        held = db.session.get_one(Instrument, instrument.id)
        versions.plan(make_lead(study), db.session.get_one(Study, study.id), held, act, day, TODAY)


def on(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    """The worker's minute of a day."""
    monkeypatch.setattr(queries, "today", lambda: day)
    carry_out_plans()
    db.session.expire_all()


def told() -> list[str]:
    """Kinds of the notices about instruments."""
    kinds = db.session.scalars(select(Notice.kind).order_by(Notice.id))
    return [kind for kind in kinds if kind.startswith("instrument")]


def number(instrument: Instrument) -> int | None:
    """The version asked now."""
    found = published(db.session.get_one(Instrument, instrument.id))
    return found.number if found else None


def test_a_draft_is_published_on_the_morning_of_its_day_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = make_study()
    instrument = make_survey(study)
    write_draft(instrument, changed(effort="Autrement ?"))
    plan(study, instrument, "publish", TODAY + DAY)
    on(monkeypatch, TODAY)
    assert (number(instrument), told()) == (1, [])
    for _minute in range(2):
        on(monkeypatch, TODAY + DAY)
    assert (number(instrument), told()) == (2, ["instrument_publish_done"])
    assert db.session.scalars(select(Plan)).all() == []
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "instrument.published"))
    assert entry.all()[-1].actor == make_lead(study).public_id


def test_a_survey_is_closed_once_its_day_is_over_and_says_so(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = make_study()
    instrument = make_survey(study)
    link = make_link(study, instrument)
    plan(study, instrument, "close", TODAY)
    on(monkeypatch, TODAY)
    assert number(instrument) == 1
    on(monkeypatch, TODAY + DAY)
    assert (number(instrument), told()) == (None, ["instrument_close_done"])
    assert "Cette enquête est terminée" in client.get(f"/r/{link.token}", 410).text


def test_a_draft_with_faults_that_day_is_not_published_and_the_lead_is_told(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = make_study()
    instrument = make_survey(study)
    write_draft(instrument, changed(effort="Autrement ?"))
    plan(study, instrument, "publish", TODAY + DAY)
    document = changed()
    document["questions"][0]["options"] = []
    write_draft(instrument, document)
    on(monkeypatch, TODAY + DAY)
    assert (number(instrument), told()) == (1, ["instrument_publish_refused"])
    on(monkeypatch, TODAY + 2 * DAY)
    assert told() == ["instrument_publish_refused"]
    assert draft(db.session.get_one(Instrument, instrument.id)) is not None


def test_what_was_planned_does_not_outlive_what_it_was_for(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = make_study()
    instrument = make_survey(study)
    write_draft(instrument, changed(effort="Autrement ?"))
    plan(study, instrument, "publish", TODAY + DAY)
    plan(study, instrument, "close", TODAY + 9 * DAY)
    with writing():
        held = db.session.get_one(Instrument, instrument.id)
        operations.publish(make_lead(study), db.session.get_one(Study, study.id), held)
    write_draft(instrument, changed(effort="Pas encore prêt"))
    on(monkeypatch, TODAY + DAY)
    assert number(instrument) == 2
    with writing():
        operations.archive(make_lead(study), db.session.get_one(Instrument, instrument.id))
    assert db.session.scalars(select(Plan)).all() == []


@pytest.mark.parametrize(
    ("act", "day", "words"),
    [
        ("publish", TODAY + DAY, "pas de brouillon"),
        ("close", TODAY - DAY, "passé"),
        ("close", TODAY + 800 * DAY, "trop loin"),
        ("open", TODAY + DAY, "Choisissez"),
    ],
)
def test_what_cannot_be_planned_is_refused(app: Flask, act: str, day: dt.date, words: str) -> None:
    study = make_study()
    instrument = make_survey(study)
    with pytest.raises(Refused) as refused:
        plan(study, instrument, act, day)
    assert words in str(refused.value.message)


def test_a_day_is_planned_changed_and_cancelled_on_the_page(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    client.sign_in(make_lead(study))
    address = f"/questionnaires/{instrument.public_id}/calendrier"
    today = queries.today()
    for days in (5, 9):
        page = client.follow(address, {"act": "close", "day": (today + days * DAY).isoformat()})
        assert "C'est prévu" in page.text
    assert [one.day for one in db.session.scalars(select(Plan))] == [today + 9 * DAY]
    assert "Fermeture prévue" in client.get(f"/questionnaires/{instrument.public_id}").text
    page = client.follow(f"{address}/retrait", {"act": "close"})
    assert "rien ne se fera" in page.text
    assert "Rien n'est prévu" in client.follow(f"{address}/retrait", {"act": "close"}).text


@pytest.mark.parametrize("sent", [{}, {"act": "close"}, {"act": "close", "day": "31/02/2027"},
                                  {"act": "publish", "day": "2099-01-01"}, {"act": "x", "day": "y"}])  # fmt: skip
def test_a_day_that_cannot_be_is_said_plainly(client: PageClient, sent: dict[str, Any]) -> None:
    study = make_study()
    instrument = make_survey(study)
    client.sign_in(make_lead(study))
    page = client.post(f"/questionnaires/{instrument.public_id}/calendrier", sent, 422)
    assert "À corriger" in page.text
    assert db.session.scalars(select(Plan)).all() == []
