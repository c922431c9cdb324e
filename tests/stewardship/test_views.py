"""The page where anyone takes back, with a code, what they said."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from feedback.accounts.models import Notice
from feedback.corpus.models import Document
from feedback.db import db
from feedback.journeys.models import Interview, Step
from feedback.paroles.models import Parole
from feedback.stewardship.words import LANGUAGES, WORDS
from tests.factories import make_interview, make_member, make_study
from tests.page_client import PageClient
from tests.paroles.making import make_parole_link
from tests.paroles.test_deposit_views import CODE, leave


def code_of(text: str) -> str:
    """The code on a page."""
    found = CODE.search(text)
    assert found
    return found[0]


def parole_code(client: PageClient) -> str:
    """Leave a parole; returns its code."""
    return code_of(leave(client, make_parole_link(make_study())).text)


def interview_code(client: PageClient) -> str:
    """Hold an interview to its end; returns its code."""
    study = make_study()
    person = make_member(study, "interviewer")
    interview = make_interview(study, person, "Un")
    client.sign_in(person)
    page = client.post(f"/parcours/{interview.public_id}/fin", {"notes_read": "y"}, 200)
    return code_of(page.text)


def test_a_parole_is_taken_back_after_a_question(client: PageClient) -> None:
    code = parole_code(client)
    page = client.post("/retrait", {"code": code.lower()}, 200)
    assert "Votre parole sera effacée" in page.text
    assert db.session.scalars(select(Parole.withdrawn_at)).all() == [None]
    page = client.post("/retrait", {"code": code, "sure": "1"}, 200)
    assert "C'est retiré" in page.text
    assert db.session.scalars(select(Document.text)).all() == [""]
    assert db.session.scalar(select(Notice.kind)) == "withdrawal"


def test_an_interview_is_taken_back_on_the_same_page(client: PageClient) -> None:
    code = interview_code(client)
    stranger = PageClient(client.app)
    assert "Votre entretien sera effacé" in stranger.post("/retrait", {"code": code}, 200).text
    stranger.post("/retrait", {"code": code, "sure": "1"}, 200)
    db.session.expire_all()
    assert db.session.scalars(select(Interview.state)).all() == ["withdrawn"]
    assert db.session.scalar(select(Step.id)) is None


def test_a_code_used_once_says_it_is_done(client: PageClient) -> None:
    code = parole_code(client)
    client.post("/retrait", {"code": code, "sure": "1"}, 200)
    assert "déjà retiré" in client.post("/retrait", {"code": code}, 200).text


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC", "é" * 60, "0" * 500, "' OR 1=1"])
def test_a_wrong_code_says_so_and_keeps_what_was_typed(client: PageClient, code: str) -> None:
    page = client.post("/retrait", {"code": code}, 422)
    assert "Aucun entretien, aucune parole n'a ce code" in page.text
    assert db.session.scalar(select(Parole.id)) is None


def test_too_many_wrong_codes_make_one_wait_even_with_the_right_one(client: PageClient) -> None:
    code = parole_code(client)
    for _ in range(5):
        client.post("/retrait", {"code": "AAAA-AAAA-AAAA"}, 422)
    page = client.post("/retrait", {"code": code, "sure": "1"}, 429)
    assert re.search(r"Attendez (9|10) minutes", page.text)
    assert db.session.scalars(select(Parole.withdrawn_at)).all() == [None]


def test_a_forged_count_of_attempts_is_ignored(client: PageClient) -> None:
    client.browser.set_cookie("essais", "faux", path="/retrait")
    client.post("/retrait", {"code": "AAAA-AAAA-AAAA"}, 422)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_speaks_every_language(client: PageClient, tag: str) -> None:
    page = client.get(f"/retrait?lang={tag}")
    assert page.tree.get("lang") == tag
    assert WORDS["title"][tag] in page.text
    wrong = client.post("/retrait", {"code": "x", "lang": tag}, 422)
    assert WORDS["wrong"][tag] in wrong.text


def test_every_word_is_said_in_every_language() -> None:
    for key, texts in WORDS.items():
        assert set(texts) == set(LANGUAGES), key


def test_the_page_loads_nothing_from_elsewhere(client: PageClient) -> None:
    page = client.get("/retrait")
    assert "jsdelivr" not in page.response.headers["Content-Security-Policy"]
