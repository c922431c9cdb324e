"""Visitors counted by day: typed, corrected, shown when they are missing."""

from __future__ import annotations

import datetime as dt

from feedback.accounts.models import AuditEntry
from feedback.db import db, utcnow
from feedback.reception.models import Footfall
from feedback.responses.weeks import here
from tests.factories import make_member, make_site, make_study
from tests.page_client import PageClient


def today() -> dt.date:
    """The day in France."""
    return here(utcnow())[0]


def name(days_ago: int) -> str:
    """The field of a day."""
    return f"jour-{(today() - dt.timedelta(days=days_ago)).isoformat()}"


def kept() -> dict[dt.date, int]:
    """Visitors by day."""
    return {row.day: row.visitors for row in db.session.query(Footfall)}


def test_an_agent_types_and_corrects_the_days_of_a_site(client: PageClient) -> None:
    study = make_study(make_site("Gare"), make_site("Port"))
    port = next(s for s in study.sites if s.name == "Port")
    client.sign_in(make_member(study, "agent"))
    address = f"/etudes/{study.public_id}/frequentation?lieu={port.public_id}"
    assert "Il manque" in client.get(address).text
    page = client.follow(address, {name(1): "34", name(2): "0", name(3): " "})
    assert "2 jours enregistrés" in page.text
    assert "fermé" in page.text
    client.follow(address, {name(1): "43", name(2): ""})
    assert kept() == {today() - dt.timedelta(days=1): 43}
    assert db.session.query(Footfall).one().site_id == port.id


def test_only_the_log_says_who_typed(client: PageClient) -> None:
    study = make_study()
    agent = make_member(study, "agent")
    client.sign_in(agent)
    client.follow(f"/etudes/{study.public_id}/frequentation", {name(1): "12"})
    entry = db.session.query(AuditEntry).filter_by(act="footfall.counted").one()
    assert entry.actor == agent.public_id
    assert entry.detail == {"days": {(today() - dt.timedelta(days=1)).isoformat(): 12}}
    client.follow(f"/etudes/{study.public_id}/frequentation", {name(1): "12"})
    assert db.session.query(AuditEntry).filter_by(act="footfall.counted").count() == 1


def test_one_wrong_number_stores_nothing_and_keeps_everything(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_member(study, "agent"))
    page = client.post(
        f"/etudes/{study.public_id}/frequentation", {name(1): "30", name(2): "beaucoup"}, 422
    )
    assert "en chiffres" in page.text
    assert 'value="beaucoup"' in page.html
    assert 'value="30"' in page.html
    assert kept() == {}


def test_days_outside_the_page_cannot_be_changed(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_member(study, "agent"))
    client.post(f"/etudes/{study.public_id}/frequentation", {name(15): "5", name(-1): "5"})
    assert kept() == {}


def test_an_agent_sees_only_the_sites_of_the_role(client: PageClient) -> None:
    study = make_study(make_site("Gare"), make_site("Port"))
    gare, port = study.sites
    client.sign_in(make_member(study, "agent", {gare.id}))
    address = f"/etudes/{study.public_id}/frequentation?lieu={port.public_id}"
    assert "Port" not in client.get(address.partition("?")[0]).text
    client.get(address, 404)
    client.post(address, {name(1): "5"}, 404)
    assert kept() == {}
