"""What is said of a rule is what trying every answer shows."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.instruments.banks import own_rule
from feedback.instruments.checks.reach import ALWAYS, APART, NEVER, judged
from feedback.instruments.definition import Definition
from feedback.instruments.path import is_asked, keys, walk
from feedback.instruments.rules import evaluate
from tests.instruments.making import definition, source

OUI_NON = {"options": [{"value": v, "label": {"fr": v}} for v in ("oui", "non")]}
EARLIER = [
    source("yes_no", "a", **OUI_NON),
    source("yes_no", "b", required=True, **OUI_NON),
    source("multiple", "m", max_choices=2, options=[
        {"value": v, "label": {"fr": v}, **({"exclusive": True} if v == "rien" else {})}
        for v in ("x", "y", "rien")]),
    source("scale", "s", min=0, max=3, options=None),
    source("short_text", "t", max_length=9),
]  # fmt: skip
VALUES: dict[str, list[Any]] = {
    "a": [None, "oui", "non"], "b": ["oui", "non"],
    "m": [None, ["x"], ["y"], ["x", "y"], ["rien"]], "s": [None, 0, 1, 2, 3], "t": [None, "mot"],
}  # fmt: skip
ATOMS = st.one_of(
    st.builds(lambda c, v: {"equals": [c, v]}, st.sampled_from("ab"), st.sampled_from(["oui", "non"])),
    st.builds(lambda v: {"contains": ["m", v]}, st.sampled_from(["x", "y", "rien"])),
    st.builds(lambda o, n: {o: ["s", n]}, st.sampled_from(["less", "greater", "equals"]), st.integers(0, 3)),
    st.builds(lambda c: {"answered": c}, st.sampled_from("abmst")),
)  # fmt: skip
RULES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=4,
)


def truths(made: Definition, code: str) -> tuple[set[bool], set[bool]]:
    """Whether the question is asked, and its rule held, over every set of answers there can be."""
    asked, held = set(), set()
    question = made.question(code)
    assert question is not None
    rule = own_rule(question)
    for combined in itertools.product(*VALUES.values()):
        answers = {k: v for k, v in zip(VALUES, combined, strict=True) if v is not None}
        path = walk(made.questions, answers)
        if any(one.code == "b" and "b" not in answers for one in path):
            continue
        seen = {key: answers[key] for one in path for key in keys(one) if key in answers}
        asked.add(is_asked(question, seen))
        held.add(evaluate(rule, seen) if rule else True)
    return asked, held


@settings(deadline=None, max_examples=60)
@given(first=RULES, second=RULES)
def test_a_verdict_is_given_exactly_when_trying_everything_shows_it(
    first: Any, second: Any
) -> None:
    earlier = [*EARLIER[:1], {**EARLIER[1]}, *EARLIER[2:]]
    made = definition(
        *earlier,
        source("yes_no", "middle", show_if=first, **OUI_NON),
        source("yes_no", "q", show_if={"any": [second, {"equals": ["middle", "oui"]}]}, **OUI_NON),
        source("yes_no", "z", show_if=second, **OUI_NON),
    )
    found = {question.code: verdict for question, verdict in judged(made.questions)}
    for code in ("middle", "z"):
        asked, held = truths(made, code)
        expected = "never" if True not in asked else ALWAYS if held == {True} else ""
        verdict = found.get(code, "")
        assert (NEVER if verdict == APART else verdict) == expected


def verdict(*questions: dict[str, Any]) -> str:
    """What is said of the last question."""
    made = definition(*questions)
    return {q.code: said for q, said in judged(made.questions)}.get(made.questions[-1].code, "")


YES = {"equals": ["a", "oui"]}
NO = {"equals": ["a", "non"]}
A = EARLIER[0]


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        ([A, source("single", show_if={"all": [YES, NO]})], APART),
        ([A, source("single", show_if={"any": [YES, NO, {"not": {"answered": "a"}}]})], ALWAYS),
        ([A, source("single", show_if={"any": [YES, NO]})], ""),
        ([{**A, "required": True}, source("single", show_if={"any": [YES, NO]})], ALWAYS),
        # asked only after « oui », so never once « non » was answered
        ([A, source("number", "n", show_if=YES, unit=None),
          source("single", show_if={"all": [{"answered": "n"}, NO]})], APART),
        ([source("number", "n", min=0, max=10, decimals=0, unit=None),
          source("single", show_if={"all": [{"greater": ["n", 4]}, {"less": ["n", 5]}]})], APART),
        ([source("number", "n", min=0, max=10, decimals=1, unit=None),
          source("single", show_if={"all": [{"greater": ["n", 4]}, {"less": ["n", 5]}]})], ""),
        ([source("number", "n", min=0, max=10, decimals=0, unit=None),
          source("single", show_if={"greater": ["n", 10]})], NEVER),
        ([{**EARLIER[2], "max_choices": 1},
          source("single", show_if={"all": [{"contains": ["m", "x"]}, {"contains": ["m", "y"]}]})], APART),
        ([source("yes_no", "k", modes=["saisie"], required=True, **OUI_NON),
          source("single", modes=["borne"], show_if={"answered": "k"})], NEVER),
    ],
)  # fmt: skip
def test_what_is_said_of_a_rule(questions: list[dict[str, Any]], expected: str) -> None:
    assert verdict(*questions) == expected


def test_where_there_are_too_many_answers_nothing_is_said() -> None:
    many = [source("yes_no", f"k{n}", **OUI_NON) for n in range(9)]
    rule = {"all": [{"equals": [f"k{n}", v]} for n in range(9) for v in ("oui", "non")]}
    assert verdict(*many, source("single", show_if=rule)) == ""


def test_a_question_of_a_bank_is_not_said_to_be_always_asked() -> None:
    fields = [{**source("yes_no", f"b{n}", **OUI_NON)} for n in range(3)]
    made = definition(source("bank", ask=1, fields=fields))
    assert list(judged(made.questions)) == []
    fields[1]["show_if"] = {"equals": ["b0", "oui"]}
    made = definition(source("bank", ask=2, fields=fields))
    assert list(judged(made.questions)) == []


def test_on_paper_all_of_a_bank_are_asked_together() -> None:
    fields = [source("yes_no", f"b{n}", **OUI_NON) for n in range(3)]
    both = {"all": [{"contains": ["q", "b0"]}, {"contains": ["q", "b1"]}]}
    assert verdict(source("bank", ask=1, fields=fields), source("single", "z", show_if=both)) == ""
