"""A draft may be kept with its faults; each is told with the question it belongs to."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.instruments.checks.verification import verify
from feedback.instruments.definition import DefinitionErrors, load, load_loose
from feedback.instruments.overview import lines
from feedback.instruments.paper import sheet
from feedback.instruments.preview import preview
from feedback.instruments.versions.annex import entries
from feedback.instruments.versions.differences import differences
from feedback.instruments.xlsform.writing import write_form
from tests.instruments.making import EXAMPLES, NON, OUI, document, home, source

FAULTY: list[tuple[dict[str, Any], str | None, str]] = [
    (document(), None, "no_question"),
    (document(source("single"), title={"fr": ""}), None, "no_text"),
    (document(source("single", text={})), "q", "no_text"),
    (document(source("single", text={"fr": "x" * 1001})), "q", "long_text"),
    (document(source("single", options=[])), "q", "kind"),
    (document(source("single", options=[{"value": "a", "label": {}}, OUI])), "q", "no_text"),
    (document(source("single"), source("yes_no")), "q", "doubled_code"),
    (document(source("single", show_if={"equals": ["absente", "a"]})), "q", "rule_unknown"),
    (document(source("single", "a"), source("single", show_if={"equals": ["a", "ex"]})), "q",
     "rule_value"),
    (document(source("single", "a"), source("single", show_if={"all": []})), "q", "rule_value"),
    (document(source("steps"), kind="survey"), "q", "misplaced"),
    (document(source("steps", fields=[]), kind="interview"), "q", "kind"),
    (document(source("single"), kind="parole"), None, "needed"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "code", "name"), FAULTY)
def test_a_fault_stands_at_its_question_and_the_draft_is_kept(
    made: dict[str, Any], code: str | None, name: str
) -> None:
    definition, found = load_loose(made)
    assert (code, name) in {(one.code, one.name) for one in found}
    again, still = load_loose(definition.canonical)
    assert again == definition
    assert {one.told for one in still} >= {one.told for one in found if one.name != "no_text"}
    with pytest.raises(DefinitionErrors):
        load(made)


def test_a_fault_in_a_field_stands_at_its_list_of_steps() -> None:
    fields = [{"code": "a", "kind": "single", "text": {"fr": "A"}}]
    _made, (one,) = load_loose(document(source("steps", fields=fields), kind="interview"))
    assert (one.code, one.place) == ("q", "Question « q », champ « a »")


@pytest.mark.parametrize(
    "made",
    [
        document(source("single"), format=2),
        document(source("single", requird=True)),
        document(source("single", required="oui")),
        document({**source("single"), "kind": "curseur"}),
        document(source("single", text={"tlh": "Hallo"})),
        document(source("single", show_if=[])),
        document(source("single", show_if={"in": ["absente", 3]})),
        document(source("single", show_if={"equals": [["a"], 3]})),
        document(source("single", show_if={"answered": ["a"]})),
        document(source("single", "a"), source("single", show_if={"equals": ["a", None]})),
        document(source("single", text={"fr": "x" * 20_001})),
    ],
)
def test_what_has_no_meaning_is_not_even_a_draft(made: dict[str, Any]) -> None:
    with pytest.raises(DefinitionErrors):
        load_loose(made)


def test_a_scale_without_end_is_told_at_once() -> None:
    _made, found = load_loose(document(source("scale", max=1e12)))
    assert any("11 points" in one.message for one in found)


PARTS = ("options", "statements", "fields", "text", "min", "max", "ask", "low", "lines", "show_if")
LOOSE = st.one_of(
    st.none(), st.just([]), st.just({}), st.just({"fr": ""}), st.just({"answered": "absente"}),
    st.just([{"value": "a", "label": {}}, {"value": "a", "label": {}}, NON]),
    st.just({"in": ["autre", []]}), st.integers(-3, 3),
)  # fmt: skip


@settings(deadline=None)  # the first page made is slow
@given(
    kind=st.sampled_from(sorted(EXAMPLES)),
    changes=st.dictionaries(st.sampled_from(PARTS), LOOSE, max_size=3),
    twice=st.booleans(),
)
def test_a_draft_with_faults_is_shown_wherever_drafts_are(
    house: Flask, kind: str, changes: dict[str, Any], twice: bool
) -> None:
    asked = [source("single", "autre"), {**source(kind), **changes}]
    sound = load(document(asked[0], source(kind), kind=home(kind)))
    try:
        made, found = load_loose(document(*asked, *asked[: 2 * twice], kind=home(kind)))
    except DefinitionErrors:
        return
    with house.app_context():
        lines(made)
        assert all(one.said for one in verify(made, found, [sound]).findings)
        differences(sound, made)
        entries(made)
    preview(made, "fr")
    sheet(made, 1, "fr")
    sheet(made, 1, "fr")
    write_form(made, 1)
