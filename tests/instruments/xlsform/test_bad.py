"""Forms nobody should have written: read or refused, never an error."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.formats.xlsform.book import Book, Row, UnreadableForm, read
from feedback.formats.xlsform.standard import tokens
from feedback.instruments.definition import DefinitionErrors, load
from feedback.instruments.xlsform.reading import read_form
from feedback.instruments.xlsform_words import reason, refusal, told
from tests.formats.xlsform.making import survey, workbook

TYPES = st.sampled_from(
    ["text", "integer", "decimal", "date", "range", "note", "acknowledge", "select_one l", "rank l",
     "select_multiple l or_other", "select_one absente", "begin_group", "end_group", "begin repeat",
     "end repeat", "begin_score", "score__row", "end_score", "calculate", "start", "image", "tetx",
     "select_one_from_file x.csv", "begin_group", "end_group", ""]
)  # fmt: skip
NAMES = st.sampled_from(
    ["a", "b", "c", "Âge", "a b", "", "_", "1", "answered", "x" * 80, "𝄞", "__"]
)
WORDS = st.sampled_from(
    ["Bonjour", "", "${a}", "${", "<b>", "yes", "true()", "${a} = 'x'", "${b} > 3 or ${c} = ''",
     ". > 3 and . < 9", "selected(${a}, 'x')", "null", "[1, 2]", '{"fr": 1}', "1", "-1", "1e400",
     "start=0 end=10", "start=x", "table-list", "label", "list-nolabel", "matrix", "steps", "scale",
     '{"equals": ["a", "x"]}', "[" * 3000, "é" * 1200, "count-selected(.) <= 99999999999999999999",
     "0", "start=1 end=1e9 step=0", "string-length(.) < 1e9", "start=5 end=1 step=-1"]
)  # fmt: skip
COLUMNS = (
    "label", "label::Français (fr)", "label::en", "hint", "relevant", "constraint", "required",
    "appearance", "parameters", "choice_filter", "image", "vivevoix::kind", "vivevoix::show_if",
    "vivevoix::options", "vivevoix::max", "vivevoix::min", "vivevoix::fields", "vivevoix::code",
    "vivevoix::label::fr-x-simple", "vivevoix::statements", "vivevoix::text", "vivevoix::decimals",
)  # fmt: skip
ROWS = st.lists(
    st.tuples(TYPES, NAMES, st.dictionaries(st.sampled_from(COLUMNS), WORDS, max_size=4)),
    min_size=1,
    max_size=9,
)
CHOICES = st.lists(
    st.tuples(st.sampled_from(["l", "", "m"]), NAMES, st.dictionaries(
        st.sampled_from(["label", "vivevoix_score", "vivevoix_role", "vivevoix_point", "image"]),
        WORDS, max_size=2,
    )),
    max_size=5,
)  # fmt: skip


def rows(sheet: str, first: str, listed: list[tuple[str, str, dict[str, str]]]) -> tuple[Row, ...]:
    """Return rows as the reader of workbooks gives them."""
    found = []
    for line, (start, name, more) in enumerate(listed, start=2):
        said = {first: start, "name": name, **more}
        names = {_name(column, sheet): value for column, value in said.items() if value}
        found.append(Row(line, names))
    return tuple(found)


def _name(column: str, sheet: str) -> tuple[str, ...]:
    if sheet == "choices" and column.startswith("vivevoix_"):
        return ("vivevoix", column.removeprefix("vivevoix_"))
    return tokens(column, sheet, ["label::fr"])


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, CHOICES, st.sampled_from(["survey", "interview"]), st.booleans())
def test_any_form_is_carried_or_refused_in_words(
    listed: Any, choices: Any, kind: str, ours: bool
) -> None:
    sheets = {
        "survey": rows("survey", "type", listed),
        "choices": rows("choices", "list_name", choices),
    }
    if ours:
        sheets["settings"] = (Row(2, {("vivevoix", "format"): "1", ("title",): "x"}),)
    headers = {
        name: tuple(key for one in found for key in one.cells) for name, found in sheets.items()
    }
    made = None
    try:
        made = read_form(Book(sheets, headers), kind)
    except UnreadableForm as unreadable:
        words = refusal(unreadable)
    except DefinitionErrors as errors:
        words = " ".join(errors.messages)
    if made is None:
        assert words
        return
    assert load(made.definition.as_json()).digest == made.definition.digest
    for entry in (*made.report.changed.values(), *made.report.left.values()):
        assert told(entry)["why"] == reason(entry) != ""


def test_two_thousand_questions_are_refused() -> None:
    asked = [{"type": "text", "name": f"q{n}", "label": "Q"} for n in range(2_000)]
    with pytest.raises(UnreadableForm):
        read_form(read(workbook(survey=survey(*asked))))
