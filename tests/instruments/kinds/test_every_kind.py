"""What every kind owes: a class, form fields, a partial, columns, and answers that hold together."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms.form import BaseForm

from feedback.analysis.asked import NO_FIGURES, asked
from feedback.analysis.indicators import Reading
from feedback.analysis.reports import question_report
from feedback.exports.dictionary import Asked as Version
from feedback.exports.dictionary import rows
from feedback.exports.words import KINDS as FILE_NAMES
from feedback.instruments import kinds
from feedback.instruments.builders import BUILDERS
from feedback.instruments.forms import QUESTION_NAMES
from feedback.instruments.kinds import KINDS, Cleaned, Invalid, kind_of
from feedback.instruments.kinds.steps import Steps
from feedback.instruments.paper import sheet
from tests.instruments.making import EXAMPLES, definition, home, question, source

TEMPLATES = Path(__file__).parents[3] / "templates/answers"
NAMES = sorted(KINDS)

# What a page sends for each kind, and what is kept of it.
SENT: dict[str, tuple[list[tuple[str, str]], dict[str, Any], dict[str, str]]] = {
    "faces": ([("q", "bien")], {"q": "bien"}, {}),
    "scale": ([("q", "-1")], {"q": -1}, {}),
    "single": ([("q", "autre"), ("q__other", "un mot")], {"q": "autre"}, {"q": "un mot"}),
    "multiple": ([("q", "non"), ("q", "oui")], {"q": ["oui", "non"]}, {}),
    "ranking": (
        [("q__non", "1"), ("q__oui", "2"), ("q__peut-etre", "")],
        {"q": ["non", "oui"]},
        {},
    ),
    "matrix": ([("ligne_b", "oui")], {"ligne_b": "oui"}, {}),
    "yes_no": ([("q", "nsp")], {"q": "nsp"}, {}),
    "number": ([("q", "12,5")], {"q": 12.5}, {}),
    "date": (
        [("q__day", "3"), ("q__month", "02"), ("q__year", "2026")],
        {"q": "2026-02-03"},
        {},
    ),
    "short_text": ([("q", " un  mot ")], {}, {"q": "un mot"}),
    "long_text": ([("q", "deux\r\nlignes")], {}, {"q": "deux\nlignes"}),
    "information": ([("q", "oui")], {}, {}),
    "consent": ([("q", "oui")], {"q": "oui"}, {}),
    "bank": ([("q", "tiree_b")], {"q": ["tiree_b"]}, {}),
    "steps": ([("q__0__titre", "Un")], {}, {}),
}


def test_every_class_is_registered_under_its_name() -> None:
    assert {name: kind.name for name, kind in KINDS.items()} == {name: name for name in KINDS}
    assert NAMES == sorted(EXAMPLES) == sorted(SENT)
    files = {file.stem for file in Path(kinds.__file__).parent.glob("*.py")}
    assert {type(kind).__module__.rpartition(".")[2] for kind in KINDS.values()} <= files


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_has_a_partial(name: str) -> None:
    assert (TEMPLATES / f"{name}.html").is_file()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "steps"])
def test_every_kind_fills_its_drawing(name: str) -> None:
    assert name in BUILDERS


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_finds_its_example_sound(name: str) -> None:
    assert KINDS[name].check(question(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_keeps_what_its_page_sends(name: str) -> None:
    sent, answers, texts = SENT[name]
    kept = KINDS[name].clean(question(name), MultiDict(sent))
    assert (kept.answers, kept.texts) == (answers, texts)


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_keeps_nothing_of_nothing(name: str) -> None:
    kept = KINDS[name].clean(question(name), MultiDict())
    assert (kept.answers, kept.texts, kept.steps) == ({}, {}, ())


@pytest.mark.parametrize("name", [name for name in NAMES if KINDS[name].asks])
def test_every_kind_that_asks_can_be_required(name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        KINDS[name].clean(question(name, required=True), MultiDict())
    assert {problem.reason for problem in refusal.value.problems} <= {"required", "must_tick"}


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_writes_only_the_codes_it_declares(name: str) -> None:
    asked = question(name)
    kept = KINDS[name].clean(asked, MultiDict(SENT[name][0]))
    assert set(kept.answers) <= set(kind_of(asked).codes(asked))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("labels", [True, False])
def test_every_kind_has_one_cell_per_column(name: str, labels: bool) -> None:
    asked, kind = question(name), KINDS[name]
    kept = kind.clean(asked, MultiDict(SENT[name][0]))
    columns = kind.cells(asked)
    assert len({column.code for column in columns}) == len(columns)
    assert len(kind.cell_values(asked, kept.answers, kept.texts, labels)) == len(columns)


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_leaves_its_cells_empty_when_unanswered(name: str) -> None:
    asked = question(name)
    values = KINDS[name].cell_values(asked, {}, {})
    assert all(value is None for value in values)
    assert KINDS[name].tally(asked, {}, {}) == []


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("information", "steps")])
def test_every_kind_counts_an_answer(name: str) -> None:
    asked = question(name)
    kept = KINDS[name].clean(asked, MultiDict(SENT[name][0]))
    counted = KINDS[name].tally(asked, kept.answers, kept.texts)
    codes = {"q", *(statement.code for statement in asked.statements)}
    assert counted
    assert all(code in codes and isinstance(value, str) for code, value in counted)


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_has_a_name_on_pages_in_files_and_in_the_dictionary(name: str) -> None:
    assert name in QUESTION_NAMES
    assert name in FILE_NAMES
    version = Version("E", 1, definition(source(name), kind=home(name)), None, None)
    told = [row[3] for row in rows([version], {})]
    assert bool(told) == (name != "information")
    assert name in ("steps", "bank") or set(told) <= {FILE_NAMES[name]}


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("steps", "bank")])
def test_every_kind_can_be_printed_and_typed_in(name: str) -> None:
    (item,) = sheet(definition(source(name)), 1, "fr").items
    assert (item.drawing.number == "1") == KINDS[name].asks
    drawing = item.drawing
    place = drawing.choices or drawing.rows or drawing.parts or drawing.lines
    assert place or item.ruled or name == "number"


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_has_figures_or_is_known_to_have_none(name: str) -> None:
    asked_of = [one for one in asked([definition(source(name), kind=home(name))]) if not one.bank]
    assert bool(asked_of) == (name not in NO_FIGURES)
    kept = KINDS[name].clean(question(name), MultiDict(SENT[name][0]))
    counts: dict[str, dict[str, int]] = {}
    for code, value in KINDS[name].tally(question(name), kept.answers, kept.texts):
        counts.setdefault(code, {})[value] = 20
    reports = [question_report(one, counts.get(one.code, {}), Reading()) for one in asked_of]
    if name not in NO_FIGURES and name != "matrix":
        assert [(report.n or report.excluded, report.closed) for report in reports] == [(20, False)]
        assert reports[0].asked.is_written or reports[0].indicators


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_makes_a_form_that_takes_what_its_page_sends(name: str) -> None:
    asked, kind = question(name), KINDS[name]
    form = BaseForm(kind.fields(asked))
    start = "q__0__" if isinstance(kind, Steps) else ""
    form.process(MultiDict([(key.removeprefix(start), value) for key, value in SENT[name][0]]))
    assert form.validate(), form.errors


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_tells_its_columns_in_the_language(name: str) -> None:
    asked = question(name, text={"fr": "Bonjour", "en": "Hello"})
    labels = [column.label for column in KINDS[name].cells(asked, "en")]
    assert all("Bonjour" not in label for label in labels)


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
              st.sampled_from(["oui", "autre", "bien", "2026-02-30", "1e999", "٣", "-0"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner)),
    max_leaves=5,
)  # fmt: skip
FIELDS = st.sampled_from(
    [
        "q",
        "q__other",
        "q__oui",
        "q__non",
        "ligne_a",
        "ligne_b",
        "q__day",
        "q__month",
        "q__year",
        "q__0__titre",
    ]
)


@given(name=st.sampled_from(NAMES), raw=st.dictionaries(FIELDS, ANYTHING))
def test_whatever_a_device_sends_is_kept_or_refused_with_words(
    name: str, raw: dict[str, Any]
) -> None:
    asked, kind = question(name), KINDS[name]
    told: list[str] = []
    kept = Cleaned()
    try:
        kept = kind.clean(asked, raw)
    except Invalid as refusal:
        told = [problem.message() for problem in refusal.problems]
    values = kind.cell_values(asked, kept.answers, kept.texts)
    assert all(told)
    assert len(values) == len(kind.cells(asked))
    assert bool(kind.tally(asked, kept.answers, kept.texts)) == bool(kept.answers or kept.texts)


@given(name=st.sampled_from(NAMES), raw=st.dictionaries(FIELDS, ANYTHING))
def test_what_was_kept_is_kept_again_the_same(name: str, raw: dict[str, Any]) -> None:
    asked, kind = question(name), KINDS[name]
    try:
        kept = kind.clean(asked, raw)
    except Invalid:
        return
    written = {"q" if kind.is_text else "q__other": text for text in kept.texts.values()}
    again = kind.clean(asked, {**kept.answers, **written})
    assert (again.answers, again.texts) == (kept.answers, kept.texts)
