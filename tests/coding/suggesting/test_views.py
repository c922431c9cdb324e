"""Suggestions on the page: with reasons one may read, silent where a text is coded blind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from feedback.coding import operations as coding
from feedback.coding.suggesting import learning
from feedback.coding.suggesting.views import keeper
from feedback.corpus import operations as corpus
from feedback.corpus.models import Document
from feedback.db import db, writing
from tests.coding.double.making import Two
from tests.factories import make_document
from tests.page_client import PageClient


@pytest.fixture
def two(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Two]:
    """A study where the lead has coded two dozen waits."""
    monkeypatch.setattr(learning, "ENOUGH", 10)
    monkeypatch.setattr(keeper, "_begin", keeper.learn)
    keeper._held.clear()
    made = Two()
    for number in range(24):
        text = make_document(made.study, f"J'ai attendu {number} heures au guichet.", "read")
        with writing():
            coding.add(made.lead, text, 0, text.length, made.codes["B4"])
    yield made
    keeper._held.clear()


def asked(client: PageClient, text: Document) -> str:
    """What is suggested for the whole of a text."""
    address = f"/codage/{text.public_id}/suggestions?start=0&end={text.length}"
    client._ask(client.browser.get, address)  # the first time it only learns
    return str(client._ask(client.browser.get, address).text)


def test_a_code_is_suggested_with_its_reasons(client: PageClient, two: Two) -> None:
    client.sign_in(two.ana)
    text = make_document(two.study, "Elle a attendu au guichet.", "read")
    page = asked(client, text)
    assert "Suggestions" in page
    assert "B4" in page
    assert "heures au guichet" in page
    assert db.session.query(coding.Coding).count() == 24  # nothing was put


def test_nothing_is_suggested_in_a_text_coded_blind(client: PageClient, two: Two) -> None:
    client.sign_in(two.ana)
    assert "Suggestions" not in asked(client, two.texts[0])


def test_a_withdrawn_passage_is_no_reason_any_more(client: PageClient, two: Two) -> None:
    client.sign_in(two.ana)
    text = make_document(two.study, "Elle a attendu au guichet.", "read")
    assert "B4" in asked(client, text)
    with writing() as session:
        for one in session.query(Document).filter(Document.text.like("J'ai attendu % heures%")):
            corpus.withdraw(one.origin_room, one.origin_id)
    assert "guichet" not in asked(client, text)


def test_a_stretch_outside_the_text_suggests_nothing(client: PageClient, two: Two) -> None:
    client.sign_in(two.ana)
    for args in ("", "?start=5&end=2", "?start=0&end=9999", "?start=x&end=y"):
        client._ask(client.browser.get, f"/codage/{two.texts[0].public_id}/suggestions{args}")
