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
from feedback.corpus.operations import withdraw
from feedback.db import db, utcnow, writing
from feedback.exports import jobs as chores
from feedback.exports.standing import operations, queries
from feedback.exports.standing.models import StandingFile
from feedback.exports.tables.names import OF_FIGURES, OF_ROWS
from feedback.instruments.models import Instrument
from feedback.jobs.models import Job
from tests.coding.double.making import Two
from tests.exports.test_views import Desk
from tests.factories import make_document
from tests.formats.reading import opened
from tests.page_client import Page, PageClient


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


def table(desk: Desk, table: str = "texts", every: str = "day") -> str:
    """The address of one table, as the page tells it once; the table is made."""
    page = desk.client.post(f"{desk.address}/table", {"table": table, "every": every}, 200)
    run_here(desk.app)
    return told(page)


def told(page: Page) -> str:
    """The address on the page that tells it."""
    return "/flux/" + page.text.split("/flux/")[1].split()[0]


def link(desk: Desk, held: StandingFile) -> str:
    """Another address for the same table."""
    return told(desk.client.post(f"/fichiers-tenus/{held.public_id}/lien", status=200))


def only() -> StandingFile:
    """The file kept up to date."""
    db.session.rollback()
    return db.session.query(StandingFile).one()


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


def test_it_is_made_again_under_the_threshold_of_the_day(desk: Desk) -> None:
    begin(desk)
    desk.app.config["MASK_INSIDE"] = 11
    later(desk)
    job = only().job
    assert job is not None
    assert job.params["threshold"] == 11
    desk.client.post(f"/fichiers/{job.public_id}/nouvelle-demande", {}, 303)
    assert desk.last().params["threshold"] == 11


def test_time_missed_is_not_made_up_for(desk: Desk) -> None:
    begin(desk)
    later(desk, days=30)
    assert db.session.query(Job).count() == 2


def test_a_spreadsheet_reads_one_table_through_an_address_that_can_be_taken_back(
    desk: Desk,
) -> None:
    make_document(desk.study, "=SOMME(A1), dit-elle", state="read")
    address = table(desk)
    token, held = address.rpartition("/")[2], only()
    assert token not in str(held.token_hash)
    answer = read(desk, address)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    book = opened(answer.data)
    assert book.sheetnames == ["Lisez-moi", "Verbatims"]
    texts = list(book["Verbatims"].iter_rows(values_only=True))
    assert "=SOMME(A1), dit-elle" in texts[1]
    assert "DOCUMENT DE TRAVAIL" in str(book["Lisez-moi"]["A2"].value)
    assert "/flux/" not in desk.client.get(desk.address).text  # told once
    other = link(desk, held)
    assert read(desk, address).status_code == 404
    desk.client.follow(f"/fichiers-tenus/{held.public_id}/lien/retrait")
    assert read(desk, other).status_code == 404


def test_the_log_says_who_took_which_table_and_the_page_how_often(desk: Desk) -> None:
    address = table(desk, "memos")
    assert "jamais lue" in desk.text
    read(desk, address)
    read(desk, address)
    [entry, _second] = db.session.query(AuditEntry).filter_by(act="export.taken").all()
    assert entry.actor == only().account.public_id
    assert entry.detail == {
        "kind": "exports.table", "table": "memos", "link": True,
        "job": only().job.public_id,
    }  # fmt: skip
    assert "lue 2 fois" in desk.text
    link(desk, only())
    assert "jamais lue" in desk.text


def test_an_address_opens_one_table_and_never_a_whole_file(desk: Desk) -> None:
    held = begin(desk)
    page = desk.client.follow(f"/fichiers-tenus/{held.public_id}/lien")
    assert "n'ouvre qu'une table" in page.text
    assert only().token_hash is None
    assert f"/fichiers-tenus/{held.public_id}/lien" not in page.html


def test_a_table_that_is_not_made_yet_says_to_wait(desk: Desk) -> None:
    page = desk.client.post(f"{desk.address}/table", {"table": "matrix", "every": "week"}, 200)
    answer = read(desk, told(page))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert only().used_at is None


def test_its_first_file_is_told_with_it_and_nowhere_else(desk: Desk) -> None:
    table(desk, "codings")
    page = desk.client.get(desk.address)
    assert "Codages" in page.text
    assert f"file-{only().job.public_id}" not in page.html
    assert db.session.query(Notice).filter_by(kind="export_ready").count() == 1  # the workbook


@pytest.mark.parametrize("name", [*OF_ROWS, "answers", "codes"])
def test_each_table_of_rows_is_a_workbook_of_one_sheet(desk: Desk, name: str) -> None:
    survey = db.session.query(Instrument).one().public_id
    wanted = f"{name}.{survey}" if name in ("answers", "codes") else name
    book = opened(read(desk, table(desk, wanted)).data)
    assert len(book.sheetnames) == 2
    if name in ("answers", "codes"):
        assert book.worksheets[1].max_row == 10


@pytest.mark.parametrize("name", OF_FIGURES)
def test_each_table_of_figures_is_for_managers(desk: Desk, name: str) -> None:
    data = {"figures": name, "where": "", "again": "week"}
    desk.client.post(f"{desk.address}/chiffres", data, 404)  # a coder
    desk.enter("manager")
    desk.client.post(f"{desk.address}/table", {"table": "texts", "every": "day"}, 404)
    page = desk.client.post(f"{desk.address}/chiffres", data, 200)
    run_here(desk.app)
    book = opened(read(desk, told(page)).data)
    assert book.sheetnames == ["Lisez-moi", OF_FIGURES[name][0]]
    if name == "crosses":
        column = [cell.value for cell in book.worksheets[1][1]].index("Effectif")
        counts = [row[column] for row in book.worksheets[1].iter_rows(2, values_only=True)]
        assert all(n is None or n == 0 or n >= 5 for n in counts)


def test_a_limited_manager_has_an_address_for_her_sites_only(desk: Desk) -> None:
    mine, other = desk.study.sites[1], desk.study.sites[0]
    desk.enter("manager", {mine.id})
    data = {"figures": "indicators", "again": "week"}
    for refused in ("", other.public_id):
        desk.client.post(f"{desk.address}/chiffres", {**data, "where": refused}, 422)
    desk.client.post(f"{desk.address}/chiffres", {**data, "where": mine.public_id}, 200)
    assert only().params["sites"] == [mine.id]


def test_a_table_that_does_not_exist_is_refused(desk: Desk) -> None:
    for name in ("accounts", "answers.nowhere", ""):
        desk.client.post(f"{desk.address}/table", {"table": name, "every": "day"}, 422)


def test_the_address_stops_with_the_rights_of_its_owner(desk: Desk) -> None:
    address = table(desk)
    with writing() as session:
        session.query(Grant).filter_by(role="coder").delete()
    assert read(desk, address).status_code == 404
    later(desk)
    assert db.session.query(Job).count() == 2  # nor is it made again


def test_words_taken_back_close_the_address_until_the_table_is_made_without_them(
    desk: Desk,
) -> None:
    document = make_document(desk.study, "Je retire.", state="read")
    address = table(desk)
    with writing():
        withdraw("responses", document.origin_id)
    assert read(desk, address).status_code == 404
    chores.destroy_what_must_go()
    chores.keep_current()  # at once, whatever its rhythm
    run_here(desk.app)
    chores.keep_current()
    book = opened(read(desk, address).data)
    assert book["Verbatims"].max_row == 1


def test_a_file_made_each_week_stays_until_the_next_is_there(desk: Desk) -> None:
    table(desk, every="week")
    with writing():
        job = only().job
        job.finished_at -= dt.timedelta(days=7, hours=1)
    chores.destroy_what_must_go()
    assert only().job.file
    with writing():
        job = only().job
        job.finished_at -= dt.timedelta(days=1)
    chores.destroy_what_must_go()
    assert not only().job.file


def test_a_file_that_could_not_be_made_says_so_and_the_last_one_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = table(desk)
    with monkeypatch.context() as broken:
        broken.setattr("feedback.exports.tables.operations.write_workbook", lambda *_a: 1 / 0)
        later(desk)
    assert "Échec le" in desk.text
    assert read(desk, address).status_code == 200
    later(desk)
    assert "Échec le" not in desk.text


def test_what_others_code_blind_stays_out_of_the_address(desk: Desk) -> None:
    two = Two()
    two.code(two.ana, 0, "A2", 0, 20, 1)
    address = f"/etudes/{two.study.public_id}/exports"
    for reader, seen in ((two.ana, 1), (two.bo, 0), (two.lead, 1)):
        desk.client.sign_in(reader)
        assert f"{seen} codages" in desk.client.get(address).text
        page = desk.client.post(f"{address}/table", {"table": "codings", "every": "day"}, 200)
        run_here(desk.app)
        assert opened(read(desk, told(page)).data)["Codages"].max_row == 1 + seen


def test_too_many_uses_within_an_hour_wait(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "USES_AN_HOUR", 2)
    address = table(desk)
    assert [read(desk, address).status_code for _ in range(3)] == [200, 200, 429]
    assert only().uses == 2
    with writing() as session:
        held = session.query(StandingFile).one()
        held.window_at = utcnow() - dt.timedelta(hours=2)
    assert read(desk, address).status_code == 200


def test_it_is_stopped_and_only_by_its_owner(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    address = table(desk, every="week")
    number, owner = only().public_id, only().account
    desk.enter("coder")
    desk.client.post(f"/fichiers-tenus/{number}/arret", {}, 404)
    desk.client.post(f"/fichiers-tenus/{number}/lien", {}, 404)
    desk.client.sign_in(owner)
    monkeypatch.setattr(operations, "MOST", 1)
    job = db.session.query(Job).first()
    assert job is not None
    page = desk.client.follow(f"/fichiers/{job.public_id}/tenir-a-jour", {"rythme": "day"})
    assert "Dix fichiers" in page.text
    page = desk.client.post(f"{desk.address}/table", {"table": "texts", "every": "day"}, 422)
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
