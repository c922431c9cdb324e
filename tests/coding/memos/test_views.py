"""Memos as coders live with them: written, found, linked, kept blind, taken along."""

from __future__ import annotations

import pytest
from flask import Flask

from feedback.coding import operations as coding
from feedback.coding.memos import operations, queries
from feedback.coding.memos.models import Memo
from feedback.coding.memos.queries import Filters
from feedback.corpus import operations as corpus
from feedback.corpus.masking import Mask
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.errors import NotAllowed, Refused
from feedback.exports.memos import queries as files
from feedback.exports.scope import Scope
from tests.coding.double.making import Two
from tests.page_client import PageClient

KEY = "00" * 32


@pytest.fixture
def two(app: Flask) -> Two:
    return Two()


def write(two: Two, text: str = "Une idée", **about: object) -> Memo:
    """A memo of Ana's."""
    with writing():
        return operations.write(two.ana, two.study, "", text, **about)  # type: ignore[arg-type]


def seen(two: Two, q: str = "", sur: str = "") -> list[str]:
    """The memos that Bo finds."""
    db.session.rollback()
    return [memo.text for memo in queries.memos(two.study, two.bo, Filters(sur=sur, q=q))]


def test_a_memo_is_written_found_changed_taken_away_and_put_back(
    client: PageClient, two: Two
) -> None:
    client.sign_in(two.ana)
    base = f"/etudes/{two.study.public_id}/memos"
    assert "Aucun mémo pour" in client.get(base).text
    assert "Écrivez le mémo" in client.post(base, {"text": "  "}, 422).text
    page = client.follow(base, {"title": "Jour 1", "text": "On parle d'attente.", "code": ""})
    assert "Jour 1" in page.text
    client.follow(base, {"title": "", "text": "Deux choses sous ce code.", "code": "A2"})
    assert "Deux choses" in client.get(f"{base}?sur=code").text
    assert "Jour 1" not in client.get(f"{base}?sur=code").text
    first = db.session.query(Memo).filter_by(title="Jour 1").one().public_id
    other = db.session.query(Memo).filter_by(title="").one().public_id
    page = client.follow(f"/memos/{first}", {"title": "Jour un", "text": "On en parle."})
    assert "modifié le" in page.text
    assert "Délier" in client.follow(f"/memos/{first}/liens", {"vers": other}).text
    assert "Jour un" in client.get(f"/memos/{other}").text
    client.follow(f"/memos/{first}/liens", {"vers": other, "delier": "1"})
    assert "aucun autre" in client.get(f"/memos/{other}").text
    page = client.follow(f"/memos/{first}/retrait")
    assert "Jour un" not in page.text
    assert "Annuler" in page.text
    assert "Jour un" in client.follow(f"/memos/{first}/retour").text


def test_a_memo_stands_under_the_words_and_the_code_it_is_about(
    client: PageClient, two: Two
) -> None:
    client.sign_in(two.ana)
    here = f"/codage/{two.texts[0].public_id}/memos"
    client.follow(here, {"text": "Sur tout le texte"})
    client.follow(here, {"text": "Sur ces mots", "sentence": "0-20"})
    client.follow(here, {"text": "Sur la deuxième", "phrase": "2"})
    assert db.session.query(Memo).filter_by(text="Sur la deuxième").one().words == "J'ai attendu."
    assert "2 phrases" in client.follow(here, {"text": "x", "phrase": "9"}).text
    assert "Ce passage n'est pas" in client.follow(here, {"text": "x", "sentence": "0-999"}).text
    page = client.get(f"/codage/{two.texts[0].public_id}").text
    assert "Sur tout le texte" in page
    assert "m'a bien écoutée." in page
    client.follow(
        f"/etudes/{two.study.public_id}/memos", {"text": "Du code", "code": "A2", "retour": "code"}
    )
    assert "Du code" in client.get(f"/etudes/{two.study.public_id}/codes/A2").text


def test_words_are_searched_as_in_texts(two: Two) -> None:
    write(two, "L'attente est longue à l'accueil")
    write(two, "Une écoute rare")
    assert seen(two, "ecoute") == ["Une écoute rare"]
    assert seen(two, "att* ~ accueil") == ["L'attente est longue à l'accueil"]
    assert seen(two, "une -rare") == []


def test_who_codes_blind_reads_no_memo_of_another_on_that_text(two: Two) -> None:
    memo = write(two, document=two.texts[0])
    write(two, "Journal")
    assert seen(two) == ["Journal"]
    with pytest.raises(NotAllowed):
        queries.memo(two.bo, memo.public_id)
    assert [m.text for m in files.within(Scope(two.study.id, reader=two.bo.id))] == ["Journal"]
    two.finish(two.ana)
    two.finish(two.bo)
    assert seen(two, sur="document") == ["Une idée"]


def test_only_its_author_changes_a_memo(client: PageClient, two: Two) -> None:
    memo = write(two)
    with pytest.raises(Refused, match="autre personne"):
        operations.change(two.bo, memo, "", "x")
    with pytest.raises(Refused, match="autre personne"):
        operations.remove(two.bo, memo)
    client.sign_in(two.bo)
    assert "Modifier" not in client.get(f"/memos/{memo.public_id}").text


def test_a_memo_follows_its_words_when_a_name_is_masked_and_goes_with_a_withdrawn_text(
    two: Two,
) -> None:
    write(two, "Sur la fin", document=two.texts[2], span=(11, 15))
    with writing():
        old = db.session.get_one(Document, two.texts[2].id)
        newer = coding.supersede(two.lead, old, [Mask(0, 5, "[mot]")], KEY)
        number = newer.id
    memo = db.session.query(Memo).one()
    assert (memo.document_id, memo.words) == (number, "dame")
    with writing():
        held = db.session.get_one(Document, number)
        corpus.withdraw(held.origin_room, held.origin_id)
    assert db.session.query(Memo).all() == []


def test_memos_leave_with_the_research_files(two: Two) -> None:
    one = write(two, "Journal")
    other = write(two, "Sur un passage", document=two.texts[0], span=(0, 4))
    with writing():
        operations.link(db.session.get_one(Memo, one.id), db.session.get_one(Memo, other.id))
    rows = list(files.rows(Scope(two.study.id)))
    assert [row[1] for row in rows] == ["étude (journal)", "passage"]
    assert rows[1][4:7] == (0, 4, "On m")
    assert rows[0][-1] == other.public_id
