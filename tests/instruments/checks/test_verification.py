"""All that is said of a draft before it is published."""

from __future__ import annotations

import time
from typing import Any

import pytest
from flask import Flask

from feedback.instruments import library
from feedback.instruments.checks.duration import duration
from feedback.instruments.checks.screen import LANDSCAPE, PORTRAIT, height
from feedback.instruments.checks.verification import verify
from feedback.instruments.definition import load_loose
from tests.instruments.making import NON, OUI, definition, document, question, source

TEXT = "Avez-vous trouvé la bonne personne quand vous êtes venu demander de l’aide ici ? "


def names(made: dict[str, Any]) -> set[tuple[str | None, str, str]]:
    """Question, level and name of what is found."""
    asked, faults = load_loose(made)
    return {(one.code, one.level, one.name) for one in verify(asked, faults, []).findings}


def test_the_starter_survey_has_nothing_to_look_at() -> None:
    found = verify(library.load("accueil"), [], [])
    assert found.findings == []
    assert found.duration is not None
    assert round(found.duration.middle / 60) == 2  # « 8 questions. 2 minutes. »
    assert found.duration.questions == 8


@pytest.mark.parametrize("name", [n for n in library.names() if n != "accueil"])
def test_guides_and_sheets_are_not_judged_as_a_survey_is(name: str) -> None:
    found = verify(library.load(name), [], [])
    assert (list(found.findings), found.duration) == ([], None)


SAME = [OUI, {**NON, "label": {"fr": " oui "}}]
LABELS = [{"value": f"v{n}", "label": {"fr": TEXT[:70]}} for n in range(20)]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (document(source("single", text={})), ("q", "blocking", "no_text")),
        (document(source("single", options=[OUI])), ("q", "blocking", "kind")),
        (document(source("single", options=SAME)), ("q", "warning", "same_words")),
        (document(source("single", text={"fr": TEXT * 3})), None),
        (document(source("single", text={"fr": TEXT.replace("?", "et") * 3})),
         ("q", "warning", "long_sentence")),
        (document(source("multiple", options=LABELS, max_choices=None)), ("q", "warning", "too_high")),
        (document(source("single", text={"fr": "Et l’AAH ?"})), ("q", "warning", "initials")),
        (document(source("single", text={"fr": "Un récépissé ?"})), ("q", "warning", "rare_words")),
        (document(*(source("single", f"k{n}") for n in range(9))), (None, "warning", "too_many")),
        (document(source("single"), languages=["fr", "es"]), (None, "warning", "empty_language")),
        (document(source("single", "a"), source("single", show_if={"all": [
            {"equals": ["a", "oui"]}, {"equals": ["a", "non"]}]})), ("q", "warning", "contradiction")),
        (document(source("steps", fields=[
            source("yes_no", "a"),
            source("short_text", "b", show_if={"all": [
                {"equals": ["a", "oui"]}, {"equals": ["a", "non"]}]}),
        ]), kind="interview"), ("q", "warning", "contradiction")),
    ],
)  # fmt: skip
def test_a_doubt_stands_at_its_question(made: dict[str, Any], expected: Any) -> None:
    found = names(made)
    assert expected in found if expected else not found


def test_every_sentence_can_be_said(house: Flask) -> None:
    made = document(
        source("single", text={"fr": TEXT.replace("?", "et l’AAH") * 3}, options=SAME),
        source("single", "vide", text={}, options=[]), languages=["fr", "es"],
    )  # fmt: skip
    with house.app_context():
        found = verify(*load_loose(made), []).findings
        assert len([one.said for one in found]) > 5
        assert "Écrivez ce que ces lettres veulent dire" in " ".join(one.told for one in found)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"answered": "z"}, ["La condition regarde « Question z », qui est posée plus loin."]),
        ({"answered": "rien"}, ["La condition regarde la question « rien », qui n'existe pas."]),
        ({"in": ["a", ["oui", "ex", "or"]]}, [
            "La condition attend la réponse « ex » à « Question a », qui n'est pas proposée.",
            "La condition attend la réponse « or » à « Question a », qui n'est pas proposée.",
        ]),
        ({"all": []}, ["« all » attend une liste de 1 à 20 règles."]),
        ({"less": ["a", 3]}, ["« less » compare deux nombres : « a » ou la valeur n’en est pas un."]),
    ],
)  # fmt: skip
def test_a_fault_of_a_rule_names_the_question_by_its_words(
    house: Flask, rule: Any, words: list[str]
) -> None:
    made = document(source("single", "a"), source("single", show_if=rule), source("single", "z"))
    with house.app_context():
        found = verify(*load_loose(made), []).blocking
        assert [one.said for one in found] == words


# Heights measured in Chromium on the respondents' page (points).
MEASURED = [
    (source("single", text={"fr": TEXT[:50]}, options=[OUI, NON]), 196, 232),
    (source("single", text={"fr": (TEXT * 6)[:200]}, options=[OUI, NON]), 329, 351),
    (source("multiple", text={"fr": TEXT[:50]}, options=LABELS[:6], max_choices=None), 403, 477),
    (source("single", text={"fr": TEXT[:50]}, options=LABELS[:10]), 671, 670),
    (source("long_text", text={"fr": TEXT[:50]}), 266, 287),
]


@pytest.mark.parametrize(("made", "landscape", "portrait"), MEASURED)
def test_the_height_of_a_screen_is_within_a_tenth_of_the_one_measured(
    made: dict[str, Any], landscape: int, portrait: int
) -> None:
    asked = question(made.pop("kind"), **{k: v for k, v in made.items() if k != "code"})
    assert height(asked, LANDSCAPE) == pytest.approx(landscape, rel=0.1)
    assert height(asked, PORTRAIT) == pytest.approx(portrait, rel=0.1)


def test_a_path_that_most_people_leave_is_in_the_longest_time_only() -> None:
    rare = {"all": [{"equals": [f"k{n}", "oui"]} for n in range(4)]}
    asked = [source("single", f"k{n}") for n in range(4)]
    long = [source("long_text", f"l{n}", show_if=rare) for n in range(5)]
    with_it, without = duration(definition(*asked, *long)), duration(definition(*asked))
    assert with_it.middle < without.middle + 3
    assert with_it.longest > without.longest + 60


def test_the_time_grows_with_the_questions_and_no_more() -> None:
    cost(100)  # the list of words is read once
    assert cost(300) < 6 * cost(100) + 0.1


def cost(questions: int) -> float:
    """Processor seconds to look at so many questions."""
    asked: list[dict[str, Any]] = []
    for n in range(questions):
        made = source("multiple" if n % 3 else "single", f"k{n}", text={"fr": TEXT})
        if n > 3:
            made["show_if"] = {
                "all": [{"answered": f"k{n - 1}"}, {"not": {"answered": f"k{n - 3}"}}]
            }
        asked.append(made)
    loaded, faults = load_loose(document(*asked))
    start = time.process_time()
    verify(loaded, faults, [loaded])
    return time.process_time() - start
