"""Versions as forms: the converter of Kobo and ODK takes them, and they come back the same."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from feedback.formats.xlsform.book import read
from feedback.formats.xlsform.sheets import write_sheets
from feedback.instruments import library
from feedback.instruments.definition import Definition
from feedback.instruments.kinds import KINDS
from feedback.instruments.wordings import settled
from feedback.instruments.xlsform.reading import Read, read_form
from feedback.instruments.xlsform.writing import write_form
from tests.instruments.making import AUTRE, FACES, NON, NSP, OUI, definition, source


def file_of(made: Definition) -> bytes:
    """Return a version as the file a person downloads."""
    sink = io.BytesIO()
    write_sheets(sink, write_form(made, 3), made.title["fr"], dt.datetime(2026, 5, 4, 12))
    return sink.getvalue()


def back(made: Definition) -> Read:
    """Return what the file of a version becomes."""
    return read_form(read(file_of(made)))


@pytest.mark.parametrize("name", library.names())
def test_every_starter_comes_back_the_same_and_nothing_is_said_of_it(name: str) -> None:
    made = library.load(name)
    again = back(made)
    assert again.definition.canonical == made.canonical
    assert again.definition.digest == made.digest
    assert not again.report.changed
    assert not again.report.left


@pytest.mark.parametrize("name", library.names())
def test_the_converter_of_kobo_and_odk_takes_every_starter(name: str) -> None:
    warnings: list[str] = []
    form = convert(file_of(library.load(name)), warnings=warnings, file_type=".xlsx").xform
    assert warnings == []
    assert f'id="{library.load(name).code}"' in form
    assert "Français (fr)" in form


def asked_by(kinds: Iterable[str]) -> str:
    """What may ask these kinds: steps are of interviews, banks of surveys."""
    return "survey" if "bank" in kinds else "interview"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_comes_back_the_same_and_the_converter_takes_it(kind: str) -> None:
    made = definition(source(kind, help={"fr": "Aide"}), kind=asked_by([kind]))
    assert back(made).definition.canonical == made.canonical
    convert(file_of(made), file_type=".xlsx")


def test_a_researcher_may_change_a_label_a_choice_and_a_condition() -> None:
    made = definition(
        source("single", "a", dimension="A1"),
        source("scale", "b", show_if={"any": [{"equals": ["a", "oui"]}, {"equals": ["a", "non"]}]}),
    )
    book = load_workbook(io.BytesIO(file_of(made)))
    rows = {row[1].value: row for row in book["survey"].iter_rows()}
    columns = {cell.value: cell.column - 1 for cell in book["survey"][1]}
    rows["a"][columns["label::Français (fr)"]].value = "Nouveau texte"
    rows["b"][columns["relevant"]].value = "${a} = 'autre'"
    book["choices"]["C2"].value = "D’accord"
    sink = io.BytesIO()
    book.save(sink)
    again = read_form(read(sink.getvalue())).definition
    assert again.by_code["a"].text == {"fr": "Nouveau texte"}
    assert again.by_code["a"].options[0].label == {"fr": "D’accord"}
    assert again.by_code["a"].dimension == "A1"
    assert again.by_code["b"].show_if == {"equals": ["a", "autre"]}
    assert again.by_code["b"].low == made.by_code["b"].low


def test_other_is_asked_in_the_form_and_comes_back_as_one_option() -> None:
    made = definition(source("single", "a", options=[OUI, NON, AUTRE]))
    form = convert(file_of(made), file_type=".xlsx").xform
    assert "a_precision" in form
    assert [one.code for one in back(made).definition.questions] == ["a"]


def test_no_cell_acts() -> None:
    evil = {"fr": '=HYPERLINK("http://exemple.invalid";"x")'}
    made = definition(source("single", "a", text=evil, options=[{**OUI, "label": evil}, NON]))
    book = load_workbook(io.BytesIO(file_of(made)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert back(made).definition.canonical == made.canonical


TEXTS = st.sampled_from(
    ["Oui ?", "=1+1", "L’écoute", "${a} et $ {b}", "a\nb", "<b>gras</b>", "_x0041_", "'", '"', "1",
     "null", "Une phrase  avec deux espaces", "@nom", "é", "𝄞 👍", "[1]"]
)  # fmt: skip
TONGUES = st.fixed_dictionaries(
    {"fr": TEXTS}, optional=dict.fromkeys(("fr-x-simple", "en", "ar"), TEXTS)
)
KEYS = st.sampled_from(["A1", "12", "true", "1e5", "null", "_x", "-"])


@st.composite
def documents(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Questions of every kind, with words that are hard on a cell and rules among them."""
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=6))
    made: list[dict[str, Any]] = []
    for number, kind in enumerate(kinds):
        if kind == "steps" and {"steps", "bank"} & {one["kind"] for one in made}:
            continue
        if kind == "bank" and {"steps", "bank"} & {one["kind"] for one in made}:
            continue
        asked = source(kind, f"q{number}", text=draw(TONGUES))
        if kind == "matrix":
            asked["statements"] = [
                {**one, "code": f"q{number}_{one['code']}"} for one in asked["statements"]
            ]
        asked = {**asked, **draw(_more(kind))}
        if rule := draw(_rules(made)):
            asked["show_if"] = rule
        made.append(asked)
    return made


def _more(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Things any question may say, and some of its kind."""
    usual: dict[str, Any] = {
        "help": TONGUES, "dimension": KEYS, "counted": st.just(False),
        "modes": st.just(["borne", "lien"]),
    }  # fmt: skip
    if kind == "bank":  # said of its questions
        del usual["counted"]
    elif kind != "information":
        usual["required"] = st.just(True)
    own: dict[str, dict[str, Any]] = {
        "number": {"min": st.sampled_from([-1.5, 0, 0.0, 1e-6]), "max": st.sampled_from([7, 1e9]),
                   "decimals": st.integers(0, 6), "unit": TONGUES},
        "single": {"options": st.just([OUI, {**NON, "exclusive": True}, {**NSP, "score": 2.0}])},
        "faces": {"options": st.just([*FACES, NSP])},
        "information": {"lines": st.lists(TONGUES, max_size=3)},
        "date": {"precision": st.sampled_from(["day", "month", "year"])},
        "long_text": {"min": st.just(3), "max_length": st.sampled_from([200, 5000])},
        "short_text": {"max_length": st.sampled_from([1, 300])},
    }  # fmt: skip
    return st.fixed_dictionaries({}, optional={**usual, **own.get(kind, {})})


def _rules(before: list[dict[str, Any]]) -> st.SearchStrategy[Any]:
    leaves: list[dict[str, Any]] = []
    for one in before:
        code = one["code"]
        if one["kind"] in ("single", "yes_no"):
            leaves += [
                {"equals": [code, "oui"]},
                {"in": [code, ["non", "oui"]]},
                {"in": [code, ["oui"]]},
            ]
        elif one["kind"] == "number":
            leaves += [{"less": [code, 3]}, {"greater": [code, 2.5]}, {"equals": [code, "4"]}]
        elif one["kind"] == "multiple":
            leaves += [{"contains": [code, "oui"]}, {"answered": code}]
        elif one["kind"] == "scale":
            leaves += [{"equals": [code, 1]}, {"equals": [code, "nsp"]}, {"greater": [code, 0]}]
        elif one["kind"] == "consent":
            leaves += [{"equals": [code, "oui"]}, {"not": {"answered": code}}]
        elif one["kind"] == "long_text":
            leaves += [{"answered": code}]
    if not leaves:
        return st.none()
    return st.none() | st.recursive(
        st.sampled_from(leaves),
        lambda inner: (
            inner.map(lambda one: {"not": one})
            | st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts})
            | st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts})
        ),
        max_leaves=4,
    )


@settings(deadline=None, max_examples=60)
@given(documents())
def test_whatever_a_version_says_comes_back(questions: list[dict[str, Any]]) -> None:
    made = definition(
        *questions,
        kind=asked_by(one["kind"] for one in questions),
        languages=["fr", "fr-x-simple", "en", "ar", "ckb"],
        reviewed=["fr"],
    )
    places = {tag: [one.place for one in made.wordings] for tag in ("en", "ar")}
    made = replace(made, outdated=settled(made.wordings, places))
    again = back(made)
    assert again.definition.canonical == made.canonical
    assert not again.report.left


@settings(deadline=None, max_examples=25)
@given(documents())
def test_the_converter_takes_whatever_a_version_says(questions: list[dict[str, Any]]) -> None:
    kind = asked_by(one["kind"] for one in questions)
    convert(file_of(definition(*questions, kind=kind)), file_type=".xlsx")
