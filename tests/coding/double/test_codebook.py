"""Codes merged under texts that several people coded: nobody's word is lost, blindness holds."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from feedback.codebook.history.queries import last_of
from feedback.coding.codebook import operations as book
from feedback.coding.codebook.queries import examples, passages, used
from feedback.coding.double import operations
from feedback.coding.double.queries import codings_in
from feedback.coding.models import Coding
from feedback.coding.search import operations as search
from feedback.coding.search.queries import harvest
from feedback.corpus.models import Document
from feedback.corpus.queries import Wanted
from feedback.corpus.states import READABLE
from feedback.db import db, writing
from tests.coding.double.making import Two
from tests.factories import make_document
from tests.page_client import PageClient


@pytest.fixture
def two(app: Flask) -> Two:
    return Two()


def rows() -> list[tuple[object, ...]]:
    """Every coding, as it stands."""
    db.session.rollback()
    query = select(
        Coding.public_id, Coding.code_id, Coding.coder_id, Coding.settled, Coding.counts,
        Coding.valence, Coding.memo,
    )  # fmt: skip
    return sorted(tuple(row) for row in db.session.execute(query))


def test_a_merge_keeps_the_signed_version_apart_and_is_taken_back_to_the_letter(two: Two) -> None:
    two.code(two.lead, 0, "A3", 0, 20)
    two.both()
    with writing():
        first = db.session.get_one(Document, two.texts[0].id)
        operations.keep(two.lead, first, [o for o in codings_in(first.id) if o.valence == 1][:1])
        operations.sign(two.lead, first)
    before = rows()
    with writing():
        book.merge(two.lead, two.study, [two.codes["A2"]], two.codes["A3"])
    now = rows()
    signed = [row for row in now if row[3]]
    assert [row[1] for row in signed] == [two.codes["A3"].id]
    assert len([row for row in now if row[1] == two.codes["A3"].id]) == 4  # the lead's own stays
    with writing():
        step = last_of(two.study, two.lead)
        assert step is not None
        book.undo(two.lead, two.study, step.public_id)
    assert rows() == before


def test_whoever_codes_blind_sees_no_count_example_or_passage_of_another(two: Two) -> None:
    two.code(two.bo, 0, "A2", 0, 20)
    with writing():
        book.show_example(two.bo, db.session.scalars(select(Coding)).one())
    number = two.codes["A2"].id
    assert number in used(two.study, two.bo)
    assert used(two.study, two.ana) == {}
    assert examples(two.study, READABLE, two.ana) == {}
    assert len(examples(two.study, READABLE, two.bo)[number]) == 1
    assert passages(two.codes["A2"], READABLE, two.ana) == []
    assert len(passages(two.codes["A2"], READABLE, two.lead)) == 1


def test_a_search_leaves_a_finished_text_alone_and_so_does_its_undo(two: Two) -> None:
    two.finish(two.ana, 0)
    wanted = Wanted(two.study.id, READABLE, question="la ~ accueil")
    both = Wanted(two.study.id, READABLE, question="ecoutee")
    with writing():
        found = harvest(two.ana, both, two.codes["A2"], "words")
        assert (found.hits, found.closed) == ((), 1)
        found = harvest(two.ana, wanted, two.codes["A2"], "sentence")
        made = search.code_found(
            two.ana, two.study, two.codes["A2"], found, {h.id for h in found.hits}, "x", "sentence"
        )
        assert made.made == 1
    two.finish(two.ana, 2)
    with writing():
        assert search.undo(two.ana, made) == (0, 1)
    assert len(db.session.scalars(select(Coding)).all()) == 1


def test_texts_are_listed_by_who_has_finished_them(client: PageClient, two: Two) -> None:
    two.finish(two.ana, 1)
    client.sign_in(two.lead)
    base = f"/etudes/{two.study.public_id}/codage?etat=tous&fini="
    assert "Deux heures debout" in client.get(base + two.ana.public_id).text
    assert "Merci à la dame" not in client.get(base + two.ana.public_id).text
    assert "Deux heures debout" not in client.get(base + two.bo.public_id).text


def test_texts_are_listed_by_their_status(client: PageClient, two: Two) -> None:
    make_document(two.study, "Une phrase validée.", "validated")
    client.sign_in(two.lead)
    base = f"/etudes/{two.study.public_id}/codage?etat=tous&statut="
    assert "phrase validée" in client.get(base + "validated").text
    assert "Deux heures debout" not in client.get(base + "validated").text
    assert "phrase validée" not in client.get(base + "read").text
    assert "phrase validée" in client.get(base + "to_read").text  # no such status: all of them
