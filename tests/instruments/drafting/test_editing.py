"""What an act makes of a draft, and rules as lines one fills in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from feedback.instruments import library
from feedback.instruments.definition import load_loose
from feedback.instruments.drafting import cards, conditions, editing, palette
from feedback.instruments.drafting.conditions import Condition
from feedback.instruments.drafting.forms import MODE_NAMES
from feedback.instruments.drafting.written import applied
from feedback.instruments.parsing import MODES
from tests.instruments.making import definition, source

SURVEY = library.load("accueil")
CODES = [question.code for question in SURVEY.written]


def test_what_is_not_touched_stays_the_same_object() -> None:
    changed, code = editing.add(SURVEY, palette.starter("single"), CODES[2])
    assert [q.code for q in changed.written] == [*CODES[:3], code, *CODES[3:]]
    assert all(changed.by_code[one] is SURVEY.by_code[one] for one in CODES if one != code)


@given(st.sampled_from(CODES), st.integers(-20, 20))
def test_moving_changes_the_order_and_nothing_else(code: str, by: int) -> None:
    changed = editing.shift(SURVEY, code, by)
    assert sorted(q.code for q in changed.written) == sorted(CODES)
    at = CODES.index(code) + by
    if 0 <= at < len(CODES):
        assert changed.written[at].code == code
        assert [q.code for q in changed.written if q.code != code] == [
            c for c in CODES if c != code
        ]
    else:
        assert changed.digest == SURVEY.digest


def test_a_copy_has_codes_of_its_own_inside_and_out() -> None:
    matrix = next(q for q in SURVEY.written if q.kind == "matrix")
    changed, code = editing.duplicate(SURVEY, matrix.code)
    used = [s.code for q in changed.written for s in q.statements]
    assert len(used) == len(set(used))
    assert changed.by_code[code].text == matrix.text


def test_a_new_code_is_followed_by_rules_and_quotations() -> None:
    before = definition(
        source("yes_no", "venu"),
        source("single", "suite", show_if={"any": [{"equals": ["venu", "oui"]},
                                                   {"not": {"answered": "venu"}}]},
               text={"fr": "Après {reponse:venu|cela} ?"}),
    )  # fmt: skip
    question = before.by_code["venu"]
    made, renamed = applied(
        question, {**cards.fields_of(question), "code": "est_venu"}, editing.taken(before), ()
    )
    after = editing.put(before, "venu", made, renamed)
    assert load_loose(after.canonical)[1] == []
    assert after.by_code["suite"].text["fr"] == "Après {reponse:est_venu|cela} ?"


def subjects() -> list[conditions.Subject]:
    """All that a rule of the survey's last question may look at."""
    return conditions.subjects(SURVEY, CODES[-1])


@st.composite
def lines(draw: Any) -> list[Condition]:
    """Lines as the page can send them."""
    known = subjects()
    found = []
    for subject in draw(st.lists(st.sampled_from(known), max_size=4)):
        how = draw(st.sampled_from(subject.hows))
        offered = [value for value, _label in subject.values]
        values = draw(st.lists(st.sampled_from(offered), unique=True)) if offered else []
        figures = [draw(st.integers(0, 99).map(str))] if subject.numeric else values
        found.append(conditions.fitted(Condition(subject.code, how, tuple(figures)), known))
    return found


@given(st.sampled_from(["all", "any"]), lines())
def test_lines_make_a_rule_that_reads_back_as_the_same_lines(
    join: str, told: list[Condition]
) -> None:
    rule = conditions.written(join, told)
    back = conditions.read(rule)
    assert back is not None
    if len(told) > 1 and join == "any" and {one.how for one in told} == {"has"}:
        return  # several « comporte » of one question may read as one with several answers
    assert back[1] == told
    if len(told) > 1:
        assert back[0] == join


@given(st.sampled_from(["all", "any"]), lines())
def test_every_rule_that_lines_make_may_be_published(join: str, told: list[Condition]) -> None:
    last = SURVEY.by_code[CODES[-1]]
    rule = conditions.written(join, told)
    if rule is None:
        return
    changed = editing.put(SURVEY, last.code, replace(last, show_if=rule))
    assert load_loose(changed.canonical)[1] == []


def test_each_kind_begins_with_nothing_wrong_but_its_missing_words() -> None:
    blank = definition(source("short_text", "avant"))
    for kind in palette.offered(blank):
        changed, _code = editing.add(blank, palette.starter(kind), "avant")
        found = load_loose(changed.canonical)[1]
        assert {one.name for one in found} <= {"no_text"}, (kind, found)


def test_every_way_of_asking_has_its_words() -> None:
    assert set(MODE_NAMES) == set(MODES)


def test_the_mark_of_a_card_sees_french_and_nothing_of_other_languages() -> None:
    question = SURVEY.by_code[CODES[0]]
    said = {**question.text, "es": "Otra cosa"}
    elsewhere = editing.put(SURVEY, question.code, replace(question, text=said))
    here = editing.put(SURVEY, question.code, replace(question, text={**said, "fr": "Autrement"}))
    before = cards.mark(SURVEY, question.code)
    assert cards.mark(elsewhere, question.code) == before
    assert cards.mark(here, question.code) != before
