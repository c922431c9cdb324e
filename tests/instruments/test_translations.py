"""What remains to be translated."""

from dataclasses import replace

import pytest

from feedback.instruments.definition import Definition, DefinitionErrors, load
from feedback.instruments.rewording import reworded
from feedback.instruments.translations import (
    every_text,
    is_complete,
    offered,
    outdate,
    unreviewed,
    untranslated,
)
from tests.instruments.making import EXAMPLES, definition, home, source

HALF = definition(
    source("single", text={"fr": "Bonjour", "en": "Hello"}),
    source("steps", "etapes"),
    kind="interview",
    title={"fr": "Essai", "en": "Trial"},
    languages=["fr", "fr-x-simple", "en"],
    reviewed=["fr"],
)


def test_each_place_without_a_translation_is_named() -> None:
    assert untranslated(HALF, "en") == [
        "q.option:oui",
        "q.option:non",
        "q.option:autre",
        "etapes.text",
        "etapes.field:titre.text",
        "etapes.field:quand.text",
        "etapes.field:humeur.text",
        "etapes.field:humeur.low",
        "etapes.field:humeur.high",
    ]


def test_plain_french_may_lean_on_french() -> None:
    assert is_complete(HALF, "fr-x-simple")
    assert not is_complete(HALF, "en")


def test_languages_nobody_has_read_are_told() -> None:
    assert unreviewed(HALF) == ("fr-x-simple", "en")


BOTH = definition(
    source(
        "single",
        text={"fr": "Bonjour", "en": "Hello"},
        options=[
            {"value": "oui", "label": {"fr": "Oui", "en": "Yes"}},
            {"value": "non", "label": {"fr": "Non", "en": "No"}},
        ],
    ),
    source(
        "information",
        "suite",
        text={"fr": "Suite", "en": "Next"},
        lines=[{"fr": "Un", "en": "One"}, {"fr": "Deux", "en": "Two"}],
    ),
    title={"fr": "Essai", "en": "Trial"},
    languages=["fr", "fr-x-simple", "en"],
    reviewed=["fr", "en"],
)


def said(made: Definition, **changes: dict[str, str]) -> Definition:
    """The definition with some texts replaced; in names, `__` is a dot."""
    texts = {name.replace("__", "."): one for name, one in changes.items()}
    return reworded(made, lambda place, one: texts.get(place, one))


def test_a_text_whose_french_changed_is_to_be_seen_again_and_stays_reviewed() -> None:
    after = outdate(BOTH, said(BOTH, q__text={"fr": "Bonsoir", "en": "Hello"}))
    assert after.outdated == {"en": ("q.text",)}
    assert after.reviewed == ("fr", "en")
    assert not is_complete(after, "en")
    assert load(after.canonical) == after


def test_a_language_without_the_text_has_nothing_to_see_again() -> None:
    after = outdate(BOTH, said(BOTH, q__text={"fr": "Bonsoir"}))
    assert after.outdated == {}


def test_words_changed_with_their_french_are_right_but_nobody_has_read_them() -> None:
    after = outdate(BOTH, said(BOTH, q__text={"fr": "Bonsoir", "en": "Good evening"}))
    assert (after.outdated, after.reviewed) == ({}, ("fr",))


def test_words_exchanged_between_two_answers_are_words_changed() -> None:
    swapped = {
        "q.option:oui": {"fr": "Oui", "en": "No"},
        "q.option:non": {"fr": "Non", "en": "Yes"},
    }
    after = outdate(BOTH, reworded(BOTH, lambda place, one: swapped.get(place, one)))
    assert after.reviewed == ("fr",)


def test_a_line_that_only_moved_keeps_what_it_had() -> None:
    first = outdate(BOTH, said(BOTH, **{"suite.line:2": {"fr": "Trois", "en": "Two"}}))
    assert first.outdated == {"en": ("suite.line:2",)}
    turned = replace(
        first,
        written=(first.written[0], replace(first.written[1], lines=first.written[1].lines[::-1])),
        outdated={},
    )
    after = outdate(first, turned)
    assert after.outdated == {"en": ("suite.line:1",)}
    assert after.reviewed == ("fr", "en")


def test_nothing_changed_changes_nothing() -> None:
    assert outdate(BOTH, BOTH) == BOTH
    assert "outdated" not in BOTH.as_json()


def test_marks_of_texts_that_are_gone_are_gone() -> None:
    marked = {**BOTH.as_json(), "outdated": {"en": ["q.text", "parti.text", {}, 3]}}
    assert load(marked).outdated == {"en": ("q.text",)}
    with pytest.raises(DefinitionErrors, match="outdated"):
        load({**BOTH.as_json(), "outdated": ["q.text"]})


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_place_is_its_own_and_can_be_said_otherwise(kind: str) -> None:
    texts = {"start_title": {"fr": "Bienvenue"}, "start_lines": [{"fr": "Un"}, {"fr": "Deux"}]}
    made = definition(source(kind), kind=home(kind), texts=texts)
    places = [place for place, _ in every_text(made)]
    assert len(set(places)) == len(places)
    met: list[str] = []
    again = reworded(made, lambda place, one: met.append(place) or {**one, "en": place})
    assert sorted(met) == sorted(places)
    assert {one["en"] == place for place, one in every_text(again)} == {True}


def test_only_what_is_complete_and_read_is_offered_unless_opened_all_the_same() -> None:
    assert offered(BOTH, ["fr", "en"], []) == ("fr", "en")
    assert offered(BOTH, [], ["en"]) == ("fr",)
    unread = replace(BOTH, reviewed=("fr",))
    assert offered(unread, ["fr", "en"], []) == ("fr",)
    assert offered(unread, ["en"], ["en"]) == ("fr", "en")
    assert offered(said(BOTH, q__text={"fr": "Bonjour"}), ["en"], ["en"]) == ("fr",)
    stale = outdate(BOTH, said(BOTH, q__text={"fr": "Bonsoir", "en": "Hello"}))
    assert offered(stale, ["en"], ["en"]) == ("fr",)


def test_plain_french_that_must_be_seen_again_is_not_offered() -> None:
    plain = said(BOTH, q__text={"fr": "Bonjour", "en": "Hello", "fr-x-simple": "Salut"})
    assert "fr-x-simple" in offered(plain, ["fr-x-simple"], ["fr-x-simple"])
    changed = {"fr": "Bonsoir", "en": "Hello", "fr-x-simple": "Salut"}
    assert "fr-x-simple" not in offered(
        outdate(plain, said(plain, q__text=changed)), ["fr-x-simple"], ["fr-x-simple"]
    )
