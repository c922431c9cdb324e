"""Questions drawn at random: who is asked which, and that not asked is not unanswered."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from feedback.analysis.asked import asked
from feedback.exports.research.answers import COMMON, Row, Writer, columns
from feedback.instruments.banks import draw, only_drawn
from feedback.instruments.cleaning import clean_all
from feedback.instruments.definition import Definition, DefinitionErrors, load
from feedback.instruments.overview import lines, number_of_questions
from feedback.instruments.paper import sheet
from feedback.instruments.translations import every_text
from feedback.responses.handed import tally_pairs
from tests.instruments.making import NON, OUI, definition, source

FIELDS = [
    {"code": f"b{n}", "kind": "yes_no", "text": {"fr": f"Question {n} ?"}, "options": [OUI, NON]}
    for n in range(5)
]


def bank(**changes: Any) -> Definition:
    """A survey with a bank of five questions, of which two are drawn."""
    return definition(
        source("bank", **{"ask": 2, "fields": FIELDS, **changes}), source("single", "fin")
    )


def test_each_set_is_drawn_as_often_as_any_other_and_stays_the_same_for_a_person() -> None:
    made = bank()
    drawn = Counter(draw(made.questions, str(seed)) for seed in range(5000))
    assert len(drawn) == 10
    assert min(drawn.values()) > 400
    assert draw(made.questions, "person") == draw(made.questions, "person")


def test_only_what_was_drawn_is_asked_required_and_counted() -> None:
    fields = [{**one, "required": True} for one in FIELDS]
    made = definition(source("bank", ask=2, fields=fields))
    raw = MultiDict([("q", "b1"), ("q", "b3"), ("b1", "oui"), ("b4", "non")])
    kept, problems = clean_all(made, raw, "lien")
    assert kept.answers == {"q": ["b1", "b3"], "b1": "oui"}
    assert [(one.field, one.reason) for one in problems] == [("b3", "required")]
    pairs = tally_pairs(made, {"q": ["b1", "b3"], "b1": "oui"}, {}, "lien")
    assert pairs == {("q", "b1"): 1, ("q", "b3"): 1, ("b1", "oui"): 1}


def test_a_draw_that_nobody_made_is_refused_or_asks_nothing() -> None:
    made = bank()
    for wrong in (["b1"], ["b1", "inventee"], ["b0", "b1", "b2"]):
        kept, problems = clean_all(made, MultiDict([("q", one) for one in wrong]), "lien")
        assert ([one.reason for one in problems], kept.answers) == (["unreadable"], {})
    kept, problems = clean_all(made, MultiDict([("b1", "oui")]), "lien")
    assert (kept.answers, problems) == ({}, [])


def test_paper_asks_them_all() -> None:
    made = bank()
    printed = sheet(made, 1, "fr").items
    assert [item.drawing.code for item in printed] == ["b0", "b1", "b2", "b3", "b4", "fin"]
    assert [item.drawing.number for item in printed] == ["1", "2", "3", "4", "5", "6"]
    assert {item.rule for item in printed} == {""}
    raw = MultiDict([*(("q", f"b{n}") for n in range(5)), ("b4", "non")])
    assert clean_all(made, raw, "saisie")[0].answers["b4"] == "non"


def test_a_rule_of_its_own_still_holds_and_is_said_without_the_draw(
    house: Flask,
) -> None:
    fields = [*FIELDS, {**FIELDS[0], "code": "b9", "show_if": {"equals": ["b0", "oui"]}}]
    made = definition(source("bank", ask=5, fields=fields))
    raw = {"q": ["b0", "b1", "b2", "b3", "b9"], "b0": "non", "b9": "oui"}
    assert "b9" not in clean_all(made, raw)[0].answers
    assert clean_all(made, {**raw, "b0": "oui"})[0].answers["b9"] == "oui"
    assert sheet(made, 1, "fr").items[-1].rule.startswith("Répondez seulement si")
    with house.app_context():
        said = lines(made)[-1].rule
    assert said == "Tirée au hasard. Montrer si « Question 0 ? » est « Oui »"


def test_a_page_where_the_draw_is_made_holds_nothing_else() -> None:
    shown = only_drawn(bank().questions, ["b0", "b2"])
    assert [one.code for one in shown] == ["q", "b0", "b2", "fin"]
    assert [one.code for one in shown[0].fields] == ["b0", "b2"]


def test_the_workbook_tells_which_were_drawn() -> None:
    made = bank()
    codes = [column.code for column in columns([made])][len(COMMON) :]
    assert codes == ["q", "b0", "b1", "b2", "b3", "b4", "fin", "fin__other"]
    for labels, told in ((True, "Question 1 ?; Question 3 ?"), (False, "b1; b3")):
        writer = Writer({1: made}, columns([made]), labels)
        row = writer(Row((None,) * len(COMMON), 1, {"q": ["b1", "b3"], "b3": "oui"}, {}))
        assert row[len(COMMON) :][0] == told
        assert row[len(COMMON) :][2] is None


def test_figures_know_that_a_question_was_drawn() -> None:
    found = {item.code: item.bank for item in asked([bank()])}
    assert found == {"b0": "q", "b1": "q", "b2": "q", "b3": "q", "b4": "q", "fin": ""}


def test_what_is_written_stays_as_it_was_written() -> None:
    made = bank()
    again = load(made.canonical)
    assert (again, again.digest) == (made, made.digest)
    assert len(again.written) == 2
    assert number_of_questions(made) == 6
    places = [place for place, _ in every_text(made)]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ask": 5}, "ask"),
        ({"ask": None}, "ask"),
        ({"fields": [source("information", "i"), *FIELDS]}, "information"),
        ({"fields": [{**FIELDS[0], "code": "fin"}, *FIELDS]}, "sert 2 fois"),
        ({"required": True}, "required"),
        ({"options": [OUI]}, "ne sert pas"),
    ],
)
def test_a_bank_that_cannot_be_drawn_is_told(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(DefinitionErrors) as refusal:
        bank(**changes)
    assert words in "\n".join(refusal.value.messages)
