"""Questions taken from elsewhere: free codes, rules that still hold, nothing changed in silence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.instruments import library
from feedback.instruments.definition import Definition, load
from feedback.instruments.path import keys
from feedback.instruments.pool.entries import PAST, Entry, Place, indexed
from feedback.instruments.pool.taking import Taken, taken
from feedback.instruments.translations import every_text
from tests.instruments.making import NON, OUI, definition, source

pytestmark = pytest.mark.once


def entries(of: Definition, *codes: str, key: str = "v-x") -> list[Entry]:
    """The questions of some codes, in that order."""
    place = Place(key, PAST, "Titre", of)
    known = {one.question.code: one for one in indexed(of)}
    return [Entry(place, known[code]) for code in codes]


def put(
    draft: Definition, chosen: list[Entry], after: str = "", **pictures: str
) -> tuple[Definition, Taken]:
    """The draft with them."""
    made = taken(draft, chosen, after, pictures)
    return load(made.document), made


def said(made: Taken) -> str:
    return " ".join(map(str, made.told)).replace("\xa0", " ")


@pytest.fixture(autouse=True)
def _words(house: Any) -> Any:
    with house.test_request_context():
        yield


EMPTY = definition(source("yes_no", "debut"), source("yes_no", "fin"))
ACCUEIL = library.load("accueil")


def test_they_stand_after_the_question_named_in_the_order_they_were_asked() -> None:
    made, told = put(EMPTY, entries(ACCUEIL, "motif_renoncement", "renoncement"), "debut")
    assert [one.code for one in made.written] == [
        "debut", "renoncement", "motif_renoncement", "fin",
    ]  # fmt: skip
    assert told.told == ()
    assert made.question("motif_renoncement").show_if == {"equals": ["renoncement", "oui"]}  # type: ignore[union-attr]


def test_a_rule_on_an_absent_question_is_dropped_and_said() -> None:
    made, told = put(EMPTY, entries(ACCUEIL, "motif_renoncement"))
    assert made.written[-1].show_if is None
    assert "« motif_renoncement » avait une règle sur une question absente" in said(told)


def test_a_rule_follows_a_question_that_takes_another_code() -> None:
    draft = definition(source("yes_no", "renoncement"))
    made, told = put(draft, entries(ACCUEIL, "renoncement", "motif_renoncement"))
    assert [one.code for one in made.written][1:] == ["renoncement_2", "motif_renoncement"]
    assert made.written[-1].show_if == {"equals": ["renoncement_2", "oui"]}
    assert "s'appelle ici « renoncement_2 »" in said(told)


def test_a_rule_holds_on_the_same_question_of_the_draft_but_only_on_the_same() -> None:
    same = load({**EMPTY.as_json(), "questions": [ACCUEIL.as_json()["questions"][-1],
        *(q for q in ACCUEIL.as_json()["questions"] if q["code"] == "renoncement")]})  # fmt: skip
    made, told = put(same, entries(ACCUEIL, "motif_renoncement"))
    assert made.written[-1].show_if == {"equals": ["renoncement", "oui"]}
    assert told.told == ()
    other = definition(source("yes_no", "renoncement"))  # another text
    made, told = put(other, entries(ACCUEIL, "motif_renoncement"))
    assert made.written[-1].show_if is None
    assert "absente" in said(told)


def test_a_rule_may_not_look_forward() -> None:
    asked = [q for q in ACCUEIL.as_json()["questions"] if q["code"] == "renoncement"]
    draft = load({**EMPTY.as_json(), "questions": [source("yes_no", "debut"), *asked]})
    made, _ = put(draft, entries(ACCUEIL, "motif_renoncement"), "debut")
    assert made.written[1].show_if is None


def test_a_quotation_follows_its_question_or_gives_way_to_its_neutral_words() -> None:
    quoting = "Pour {reponse:motif|votre visite}, et {reponse:motif|elle} encore ?"
    old = definition(
        source("single", "motif", options=[OUI, NON]), source("long_text", text={"fr": quoting})
    )
    draft = definition(source("yes_no", "motif"))
    made, told = put(draft, entries(old, "motif", "q"))
    assert made.written[-1].text["fr"].startswith("Pour {reponse:motif_2|votre visite}, et")
    made, told = put(draft, entries(old, "q"))
    assert made.written[-1].text["fr"] == "Pour votre visite, et elle encore ?"
    assert "citait la réponse" in said(told)


def test_only_languages_of_the_draft_come_and_unread_ones_say_so() -> None:
    draft = definition(source("yes_no"), languages=["fr", "ar"], reviewed=["fr", "ar"])
    made, told = put(draft, entries(ACCUEIL, "satisfaction"))
    assert {tag for _, texts in every_text(made) for tag in texts} == {"fr", "ar"}
    assert made.reviewed == ("fr",)
    assert told.unread == ("ar",)
    alone = definition(source("yes_no"), languages=["fr"])
    assert put(alone, entries(ACCUEIL, "satisfaction"))[1].unread == ()


def test_pictures_are_those_the_study_keeps() -> None:
    there, here = "A" * 22, "B" * 22
    options = [{**OUI, "picture": there}, {**NON, "picture": there}]
    old = definition(source("single", "avec", options=options))
    made, _ = put(EMPTY, entries(old, "avec"), **{there: here})
    assert made.written[-1].options[0].picture == here


def test_rules_between_fields_of_a_step_list_stay() -> None:
    fields = [source("yes_no", "un"), source("yes_no", "deux", show_if={"equals": ["un", "oui"]})]
    guide = definition(source("steps", "etapes", fields=fields), kind="interview")
    draft = definition(source("yes_no", "un"), kind="interview")
    made, told = put(draft, entries(guide, "etapes"))
    assert made.written[-1].fields[1].show_if == {"equals": ["un", "oui"]}
    assert told.told == ()


ALL = [(name, one.question.code) for name in library.names()
       for one in indexed(library.load(name)) if library.load(name).kind == "survey"]  # fmt: skip
ALL += [("", one.question.code) for one in indexed(library.shelf("je_donne_mon_avis"))]


@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=6, unique=True), st.integers(0, 9))
def test_whatever_is_taken_makes_a_sound_draft(chosen: list[tuple[str, str]], at: int) -> None:
    shelf = library.shelf("je_donne_mon_avis")
    picked = [
        entry
        for name, code in chosen
        for entry in entries(library.load(name) if name else shelf, code, key=name or "s")
    ]
    after = ACCUEIL.written[at].code
    made, told = put(ACCUEIL, picked, after)
    assert len(told.codes) == len(chosen)
    assert [q for q in made.written if q.code not in told.codes] == list(ACCUEIL.written)
    every = [key for question in made.questions for key in keys(question)]
    assert len(every) == len(set(every))
