"""A passage's edges move by a word or to other words; what is another's or closed stays."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from feedback.coding.edges import operations
from feedback.coding.models import Coding, Passage
from feedback.coding.passages import STEPS, stepped
from feedback.db import db, writing
from feedback.errors import Refused
from tests.coding.double.making import Two
from tests.page_client import PageClient

TEXT = "On m'a bien écoutée. J'ai attendu."


@pytest.fixture
def two(app: Flask) -> Two:
    return Two()


def words(coding: str) -> str:
    """The words of a coding."""
    db.session.rollback()
    found = db.session.query(Coding).filter_by(public_id=coding).one()
    return found.passage.document.text[found.passage.start : found.passage.end]


def test_each_edge_moves_by_a_word() -> None:
    assert TEXT[slice(*stepped(TEXT, 7, 19, "debut-"))] == "a bien écoutée"
    assert TEXT[slice(*stepped(TEXT, 7, 19, "debut+"))] == "écoutée"
    assert TEXT[slice(*stepped(TEXT, 7, 19, "fin-"))] == "bien"
    assert TEXT[slice(*stepped(TEXT, 7, 19, "fin+"))] == "bien écoutée. J"
    assert stepped(TEXT, 0, 2, "debut-") == (0, 2)
    assert stepped(TEXT, 0, 2, "debut+") == (0, 2)
    assert stepped(TEXT, 0, 2, "fin-") == (0, 2)


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40), st.sampled_from(STEPS))
def test_a_step_never_leaves_the_text_nor_empties_the_passage(
    text: str, one: int, two: int, step: str
) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    new = stepped(text, start, end, step)
    assert 0 <= new[0] <= new[1] <= len(text)
    assert new[0] < new[1] or start == end


def test_a_coding_moves_with_its_memo_and_the_empty_passage_leaves(
    client: PageClient, two: Two
) -> None:
    coding = two.code(two.ana, 0, "A2", 0, 20, 1)
    client.sign_in(two.ana)
    page = client.follow(f"/codages/{coding}/bords", {"pas": "fin+"})
    assert "J" in page.text
    assert words(coding) == "On m'a bien écoutée. J"
    client.follow(f"/codages/{coding}/bords", {"start": "21", "end": "34"})
    assert words(coding) == "J'ai attendu."
    assert db.session.query(Passage).count() == 1
    assert db.session.query(Coding).one().valence == 1


def test_words_that_have_the_code_already_do_not_take_it_twice(
    client: PageClient, two: Two
) -> None:
    coding = two.code(two.ana, 0, "A2", 0, 20)
    two.code(two.ana, 0, "A2", 21, 34)
    client.sign_in(two.ana)
    answer = client.post(f"/codages/{coding}/bords", {"start": "21", "end": "34"}, 422)
    assert "portent déjà ce code" in answer.text
    assert words(coding) == "On m'a bien écoutée."


def test_nobody_moves_anothers_coding_nor_one_in_a_finished_text(
    client: PageClient, two: Two
) -> None:
    coding = two.code(two.ana, 0, "A2", 0, 20)
    held: Any = db.session.query(Coding).one()
    with pytest.raises(Refused, match="autre personne"), writing():
        operations.move(two.bo, db.session.get_one(Coding, held.id), 0, 2)
    two.finish(two.ana, 0)
    client.sign_in(two.ana)
    assert "fini" in client.post(f"/codages/{coding}/bords", {"pas": "fin-"}, 422).text
    for nonsense in ({}, {"pas": "x"}, {"start": "9", "end": "3"}, {"start": "0", "end": "999"}):
        client.post(f"/codages/{coding}/bords", nonsense, 422)
