"""Display rules, and their twin in the browser."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.instruments.path import path
from feedback.instruments.rules import evaluate, references
from tests.instruments.making import definition, source

NODE = shutil.which("node")
SCRIPT = Path(__file__).parents[2] / "static/js/rules.js"
# The module is loaded from its own text: Node then needs no package file to know it is a module.
HARNESS = """
import { createInterface } from "node:readline";
const source = process.argv.at(-1);
const rules = await import("data:text/javascript," + encodeURIComponent(source));
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const said = "rule" in asked
    ? rules.evaluate(asked.rule, asked.answers)
    : rules.path(asked.definition, asked.answers, asked.texts, asked.mode).map((q) => q.code);
  console.log(JSON.stringify(said));
}
"""

CODES = st.sampled_from(["a", "b", "age", "constructor", "to_string"])
SCALARS = st.one_of(
    st.sampled_from(["oui", "non", "", "0", "01", "1", "1.0", "-0", "1.50", "١", "1e3", " 1"]),
    st.integers(-3, 3),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
    st.text(max_size=3),
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=3))
OPERANDS = st.one_of(
    st.sampled_from(["oui", "non", "1", "01"]), st.integers(-3, 3), st.floats(-3, 3)
)
ATOMS = st.one_of(
    CODES.map(lambda code: {"answered": code}),
    st.tuples(CODES, OPERANDS).map(lambda pair: {"equals": list(pair)}),
    st.tuples(CODES, st.lists(OPERANDS, max_size=3)).map(lambda pair: {"in": list(pair)}),
    st.tuples(CODES, OPERANDS).map(lambda pair: {"contains": list(pair)}),
    st.tuples(CODES, OPERANDS).map(lambda pair: {"less": list(pair)}),
    st.tuples(CODES, OPERANDS).map(lambda pair: {"greater": list(pair)}),
)
RULES = st.recursive(
    ATOMS,
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map(lambda each: {"all": each}),
        st.lists(parts, max_size=3).map(lambda each: {"any": each}),
        parts.map(lambda one: {"not": one}),
    ),
    max_leaves=6,
)
ANSWERS = st.dictionaries(CODES, VALUES)


@pytest.fixture(scope="module")
def browser() -> Iterator[Callable[[dict[str, Any]], Any]]:
    if NODE is None:
        pytest.skip("Node is absent: the rules of the browser are not compared here")
    command = [NODE, "--input-type=module", "--eval", HARNESS, SCRIPT.read_text("utf-8")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8") as process:

        def ask(question: dict[str, Any]) -> Any:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield ask
        assert process.stdin
        process.stdin.close()


def test_a_missing_operand_is_false() -> None:
    rules = [
        {"answered": "q"},
        {"equals": ["q", "oui"]},
        {"in": ["q", ["oui"]]},
        {"contains": ["q", "oui"]},
        {"less": ["q", 1]},
        {"greater": ["q", 1]},
    ]
    assert [evaluate(rule, {}) for rule in rules] == [False] * 6


def test_the_negation_of_a_missing_operand_is_true() -> None:
    assert evaluate({"not": {"equals": ["q", "oui"]}}, {})


def test_an_empty_answer_is_missing() -> None:
    assert not any(evaluate({"answered": "q"}, {"q": value}) for value in ("", None, []))
    assert evaluate({"answered": "q"}, {"q": 0})


def test_a_number_in_writing_equals_the_number() -> None:
    assert evaluate({"equals": ["q", 3]}, {"q": "3"})
    assert evaluate({"equals": ["q", "3"]}, {"q": 3.0})


def test_a_code_with_a_leading_zero_is_not_a_number() -> None:
    assert not evaluate({"equals": ["q", 1]}, {"q": "01"})
    assert not evaluate({"less": ["q", 5]}, {"q": "01"})


def test_true_is_not_one() -> None:
    assert not evaluate({"equals": ["q", 1]}, {"q": True})


def test_less_and_greater_are_strict() -> None:
    assert evaluate({"less": ["q", 5]}, {"q": 4})
    assert not evaluate({"less": ["q", 5]}, {"q": 5})
    assert evaluate({"greater": ["q", 5]}, {"q": "5.5"})
    assert not evaluate({"greater": ["q", 5]}, {"q": 5})


def test_contains_looks_into_lists_only() -> None:
    assert evaluate({"contains": ["q", "a"]}, {"q": ["b", "a"]})
    assert not evaluate({"contains": ["q", "a"]}, {"q": "a"})
    assert not evaluate({"equals": ["q", "a"]}, {"q": ["a"]})


def test_joins_combine() -> None:
    answers = {"q": "oui", "n": 3}
    both = [{"equals": ["q", "oui"]}, {"greater": ["n", 5]}]
    assert not evaluate({"all": both}, answers)
    assert evaluate({"any": both}, answers)


def test_references_are_found_at_any_depth() -> None:
    rule = {
        "all": [{"answered": "a"}, {"not": {"any": [{"in": ["b", ["x"]]}, {"less": ["c", 1]}]}}]
    }
    assert references(rule) == {"a", "b", "c"}


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rule=RULES, answers=ANSWERS)
def test_the_browser_says_the_same(
    browser: Callable[[dict[str, Any]], Any], rule: Any, answers: Any
) -> None:
    assert browser({"rule": rule, "answers": answers}) == evaluate(rule, answers)


OFFERED = st.sampled_from(["oui", "non", None])


@settings(max_examples=150, deadline=None)
@given(first=OFFERED, second=OFFERED, third=OFFERED, text=st.sampled_from(["", "mot", None]),
       mode=st.sampled_from([None, "borne", "lien"]))  # fmt: skip
def test_the_browser_follows_the_same_path(
    browser: Callable[[dict[str, Any]], Any],
    first: Any, second: Any, third: Any, text: str | None, mode: str | None,
) -> None:  # fmt: skip
    asked = definition(
        source("yes_no", "un"),
        source("yes_no", "deux", show_if={"equals": ["un", "oui"]}),
        source("matrix", "trois", show_if={"not": {"equals": ["deux", "non"]}}),
        source("long_text", "quatre", show_if={"equals": ["ligne_a", "oui"]}, modes=["lien"]),
        source("consent", "cinq", show_if={"answered": "quatre"}),
    )
    answers = {
        code: value
        for code, value in (("un", first), ("deux", second), ("ligne_a", third))
        if value is not None
    }
    texts = {} if text is None else {"quatre": text}
    question = {"definition": asked.as_json(), "answers": answers, "texts": texts, "mode": mode}
    assert browser(question) == [one.code for one in path(asked, answers, texts, mode)]
