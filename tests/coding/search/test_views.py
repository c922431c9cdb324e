"""Coding by search: shown, coded in one gesture, taken back in one."""

from __future__ import annotations

import re
from typing import Any

import pytest

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding import operations
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.studies.models import Study
from tests.factories import make_codebook, make_document, make_member, make_study
from tests.page_client import Page, PageClient
from tests.statements import counted


@pytest.fixture
def study(app: Any) -> Study:
    """A study with texts that may be coded."""
    found = make_study()
    for words in ("Trop d'attente. Merci.", "L'attente use.", "Rien à dire."):
        make_document(found, words, "read")
    make_document(found, "Attente non relue")
    make_document(found, "E : L'attente ?\nP : Une attente longue.", "read", kind="transcript")
    return found


@pytest.fixture
def codes(study: Study) -> dict[str, Code]:
    """Its codes by key."""
    return make_codebook(study)


@pytest.fixture
def coder(study: Study, codes: Any) -> Account:
    """A coder."""
    return make_member(study, "coder")


@pytest.fixture
def browser(coder: Account, client: PageClient) -> PageClient:
    """The coder's browser."""
    return client.sign_in(coder)


def address(
    study: Study, question: str = "attente", code: str = "A1", what: str = "sentence"
) -> str:
    """Where a search is coded."""
    return f"/etudes/{study.public_id}/codage/par-recherche?q={question}&code={code}&quoi={what}"


def boxes(page: Page) -> list[str]:
    """The stretches offered, all ticked."""
    return [e.get("value") for e in page.all("input") if e.get("name") == "ici"]


def coded() -> list[str]:
    """The words coded, in order."""
    db.session.rollback()
    passages = db.session.query(Passage).order_by(Passage.document_id, Passage.start)
    return [p.document.text[p.start : p.end] for p in passages for _one in p.codings]


def send(browser: PageClient, study: Study, ticked: list[str], **fields: str) -> Page:
    """Code what is ticked."""
    form = {"code": "A1", "quoi": "sentence", "ici": ticked, **fields}
    return browser.follow(f"/etudes/{study.public_id}/codage/par-recherche?q=attente", form)


def test_what_would_be_coded_is_shown_with_its_count_and_codes_nothing(
    browser: PageClient, study: Study
) -> None:
    page = browser.get(address(study))
    assert "3 passages dans 3 textes" in page.text
    assert "1 laissé : une question de l'enquêteur" in page.text
    assert len(boxes(page)) == 3
    assert coded() == []


def test_one_gesture_codes_all_and_one_takes_it_back(browser: PageClient, study: Study) -> None:
    page = send(browser, study, boxes(browser.get(address(study))))
    assert "3 passages codés." in page.text
    assert "Annuler ces 3 codages" in page.text
    assert coded() == ["Trop d'attente.", "L'attente use.", "Une attente longue."]
    (undo,) = re.findall(r'action="(/codages-par-recherche/\w+/annulation)"', page.html)
    assert "3 codages annulés." in browser.follow(undo).text
    assert coded() == []
    assert db.session.query(Passage).count() == 0
    assert "déjà annulé" in browser.follow(undo).text


def test_only_what_is_ticked_is_coded(browser: PageClient, study: Study) -> None:
    send(browser, study, boxes(browser.get(address(study)))[1:2])
    assert coded() == ["L'attente use."]


def test_what_was_coded_before_or_completed_since_is_not_touched_by_the_undo(
    browser: PageClient, study: Study, coder: Account, codes: dict[str, Code]
) -> None:
    first, *others = boxes(browser.get(address(study)))
    with writing():
        document = db.session.query(Document).order_by(Document.id).first()
        operations.add(coder, document, 0, 15, codes["A1"], valence=-1, memo="avant")
    page = browser.get(address(study))
    assert "1 déjà codé ainsi par vous" in page.text
    assert boxes(page) == others
    page = send(browser, study, [first, *others])
    with writing():
        mine = db.session.query(Coding).order_by(Coding.id.desc()).first()
        operations.change(coder, mine, 1, "")
    (undo,) = re.findall(r'action="(/codages-par-recherche/\w+/annulation)"', page.html)
    assert "1 codage reste" in browser.follow(undo).text
    assert coded() == ["Trop d'attente.", "Une attente longue."]
    assert {c.memo for c in db.session.query(Coding)} == {"avant", ""}


def test_without_code_or_choice_nothing_is_coded_and_the_page_says_so(
    browser: PageClient, study: Study
) -> None:
    ticked = boxes(browser.get(address(study)))
    where = f"/etudes/{study.public_id}/codage/par-recherche?q=attente"
    assert "Choisissez un code." in browser.post(where, {"ici": ticked}, 422).text
    assert "Aucun passage nouveau" in browser.post(where, {"code": "A1"}, 422).text
    assert "texte par texte" in browser.post(where, {"code": "Z1", "ici": ticked}, 422).text
    page = browser.post(where, {"code": "A1", "quoi": "sentence", "ici": ["x.1-2"]}, 422)
    assert "Aucun passage nouveau" in page.text
    assert coded() == []


def test_a_search_of_nothing_asks_for_words(browser: PageClient, study: Study) -> None:
    assert "Cherchez des mots" in browser.get(address(study, "")).text
    assert "Rien n'est trouvé" in browser.get(address(study, "introuvable")).text
    assert "Rien n'est trouvé" in browser.get(address(study, "-attente")).text


def test_a_batch_is_its_coders_alone(browser: PageClient, client: PageClient, study: Study) -> None:
    page = send(browser, study, boxes(browser.get(address(study))))
    (undo,) = re.findall(r'action="(/codages-par-recherche/\w+)/annulation"', page.html)
    other = client.sign_in(make_member(study, "coder"))
    other.get(undo, 404)
    other.post(f"{undo}/annulation", status=404)
    assert len(coded()) == 3


def test_looking_costs_as_many_statements_for_many_texts_as_for_few(
    browser: PageClient, study: Study
) -> None:
    with counted() as few:
        browser.get(address(study))
    for n in range(60):
        make_document(study, f"Une attente de {n} minutes.", "read")
    with counted() as many:
        browser.get(address(study))
    assert len(many) == len(few)
