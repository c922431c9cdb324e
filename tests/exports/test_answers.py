"""Columns of answers stay the same across versions, cells are what the kinds make of answers."""

from __future__ import annotations

from feedback.exports.research.answers import COMMON, Row, Writer, columns
from feedback.instruments.definition import Definition, load


def version(*questions: dict[str, object]) -> Definition:
    """A survey of these questions."""
    return load(
        {"format": 1, "code": "e", "kind": "survey", "title": {"fr": "E"},
         "languages": ["fr"], "reviewed": ["fr"], "questions": list(questions)}
    )  # fmt: skip


def question(code: str, kind: str, text: str, *values: str) -> dict[str, object]:
    """A question."""
    options = [{"value": v, "label": {"fr": v.upper()}} for v in values]
    found: dict[str, object] = {"code": code, "kind": kind, "text": {"fr": text}}
    return {**found, "options": options} if options else found


OLD = version(question("a", "single", "Ancien", "x", "y"), question("b", "multiple", "B", "x", "y"))
NEW = version(
    question("c", "long_text", "C"), question("a", "single", "Nouveau", "x", "z"),
)  # fmt: skip
CODES = [column.code for column in columns([OLD, NEW])][len(COMMON) :]


def values(
    version_id: int, answers: dict[str, object], labels: bool = True, **texts: str
) -> dict[str, object]:
    """The cells of a row by code."""
    writer = Writer({1: OLD, 2: NEW}, columns([OLD, NEW]), labels)
    row = writer(Row((None,) * len(COMMON), version_id, answers, texts))
    return dict(zip(CODES, row[len(COMMON) :], strict=True))


def test_columns_are_those_of_all_versions_in_the_words_of_the_latest() -> None:
    assert CODES == ["a", "b", "b__x", "b__y", "c"]
    assert next(c.title for c in columns([OLD, NEW]) if c.code == "a") == "Nouveau"


def test_an_older_answer_keeps_its_column_and_its_words() -> None:
    found = values(1, {"a": "y", "b": ["x"]})
    assert found == {"a": "Y", "b": "X", "b__x": 1, "b__y": 0, "c": None}


def test_codes_are_the_values_themselves() -> None:
    assert values(2, {"a": "z"}, labels=False)["a"] == "z"


def test_a_text_is_in_its_column_when_it_may_be_read() -> None:
    assert values(2, {}, c="Merci")["c"] == "Merci"
    assert values(2, {})["c"] is None


def test_the_same_answers_are_worked_out_once_and_stay_apart() -> None:
    writer = Writer({1: OLD, 2: NEW}, columns([OLD, NEW]), True)
    rows = [writer(Row((None,) * len(COMMON), 1, {"a": value}, {})) for value in "xyx"]
    at = len(COMMON)
    assert [row[at] for row in rows] == ["X", "Y", "X"]


def test_a_question_named_as_a_column_of_every_response_gets_another_name() -> None:
    named = version(
        question("lieu", "multiple", "Où ?", "x", "z"), question("avis", "single", "A", "y", "z")
    )
    codes = [column.code for column in columns([named])]
    assert codes[len(COMMON) :] == ["question_lieu", "lieu__x", "lieu__z", "avis"]
    writer = Writer({1: named}, columns([named]), False)
    row = writer(Row(("ici",) * len(COMMON), 1, {"lieu": ["x"], "avis": "y"}, {}))
    assert row == (*("ici",) * len(COMMON), "x", 1, 0, "y")


def test_a_question_with_long_texts_takes_more_cells() -> None:
    made = {column.code: column.parts for column in columns([NEW], {"c": 3, "a": 2})}
    assert (made["c"], made["a"]) == (3, 1)
