"""The page of exports: who may ask for what, and what becomes of a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from feedback.accounts.models import Account, AuditEntry, Grant, Notice
from feedback.app.worker import run_here
from feedback.codebook.conventions import ALERT
from feedback.codebook.models import Code
from feedback.coding import operations as coding
from feedback.coding.models import Coding, RemovedCoding
from feedback.config import files_folder
from feedback.corpus.masking import Mask
from feedback.corpus.models import Document, Withdrawal
from feedback.corpus.moderation import operations as moderation
from feedback.corpus.operations import withdraw
from feedback.db import db, utcnow, writing
from feedback.exports import jobs as chores
from feedback.jobs.models import Job
from feedback.jobs.work import Stopped
from feedback.studies.models import Study
from tests.factories import (
    make_codebook,
    make_document,
    make_member,
    make_responses,
    make_site,
    make_study,
    make_survey,
)
from tests.page_client import PageClient


class Desk:
    """A study with answers of last year, and somebody at its exports."""

    def __init__(self, app: Flask, client: PageClient) -> None:
        self.app, self.client = app, client
        self.study: Study = make_study(make_site("Maison 1"), make_site("Maison 2"))
        survey = make_survey(self.study)
        make_responses(self.study, survey, 9, day=dt.date(2025, 3, 4))
        self.address = f"/etudes/{self.study.public_id}/exports"

    def enter(self, role: str, sites: set[int] | None = None) -> Account:
        """Come in with a role."""
        account = make_member(self.study, role, sites)
        self.client.sign_in(account)
        return account

    def ask(self, kind: str = "recherche", status: int = 303, **data: str) -> None:
        """Ask for a file."""
        fields = {"place": "", "period": "all", **data} if kind == "responsables" else data
        self.client.post(f"{self.address}/{kind}", fields, status)

    def make(self, **asked: str) -> Job:
        """Ask for a file and have it made."""
        self.ask(**asked)
        assert run_here(self.app) == 1
        return self.last()

    def last(self) -> Job:
        """The latest job."""
        db.session.rollback()
        return db.session.query(Job).order_by(Job.id.desc()).first()

    @property
    def text(self) -> str:
        """Words of the page."""
        return self.client.get(self.address).text


@pytest.fixture
def desk(app: Flask, client: PageClient) -> Iterator[Desk]:
    """The desk; its files go afterwards, and those that other tests left go before."""
    clear(app)
    yield Desk(app, client)
    clear(app)


def clear(app: Flask) -> None:
    """No file in the house."""
    for path in files_folder(app.instance_path).iterdir():
        path.unlink()


def stored(desk: Desk) -> list[str]:
    """Names of the files in the house."""
    return [path.name for path in files_folder(Path(desk.app.instance_path)).iterdir()]


@pytest.mark.parametrize(
    ("role", "manager", "research"),
    [("study_lead", True, True), ("manager", True, False), ("coder", False, True)],
)
def test_each_role_is_offered_its_workbooks(
    desk: Desk, role: str, manager: bool, research: bool
) -> None:
    desk.enter(role)
    text = desk.text
    assert ("Classeur des responsables" in text, "Classeur de recherche" in text) == (
        manager, research,
    )  # fmt: skip
    desk.ask("responsables", 303 if manager else 404)
    desk.ask("recherche", 303 if research else 404)


@pytest.mark.parametrize("role", ["agent", "interviewer", "moderator"])
def test_other_roles_have_no_exports(desk: Desk, role: str) -> None:
    desk.enter(role)
    desk.client.get(desk.address, 404)
    desk.client.get("/exports", 404)


@pytest.mark.parametrize("kind", ["recherche", "responsables"])
def test_a_file_is_made_announced_taken_and_logged(desk: Desk, kind: str) -> None:
    account = desk.enter("study_lead")
    job = desk.make(kind=kind)
    assert job.state == "done"
    assert "Prêt" in desk.text
    [notice] = db.session.query(Notice).filter_by(account_id=account.id).all()
    assert (notice.kind, notice.address) == ("export_ready", f"{desk.address}#mes-fichiers")
    response = desk.client._ask(desk.client.browser.get, f"/fichiers/{job.public_id}")
    content = response.data
    response.close()
    assert content[:2] == b"PK"
    assert len(content) == job.size
    headers = response.headers
    assert headers["Content-Disposition"].startswith("attachment; filename=vive-voix_etude_")
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")
    taken = db.session.query(AuditEntry).filter_by(act="export.taken").one()
    assert (taken.actor, taken.detail["kind"]) == (account.public_id, job.kind)


def test_while_it_is_made_the_page_shows_how_far_and_asks_again(desk: Desk) -> None:
    desk.enter("coder")
    desk.ask()
    page = desk.client.get(desk.address)
    assert page.all("progress")
    assert 'hx-trigger="every 2s"' in page.html
    part = desk.client.get(
        desk.address, headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    )
    assert "<html" not in part.html
    run_here(desk.app)
    assert 'hx-trigger="every' not in desk.client.get(desk.address).html


def test_somebody_elses_file_does_not_exist(desk: Desk) -> None:
    desk.enter("coder")
    job = desk.make()
    desk.enter("study_lead")
    desk.client.get(f"/fichiers/{job.public_id}", 404)
    desk.client.post(f"/fichiers/{job.public_id}/suppression", status=404)
    assert "Aucun fichier pour l'instant" in desk.text


def test_a_role_taken_away_takes_the_file_away(desk: Desk) -> None:
    account = desk.enter("coder")
    job = desk.make()
    with writing():
        db.session.query(Grant).filter_by(account_id=account.id).delete()
    desk.client.get(f"/fichiers/{job.public_id}", 404)


def test_a_manager_of_one_site_cannot_take_a_file_of_all_of_them(desk: Desk) -> None:
    account = desk.enter("manager")
    job = desk.make(kind="responsables")
    with writing():
        grant = db.session.query(Grant).filter_by(account_id=account.id).one()
        grant.sites = []
        db.session.flush()
        site = desk.study.sites[0].id
        db.session.execute(db.text("INSERT INTO role_grant_site VALUES (:g, :s)"),
                           {"g": grant.id, "s": site})  # fmt: skip
    desk.client.get(f"/fichiers/{job.public_id}", 404)


def test_a_limited_managers_file_is_of_her_sites(desk: Desk) -> None:
    desk.enter("manager", {desk.study.sites[1].id})
    assert "Tous les lieux" not in desk.text
    desk.ask("responsables", 422)
    desk.ask("responsables", place=desk.study.sites[1].public_id)
    assert desk.last().params["sites"] == [desk.study.sites[1].id]


def test_a_withdrawal_destroys_the_file_and_offers_it_afresh(desk: Desk) -> None:
    document = make_document(desk.study, "Je retire.", state="read")
    desk.enter("study_lead")
    job = desk.make()
    name = job.file
    with writing():
        withdraw("responses", document.origin_id)
    assert db.session.query(Withdrawal).count() == 1
    page = desk.client.get(desk.address)
    assert "ont été retirés, masqués ou mis de côté" in page.text
    assert f"/fichiers/{job.public_id}/nouvelle-demande" in page.html
    assert name in stored(desk)
    chores.destroy_what_must_go()
    assert name not in stored(desk)
    assert (desk.last().file, desk.last().gone) == ("", "withdrawal")
    desk.client.post(f"/fichiers/{job.public_id}/nouvelle-demande")
    assert run_here(desk.app) == 1
    assert desk.last().state == "done"


def test_a_file_older_than_a_withdrawal_is_never_handed_over(desk: Desk) -> None:
    document = make_document(desk.study, "Je retire.", state="read")
    desk.enter("study_lead")
    job = desk.make()
    with writing():
        withdraw("responses", document.origin_id)
    answer = desk.client.get(f"/fichiers/{job.public_id}", 303)
    assert answer.response.headers["Location"].endswith("#mes-fichiers")
    assert stored(desk) == []
    assert "n'existe plus" in desk.text


def see_danger(reader: Account, document: Document) -> None:
    moderation.report_danger(reader, document, "/")


def mask_anew(reader: Account, document: Document) -> None:
    moderation.supersede(reader, document, [Mask(0, 2, "[masqué]")], "0" * 64)


def code_as_alert(reader: Account, document: Document) -> None:
    coding.add(reader, document, 0, 2, db.session.query(Code).filter_by(key=ALERT).one())


def code_as_alert_again(reader: Account, document: Document) -> None:
    coding.put_back(reader, db.session.query(RemovedCoding).one())


@pytest.mark.parametrize(
    ("state", "what_happens"),
    [
        ("read", mask_anew), ("read", moderation.unread), ("read", code_as_alert),
        ("validated", moderation.unvalidate), ("validated", see_danger),
        ("read", code_as_alert_again),
    ],
)  # fmt: skip
def test_words_that_may_no_longer_be_shown_destroy_the_files_that_hold_them(
    desk: Desk, state: str, what_happens: Callable[[Account, Document], None]
) -> None:
    make_codebook(desk.study)
    reader = desk.enter("study_lead")
    who = {"read_by": reader.id} | ({"validated_by": reader.id} if state == "validated" else {})
    document = make_document(desk.study, "Un nom oublié.", state=state, **who)
    if what_happens is code_as_alert_again:
        with writing():
            code_as_alert(reader, document)
        with writing():
            coding.remove(reader, db.session.query(Coding).one())
    job = desk.make()
    chores.destroy_what_must_go()
    assert desk.last().file
    with writing():
        what_happens(
            db.session.get_one(Account, reader.id), db.session.get_one(Document, document.id)
        )
    chores.destroy_what_must_go()
    assert desk.last().gone == "withdrawal"
    desk.client.get(f"/fichiers/{job.public_id}", 303)


def test_a_danger_seen_in_a_text_no_file_holds_destroys_none(desk: Desk) -> None:
    reader = desk.enter("study_lead")
    document = make_document(desk.study, "Au secours.", state="to_read")
    desk.make()
    with writing():
        see_danger(reader, db.session.get_one(Document, document.id))
    chores.destroy_what_must_go()
    assert desk.last().file


def test_a_file_goes_after_its_days(desk: Desk) -> None:
    desk.enter("coder")
    desk.make()
    with writing():
        days = desk.app.config["EXPORT_DAYS"]
        desk.last().finished_at = utcnow() - dt.timedelta(days=days, minutes=1)
    chores.destroy_what_must_go()
    assert (stored(desk), desk.last().gone) == ([], "expired")
    assert "son délai est passé" in desk.text


def test_one_may_destroy_ones_file(desk: Desk) -> None:
    desk.enter("coder")
    job = desk.make()
    page = desk.client.follow(f"/fichiers/{job.public_id}/suppression")
    assert "Fichier effacé." in page.text
    assert stored(desk) == []
    desk.client.follow(f"/fichiers/{job.public_id}/suppression")


def test_one_may_cancel_what_is_not_made_yet(desk: Desk) -> None:
    desk.enter("coder")
    desk.ask()
    assert (
        "Demande annulée"
        in desk.client.follow(f"/fichiers/{desk.last().public_id}/annulation").text
    )
    assert run_here(desk.app) == 0
    page = desk.client.follow(f"/fichiers/{desk.last().public_id}/annulation")
    assert "C'est déjà fini." in page.text


@pytest.mark.parametrize(("kind", "data"), [("recherche", {}), ("donnees", {"format": "sav"})])
def test_a_file_cancelled_while_it_is_made_leaves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str, data: dict[str, str]
) -> None:
    desk.enter("coder")
    desk.ask(kind, **data)
    number, said = desk.last().public_id, []

    def cancelled(*_all: object, **_more: object) -> None:
        page = desk.client.get(desk.address)
        assert f"/fichiers/{number}/annulation" in page.html
        desk.client.post(f"/fichiers/{number}/annulation")
        said.append(desk.client.get(desk.address).text)
        (files_folder(desk.app.instance_path) / f"{number}.1.part.sav").touch()
        raise Stopped  # as the next word of progress does

    monkeypatch.setattr("feedback.exports.research.operations.write_workbook", cancelled)
    monkeypatch.setattr("feedback.exports.data.operations.fitted", cancelled)
    assert run_here(desk.app) == 1
    assert desk.last().state == "cancelled"
    assert "Annulé" in said[0]
    assert stored(desk) == []
    assert db.session.query(Notice).count() == 0
    entry = db.session.query(AuditEntry).filter_by(act="export.cancelled").one()
    assert entry.object == f"job:{number}"


def test_a_fourth_file_waits_and_nothing_chosen_is_lost(desk: Desk) -> None:
    desk.enter("coder")
    for _turn in range(3):
        desk.ask()
    page = desk.client.post(f"{desk.address}/recherche", {"first": "2025-01-01"}, 422)
    assert "Trois fichiers se préparent déjà" in page.text
    assert 'value="2025-01-01"' in page.html


def test_an_end_before_the_start_is_refused_at_its_field(desk: Desk) -> None:
    desk.enter("coder")
    fields = {"first": "2025-02-01", "last": "2025-01-01"}
    page = desk.client.post(f"{desk.address}/recherche", fields, 422)
    assert "La fin vient avant le début." in page.text
    assert db.session.query(Job).count() == 0


def test_a_failed_file_says_so_and_can_be_asked_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = desk.enter("coder")
    monkeypatch.setattr(
        "feedback.exports.research.operations.write_workbook", lambda *_a, **_k: 1 / 0
    )
    job = desk.make()
    assert (job.state, job.error) == ("failed", "ZeroDivisionError")
    assert "une panne de notre côté" in desk.text
    assert db.session.query(Notice).filter_by(account_id=account.id).one().kind == "export_failed"
    assert stored(desk) == []


def test_the_menu_leads_to_the_only_study(desk: Desk) -> None:
    desk.enter("coder")
    answer = desk.client.get("/exports", 303)
    assert answer.response.headers["Location"].endswith(desk.address)


@pytest.mark.parametrize(("what", "suffix"), [("person", ".qdpx"), ("iramuteq", ".txt")])
def test_a_file_for_another_tool_is_asked_for_made_and_taken(
    desk: Desk, what: str, suffix: str
) -> None:
    desk.enter("coder")
    make_document(desk.study, "Un texte relu.", state="read")
    desk.make(kind="logiciels", what=what)
    address = f"/fichiers/{desk.last().public_id}"
    taken = desk.client._ask(desk.client.browser.get, address)
    taken.close()
    assert taken.status_code == 200
    assert suffix in taken.headers["Content-Disposition"]
    assert "Prêt" in desk.text


def test_only_known_files_for_other_tools_are_made(desk: Desk) -> None:
    desk.enter("coder")
    desk.ask("logiciels", 422, what="autre")
    assert desk.last() is None
