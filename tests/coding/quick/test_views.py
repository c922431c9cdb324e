"""Short answers coded whole, without a script too."""

from __future__ import annotations

import pytest
from flask import Flask

from feedback.coding.models import Coding
from feedback.db import db
from tests.coding.double.making import Two
from tests.factories import make_document
from tests.page_client import PageClient
from tests.statements import counted


@pytest.fixture
def two(app: Flask, client: PageClient) -> Two:
    made = Two()
    client.sign_in(made.lead)
    return made


def base(two: Two) -> str:
    """The fast list."""
    return f"/etudes/{two.study.public_id}/codage/liste-rapide"


def test_an_answer_is_coded_whole_by_a_button_and_uncoded(client: PageClient, two: Two) -> None:
    text = two.texts[1]
    page = client.get(base(two) + "?sous=A2&sous=B4")
    assert "Écoute" in page.text
    back = client.follow(f"/codage/{text.public_id}/rapide?sous=B4", {"code": "B4"})
    assert "quick-done" in back.html
    coding = db.session.query(Coding).one()
    assert (coding.passage.start, coding.passage.end) == (0, text.length)
    client.follow(f"/codage/{text.public_id}/rapide/retrait", {"codage": coding.public_id})
    db.session.rollback()
    assert db.session.query(Coding).count() == 0


def test_only_short_answers_are_listed_twenty_at_a_time(client: PageClient, two: Two) -> None:
    make_document(two.study, "Un long témoignage. " * 20, "read")
    for number in range(21):
        make_document(two.study, f"Court {number}.", "read")
    page = client.get(base(two))
    assert "long témoignage" not in page.text
    assert page.html.count("data-quick") == 20
    after = next(a.get("href") for a in page.all("a") if a.get("id") == "quick-more")
    assert client.get(after).html.count("data-quick") == 5


def test_the_keys_are_chosen_and_alert_is_not_among_them(client: PageClient, two: Two) -> None:
    page = client.get(base(two) + "?sous=B4&sous=Z1&sous=zzz&sous=A1")
    listed = [li.get("class") for li in page.all("li")]
    assert "B4" in page.text
    assert page.html.count("<kbd>2</kbd>") >= 1
    assert 'value="Z1"' not in page.html
    assert listed


def test_what_is_wrong_is_said_beside_the_answer(client: PageClient, two: Two) -> None:
    address = f"/codage/{two.texts[1].public_id}/rapide"
    for wrong in ({}, {"code": "zzz"}, {"code": "Z1"}, {"code": "A"}):
        client._ask(client.browser.post, address, data=wrong)
    assert db.session.query(Coding).count() == 0


def test_the_list_asks_as_much_whatever_its_length(client: PageClient, two: Two) -> None:
    client.get(base(two))
    with counted() as few:
        client.get(base(two))
    for number in range(12):
        make_document(two.study, f"Court {number}.", "read")
    with counted() as more:
        client.get(base(two))
    assert len(more) <= len(few)
