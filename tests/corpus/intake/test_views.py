"""Texts from elsewhere: shown first, taken in all or none, taken back while nothing is coded."""

from __future__ import annotations

import io
from typing import Any

import pytest

from feedback.accounts.models import Account
from feedback.coding import operations as coding
from feedback.coding.models import Coding
from feedback.corpus.intake import operations
from feedback.corpus.intake.models import Import, ImportedText
from feedback.corpus.models import Document, Turn, Withdrawal
from feedback.corpus.queries import Wanted, total
from feedback.db import db, utcnow, writing
from feedback.studies.models import Study
from tests.factories import make_codebook, make_document, make_member, make_site, make_study
from tests.formats.readers.making import archive, docx, xlsx
from tests.page_client import Page, PageClient

SHEET = (
    "verbatim;date;lieu;langue;qui;age\n"
    "On m'a écoutée;04/05/2026;MDM1;fr;usager;30\n"
    "Trop d'attente;2026-05-05;Maison du parc;français;professionnel;\n"
    ";04/05/2026;MDM1;fr;usager;\n"
    "Mal daté;hier;MDM1;fr;usager;\n"
    "Ailleurs;04/05/2026;Rome;fr;usager;\n"
    "Autre langue;04/05/2026;MDM1;klingon;usager;\n"
    "On m'a écoutée;04/05/2026;MDM1;fr;usager;\n"
)


@pytest.fixture
def study(app: Any) -> Study:
    """A study at one site."""
    site = make_site("Maison du parc")
    with writing():
        db.session.merge(site).code = "MDM1"
    return make_study(site)


@pytest.fixture
def browser(client: PageClient, study: Study) -> PageClient:
    """A moderator at work."""
    return client.sign_in(make_member(study, "moderator"))


def sent(browser: PageClient, study: Study, *files: tuple[str, bytes], status: int = 303) -> Page:
    """Files brought in."""
    held = [(io.BytesIO(data), name) for name, data in files]
    return browser.post(
        f"/etudes/{study.public_id}/textes-importes", {"files": held}, status,
        content_type="multipart/form-data",
    )  # fmt: skip


def last() -> Import:
    """The latest import."""
    db.session.rollback()
    return db.session.query(Import).order_by(Import.id.desc()).first()


def address() -> str:
    """Its page."""
    return f"/textes-importes/{last().public_id}"


def taken_in(browser: PageClient) -> Page:
    """The import taken in as its page shows it."""
    form = browser.get(address())
    seal = next(e.get("value") for e in form.all("input") if e.get("name") == "seen")
    return browser.follow(f"{address()}/enregistrement", {"seen": seal})


def texts() -> list[Document]:
    """All texts, in order."""
    db.session.rollback()
    return list(db.session.query(Document).order_by(Document.id))


def test_a_sheet_is_shown_before_anything_is_kept_and_says_what_it_leaves_out(
    browser: PageClient, study: Study
) -> None:
    sent(browser, study, ("reponses.csv", SHEET.encode()))
    page = browser.get(address())
    assert texts() == []
    assert "2 textes seraient enregistrés" in page.text
    for said in (
        "Ligne 4 : aucun texte", "Ligne 5 : date non comprise", "« hier »", "Ligne 6 : lieu inconnu",
        "« Rome »", "Ligne 7 : langue inconnue", "Ligne 8 : même texte qu'un autre",
    ):  # fmt: skip
        assert said in page.text


def test_what_was_shown_is_taken_in_to_be_read(browser: PageClient, study: Study) -> None:
    sent(browser, study, ("reponses.csv", SHEET.encode()))
    assert "2 textes enregistrés : ils attendent d'être relus." in taken_in(browser).text
    first, second = texts()
    assert (first.text, first.state, first.kind) == ("On m'a écoutée", "to_read", "text")
    assert first.origin_room == "texts"
    assert (first.day.isoformat(), first.site_id) == ("2026-05-04", study.sites[0].id)
    assert (second.speaker, second.language, second.quotable) == ("professional", "fr", False)
    assert first.attributes == {}, "no other column unless asked"
    assert total(Wanted(study.id, ("to_read",), question="ecoutee")) == 1
    assert last().sealed == ""
    assert "On m'a écoutée" in browser.get(f"/etudes/{study.public_id}/relecture?nature=text").text


def test_columns_and_settings_are_chosen_by_hand(browser: PageClient, study: Study) -> None:
    sent(browser, study, ("a.xlsx", xlsx(("A", "B"), ("moi", "Bonjour"), ("toi", "Merci"))))
    assert "Dites quelle colonne contient le texte" in browser.get(address()).text
    data = {"nature": "text", "speaker": "expert", "language": "es", "site": study.sites[0].public_id,
            "day": "2026-01-02", "quotable": "y", "col-text": "1", "kept": ["0"]}  # fmt: skip
    browser.post(f"{address()}/reglages", data)
    taken_in(browser)
    first = texts()[0]
    assert (first.text, first.speaker, first.language) == ("Bonjour", "expert", "es")
    assert (first.attributes, first.quotable) == ({"A": "moi"}, True)
    assert (first.day.isoformat(), first.site_id) == ("2026-01-02", study.sites[0].id)


def test_wrong_settings_are_told_at_their_field(browser: PageClient, study: Study) -> None:
    sent(browser, study, ("a.txt", b"Bonjour"))
    page = browser.post(f"{address()}/reglages", {"nature": "x", "day": "hier"}, 422)
    assert "À corriger" in page.text


def test_a_folder_gives_interviews_and_texts(browser: PageClient, study: Study) -> None:
    talk = docx("E : Comment allez-vous ?", "P : Bien, merci.")
    folder = archive({"un.docx": talk, "deux.txt": "Une note.", "trois.exe": "MZ"})
    sent(browser, study, ("dossier.zip", folder))
    page = browser.get(address())
    assert "2 tours de parole" in page.text
    assert "trois.exe : ce type de fichier" in page.text
    taken_in(browser)
    found = {one.kind: one for one in texts()}
    assert set(found) == {"transcript", "text"}
    turns = db.session.query(Turn).order_by(Turn.number).all()
    assert [(t.speaker, found["transcript"].text[t.start : t.end]) for t in turns] == [
        ("E", "Comment allez-vous ?"), ("P", "Bien, merci."),
    ]  # fmt: skip


def test_the_same_content_is_left_out_the_second_time(browser: PageClient, study: Study) -> None:
    sent(browser, study, ("a.txt", b"Bonjour"))
    taken_in(browser)
    sent(browser, study, ("b.txt", b"\xef\xbb\xbfBonjour\r\n"), ("c.txt", b"Autre"))
    assert "b.txt : texte déjà importé" in browser.get(address()).text
    assert "1 texte enregistré" in taken_in(browser).text
    assert len(texts()) == 2


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.exe", b"MZ", "a.exe : ce type de fichier"),
        ("a.docx", b"PK?", "a.docx : fichier abîmé"),
        ("a.zip", archive({"x/../../y.txt": "z"}), "a.zip › x/../../y.txt : un nom de fichier"),
        ("a.csv", b"texte\n", "a.csv : aucun texte"),
        ("a.txt", b" \n", "a.txt : aucun texte"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    browser: PageClient, study: Study, name: str, data: bytes, said: str
) -> None:
    assert said in sent(browser, study, (name, data), status=422).text
    assert last() is None


def test_a_sheet_comes_alone_and_no_file_is_told(browser: PageClient, study: Study) -> None:
    page = sent(browser, study, ("a.csv", b"x\ny"), ("b.txt", b"z"), status=422)
    assert "Une feuille s'importe seule" in page.text
    assert "Choisissez un fichier." in sent(browser, study, ("", b""), status=422).text


def test_a_hundred_megabytes_are_refused_unread(browser: PageClient, study: Study) -> None:
    answer = browser.browser.post(
        f"/etudes/{study.public_id}/textes-importes",
        data=b"a" * (100 << 20),
        content_type="multipart/form-data; boundary=a",
    )
    assert answer.status_code == 413
    assert last() is None


def test_what_changed_since_it_was_shown_is_shown_again(browser: PageClient, study: Study) -> None:
    sent(browser, study, ("a.txt", b"Bonjour"))
    page = browser.follow(f"{address()}/enregistrement", {"seen": "x"})
    assert "regardez à nouveau" in page.text
    assert texts() == []


def test_an_import_is_nobody_elses_until_it_is_taken_in(
    browser: PageClient, client: PageClient, study: Study
) -> None:
    sent(browser, study, ("a.txt", b"Bonjour"))
    here = address()
    client.sign_in(make_member(study, "moderator")).get(here, 404)
    client.sign_in(make_member(make_study(), "moderator")).get(here, 404)


def test_what_was_read_is_sealed_and_forgotten_in_a_day(browser: PageClient, study: Study) -> None:
    sent(browser, study, ("a.txt", b"Bonjour"))
    assert "Bonjour" not in last().sealed
    with writing():
        operations.purge_unkept(utcnow())
    assert last() is not None
    with writing():
        operations.purge_unkept(utcnow() + operations.HELD * 1.01)
    assert last() is None


def test_an_import_is_abandoned_without_a_trace(browser: PageClient, study: Study) -> None:
    sent(browser, study, ("a.txt", b"Bonjour"))
    assert "rien n'a été enregistré" in browser.follow(f"{address()}/abandon").text
    assert last() is None


def test_an_import_is_taken_back_while_nothing_is_coded(browser: PageClient, study: Study) -> None:
    make_document(study, "Un autre", "read")
    sent(browser, study, ("a.txt", b"Bonjour"), ("b.txt", b"P : a\nE : b"))
    taken_in(browser)
    assert "2 textes effacés." in browser.follow(f"{address()}/reprise").text
    assert [one.text for one in texts()] == ["Un autre"]
    assert total(Wanted(study.id, ("to_read",), question="bonjour")) == 0
    sent(browser, study, ("a.txt", b"Bonjour"))
    assert "1 texte serait enregistré" in browser.get(address()).text


def coded_import(browser: PageClient, study: Study) -> Account:
    """An import of two texts, one of them coded."""
    sent(browser, study, ("a.txt", b"Bonjour"), ("b.txt", b"Merci"))
    taken_in(browser)
    coder, code = make_member(study, "coder"), make_codebook(study)["A1"]
    with writing():
        document = db.session.get_one(Document, texts()[0].id)
        document.state = "read"
        db.session.flush()
        coding.add(coder, document, 0, 7, code)
    return coder


def test_once_coded_an_import_is_withdrawn_with_its_codings(
    browser: PageClient, study: Study
) -> None:
    coded_import(browser, study)
    assert "ne peut plus le reprendre" in browser.follow(f"{address()}/reprise").text
    assert len(texts()) == 2
    assert "2 textes retirés." in browser.follow(f"{address()}/retrait").text
    assert [(one.text, one.state) for one in texts()] == [("", "withdrawn")] * 2
    assert db.session.query(Coding).count() == 0
    assert db.session.query(Withdrawal).count() == 1
    assert db.session.query(ImportedText).count() == 2, "they do not come back"


def test_one_text_of_an_import_is_withdrawn_alone(browser: PageClient, study: Study) -> None:
    coded_import(browser, study)
    browser.follow(f"{address()}/textes/{texts()[0].public_id}/retrait")
    assert [one.text for one in texts()] == ["", "Merci"]
    browser.post(f"{address()}/textes/{texts()[0].public_id}/retrait", status=404)
