"""Questions are found by the beginnings of words, without accents, each only once."""

from __future__ import annotations

import pytest

from feedback.instruments import library
from feedback.instruments.definition import Definition
from feedback.instruments.pool.entries import LIBRARY, PAST, STATE, Entry, Place, indexed
from feedback.instruments.pool.searching import Wanted, fitting, merged, search
from tests.instruments.making import definition, source

pytestmark = pytest.mark.once


def at(of: Definition, source: str = LIBRARY, key: str = "l") -> list[Entry]:
    """All the questions of a place."""
    place = Place(key, source, of.title["fr"], of, instrument=key)
    return [Entry(place, one) for one in indexed(of)]


ACCUEIL = at(library.load("accueil"))


def found(**wanted: str) -> list[str]:
    return [entry.question.code for entry in search(ACCUEIL, Wanted(**wanted))]


@pytest.mark.parametrize("words", ["ECOUTE", "écouté", "ecout", "on ecout", "m’a ecouté"])
def test_accents_case_and_ends_of_words_do_not_count(words: str) -> None:
    assert "relation" in found(words=words)


def test_all_the_words_are_wanted_and_only_from_their_beginning() -> None:
    assert found(words="renoncé aide") != []
    assert found(words="renoncé zèbre") == []
    assert found(words="coute") == []


def test_words_of_the_question_come_before_words_of_its_answers() -> None:
    both = definition(
        source("single", "reponse", options=[{"value": "a", "label": {"fr": "Un rendez-vous"}},
                                             {"value": "b", "label": {"fr": "Autre"}}]),
        source("yes_no", "texte", text={"fr": "Avez-vous un rendez-vous ?"}),
    )  # fmt: skip
    hits = search(at(both), Wanted("rendez vous"))
    assert [one.question.code for one in hits] == ["texte", "reponse"]


def test_dimension_kind_and_source_narrow_together() -> None:
    assert found(dimension="A2") == ["relation"]
    assert found(dimension="A2", kind="yes_no") == []
    assert set(found(kind="faces")) == {"satisfaction"}
    assert found(source=PAST) == []


def test_the_questions_of_a_bank_are_found_one_by_one() -> None:
    of = definition(source("bank", "banque"))
    assert [one.question.code for one in search(at(of), Wanted("tiree b"))] == ["tiree_b", "banque"]


def test_the_same_question_is_found_once_with_every_place_that_asked_it() -> None:
    one = definition(source("yes_no", "meme", text={"fr": "La même ?", "en": "The same?"}))
    two = definition(source("yes_no", "meme", text={"fr": "La même ?"}, required=True))
    other = definition(source("yes_no", "meme", text={"fr": "Une autre ?"}))
    hits = merged([*at(one, STATE, "a"), *at(two, PAST, "b"), *at(other, PAST, "c")])
    assert [[place.key for place in hit.places] for hit in hits] == [["a", "b"], ["c"]]
    assert len(search(hits, Wanted(source=PAST))) == 2


def test_a_draft_is_offered_only_what_it_can_ask_and_does_not_ask_yet() -> None:
    asked = definition(source("yes_no", "deja"), source("bank", "banque"))
    of = [*at(asked, PAST, "moi"), *at(asked, PAST, "autre")]
    draft = definition(source("yes_no", "deja"), kind="interview")
    codes = [(one.place.key, one.question.code) for one in fitting(of, draft, "moi")]
    assert ("moi", "deja") not in codes
    assert ("autre", "deja") not in codes, "the same question, asked elsewhere"
    other = definition(source("yes_no", "deja", text={"fr": "Un autre texte ?"}))
    assert len(fitting(at(other, PAST, "autre"), draft, "moi")) == 1
    assert not [code for _, code in codes if code == "banque"], "a bank goes only in a survey"
    guide = at(library.load("naissance"))
    assert "etapes" in [one.question.code for one in fitting(guide, draft, "")]
    assert "etapes" not in [
        one.question.code for one in fitting(guide, library.load("naissance"), "")
    ]
