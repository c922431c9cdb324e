"""The starters: sound, complete in each language they declare, tied to the codebook."""

from string import Formatter

import pytest

from feedback.codebook import library as codebooks
from feedback.instruments import library
from feedback.instruments.languages import SIMPLE, TAGS, html_lang
from feedback.instruments.translations import every_text, untranslated

GUIDES = ["handicap_enfant", "naissance", "perte_autonomie", "perte_emploi", "separation"]
KEYS = {entry.key for entry in codebooks.load().entries if entry.codable}


def test_the_library_holds_the_survey_the_guides_and_the_parole_sheet() -> None:
    assert library.names() == sorted(["accueil", *GUIDES, "parole"])


def test_the_shelf_of_the_state_asks_what_the_state_asks_with_its_scores() -> None:
    shelf = library.shelf("je_donne_mon_avis")
    assert library.shelves() == ["je_donne_mon_avis"]
    assert [one.code for one in shelf.written] == [
        "satisfaction", "comprehension", "contact_tried", "contact_reached",
        "contact_satisfaction", "verbatim",
    ]  # fmt: skip
    assert [(o.value, o.score) for o in shelf.written[0].options] == [
        ("bad", 0), ("medium", 5), ("good", 10),
    ]  # fmt: skip
    assert [one.code for one in shelf.written if one.required] == ["satisfaction"]
    assert {tag: untranslated(shelf, tag) for tag in ("fr", "en", "es", "pt", "ar")} == {
        tag: [] for tag in shelf.languages
    }
    assert shelf.reviewed == ("fr",)


@pytest.mark.parametrize("name", library.names())
def test_every_starter_loads_under_its_own_name(name: str) -> None:
    assert library.load(name).code == name


@pytest.mark.parametrize("name", library.names())
def test_every_language_declared_is_complete(name: str) -> None:
    asked = library.load(name)
    assert {tag: untranslated(asked, tag) for tag in asked.languages} == {
        tag: [] for tag in asked.languages
    }


@pytest.mark.parametrize("name", library.names())
def test_no_text_is_in_a_language_not_declared(name: str) -> None:
    asked = library.load(name)
    assert {tag for _, texts in every_text(asked) for tag in texts} == set(asked.languages)


@pytest.mark.parametrize("name", library.names())
def test_only_french_claims_to_be_reviewed(name: str) -> None:
    assert library.load(name).reviewed == ("fr",)


def test_the_reception_survey_speaks_every_language() -> None:
    assert library.load("accueil").languages == TAGS


def test_a_translation_is_not_french_left_in_place() -> None:
    for place, texts in every_text(library.load("accueil")):
        others = {text for tag, text in texts.items() if html_lang(tag) != "fr"}
        assert texts["fr"] not in others or place in {
            "canal.option:internet", "relation.option:non", "citation.option:non",
            "resultat.option:non", "renoncement.option:non", "aide_reponse.option:non",
            "start_lines 1"}, place  # fmt: skip


def test_arabic_is_written_in_arabic_letters() -> None:
    for place, texts in every_text(library.load("accueil")):
        assert any("\u0600" <= letter <= "\u06ff" for letter in texts["ar"]), place


def test_plain_french_sentences_are_short() -> None:
    for place, texts in every_text(library.load("accueil")):
        for sentence in texts[SIMPLE].replace("?", ".").split("."):
            assert len(sentence.split()) <= 12, (place, sentence)


@pytest.mark.parametrize("name", library.names())
def test_every_dimension_is_a_code_of_the_codebook(name: str) -> None:
    for question in library.load(name).questions:
        given = [question.dimension, *(one.dimension for one in question.statements)]
        assert {key for key in given if key} <= KEYS


@pytest.mark.parametrize("name", GUIDES)
def test_every_guide_asks_three_permissions_and_one_list_of_steps(name: str) -> None:
    asked = library.load(name).questions
    assert [one.code for one in asked if one.kind == "consent"] == [
        "accord_enregistrer",
        "accord_citer",
        "accord_rappel",
    ]
    assert not any(one.required for one in asked)
    assert [one.code for one in asked if one.kind == "steps"] == ["etapes"]


@pytest.mark.parametrize("name", GUIDES)
def test_frictions_are_chosen_among_the_codes_three_at_most(name: str) -> None:
    (steps,) = [one for one in library.load(name).questions if one.kind == "steps"]
    (friction,) = [one for one in steps.fields if one.code == "friction_dimensions"]
    assert friction.max_choices == 3
    assert {option.value for option in friction.options} <= KEYS


@pytest.mark.parametrize("name", library.names())
def test_no_text_holds_a_place_left_to_fill(name: str) -> None:
    for _, texts in every_text(library.load(name)):
        for text in texts.values():
            assert [part[1] for part in Formatter().parse(text) if part[1] is not None] == []


def test_an_unknown_starter_is_said_so() -> None:
    with pytest.raises(LookupError):
        library.load("../library/accueil")
