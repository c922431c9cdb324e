"""A file kept up to date is made again, read through a link, and stops with its owner's rights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from feedback.accounts.models import AuditEntry, Grant, Notice
from feedback.app.worker import run_here
from feedback.config import files_folder
from feedback.db import db, utcnow, writing
from feedback.exports import jobs as chores
from feedback.exports.standing import operations, queries
from feedback.exports.standing.models import StandingFile
from feedback.jobs.models import Job
from tests.exports.test_views import Desk
from tests.page_client import PageClient


@pytest.fixture
def desk(app: Flask, client: PageClient) -> Iterator[Desk]:
    """A coder with a workbook made."""
    found = Desk(app, client)
    found.enter("coder")
    found.ask()
    run_here(app)
    yield found
    for path in files_folder(app.instance_path).iterdir():
        path.unlink()


def begin(desk: Desk, every: str = "day") -> StandingFile:
    """Keep that workbook up to date."""
    job = db.session.query(Job).order_by(Job.id).first()
    assert job is not None
    desk.client.post(f"/fichiers/{job.public_id}/tenir-a-jour", {"rythme": every}, 303)
    db.session.rollback()
    return db.session.query(StandingFile).one()


def link(desk: Desk, held: StandingFile) -> str:
    """The link, as the page tells it once."""
    page = desk.client.follow(f"/fichiers-tenus/{held.public_id}/lien")
    return "/flux/" + page.text.split("/flux/")[1].split()[0]


def read(desk: Desk, address: str) -> Any:
    """What a spreadsheet gets, without signing in."""
    answer = desk.app.test_client().get(address)
    answer.get_data()
    answer.close()  # the file is read whole
    return answer


def later(desk: Desk, days: int = 1) -> None:
    """Some days go by, and a minute of the worker with them."""
    with writing():
        for one in db.session.query(StandingFile):
            one.next_at -= dt.timedelta(days=days)
    chores.keep_current()
    run_here(desk.app)
    chores.keep_current()
    db.session.rollback()


def test_it_is_made_again_when_due_and_takes_the_place_of_the_old_one(desk: Desk) -> None:
    held = begin(desk)
    first = held.job_id
    chores.keep_current()
    assert db.session.query(Job).count() == 1  # not due yet
    later(desk)
    held = db.session.query(StandingFile).one()
    second = held.job_id
    assert second != first
    assert held.next_at > utcnow()
    assert db.session.query(Notice).filter_by(kind="export_ready").count() == 1  # the one asked for
    later(desk)
    assert db.session.get_one(Job, second).file == ""
    assert db.session.get_one(Job, first).file  # asked for by hand: it stays its time


def test_time_missed_is_not_made_up_for(desk: Desk) -> None:
    begin(desk)
    later(desk, days=30)
    assert db.session.query(Job).count() == 2


def test_a_spreadsheet_reads_it_through_a_link_that_can_be_taken_back(desk: Desk) -> None:
    held = begin(desk)
    address = link(desk, held)
    token = address.rpartition("/")[2]
    assert token not in str(db.session.query(StandingFile).one().token_hash)
    answer = read(desk, address)
    assert answer.status_code == 200
    assert answer.data[:2] == b"PK"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "/flux/" not in desk.client.get(desk.address).text  # told once
    taken = db.session.query(AuditEntry).filter_by(act="export.taken").count()
    assert taken == 1
    other = link(desk, held)
    assert read(desk, address).status_code == 404
    desk.client.follow(f"/fichiers-tenus/{held.public_id}/lien/retrait")
    assert read(desk, other).status_code == 404


def test_the_link_stops_with_the_rights_of_its_owner(desk: Desk) -> None:
    address = link(desk, begin(desk))
    with writing() as session:
        session.query(Grant).filter_by(role="coder").delete()
    assert read(desk, address).status_code == 404
    later(desk)
    assert db.session.query(Job).count() == 1  # nor is it made again


def test_too_many_uses_within_an_hour_wait(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "USES_AN_HOUR", 2)
    address = link(desk, begin(desk))
    assert [read(desk, address).status_code for _ in range(3)] == [200, 200, 429]
    with writing() as session:
        held = session.query(StandingFile).one()
        held.window_at = utcnow() - dt.timedelta(hours=2)
    assert read(desk, address).status_code == 200


def test_it_is_stopped_and_only_by_its_owner(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    held = begin(desk, "week")
    address, number, owner = link(desk, held), held.public_id, held.account
    desk.enter("coder")
    desk.client.post(f"/fichiers-tenus/{number}/arret", {}, 404)
    desk.client.sign_in(owner)
    monkeypatch.setattr(operations, "MOST", 1)
    job = db.session.query(Job).first()
    assert job is not None
    page = desk.client.follow(f"/fichiers/{job.public_id}/tenir-a-jour", {"rythme": "day"})
    assert "Dix fichiers" in page.text
    desk.client.follow(f"/fichiers-tenus/{number}/arret")
    assert read(desk, address).status_code == 404
    assert queries.count(owner) == 0


def test_nonsense_opens_nothing(desk: Desk) -> None:
    begin(desk)
    for token in ("x", "%00", "é", "a" * 500):
        assert read(desk, f"/flux/{token}").status_code == 404
    job = db.session.query(Job).first()
    assert job is not None
    page = desk.client.follow(f"/fichiers/{job.public_id}/tenir-a-jour", {"rythme": "x"})
    assert "Choisissez" in page.text
