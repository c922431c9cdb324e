"""Kinds that are typed: numbers, dates, texts, steps."""

import datetime as dt
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from feedback.instruments.kinds import KINDS, Cleaned, Invalid
from feedback.instruments.kinds.steps import Steps
from tests.instruments.making import question


def clean(name: str, raw: Any, **changes: Any) -> Cleaned:
    return KINDS[name].clean(question(name, **changes), raw)


def refused(name: str, raw: Any, **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        clean(name, raw, **changes)
    return [(problem.field, problem.reason) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12", 12), ("12,5", 12.5), ("12.5", 12.5), (" 1 2 ", 12), ("١٢", 12), (7, 7), (7.0, 7)],
)
def test_a_number_is_read_as_people_write_it(typed: Any, kept: float) -> None:
    assert clean("number", {"q": typed}).answers == {"q": kept}
    assert type(clean("number", {"q": typed}).answers["q"]) is type(kept)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("douze", "number"),
        ("1e3", "number"),
        ("nan", "number"),
        ("9" * 400, "number"),
        ("1,2,3", "number"),
        ("12,55", "decimals"),
        ("-1", "too_small"),
        ("121", "too_large"),
        (True, "unreadable"),
        ({"a": 1}, "unreadable"),
    ],
)
def test_what_is_not_the_number_asked_is_refused(typed: Any, reason: str) -> None:
    assert refused("number", {"q": typed}) == [("q", reason)]


def test_a_whole_number_is_asked_without_decimals() -> None:
    assert refused("number", {"q": "1,5"}, decimals=None) == [("q", "whole")]


def test_a_limit_is_said_in_figures() -> None:
    with pytest.raises(Invalid) as refusal:
        clean("number", {"q": "9999999"}, max=1_500_000)
    assert "1500000" in refusal.value.problems[0].message()


def test_a_date_is_kept_as_precise_as_asked() -> None:
    raw = {"q__month": "7", "q__year": "2025"}
    assert clean("date", raw, precision="month").answers == {"q": "2025-07"}
    assert clean("date", {"q__year": "2025"}, precision="year").answers == {"q": "2025"}
    assert clean("date", {"q": "2025-07-14"}).answers == {"q": "2025-07-14"}


@pytest.mark.parametrize(
    "raw",
    [
        {"q__day": "30", "q__month": "2", "q__year": "2026"},
        {"q__day": "1", "q__month": "2"},
        {"q__day": "1", "q__month": "2", "q__year": "26"},
        {"q__day": "un", "q__month": "2", "q__year": "2026"},
        {"q": "2026-02-30"},
        {"q": "2026-2-3"},
        {"q": "2026"},
    ],
)
def test_a_date_that_does_not_exist_is_refused(raw: dict[str, str]) -> None:
    assert refused("date", raw) == [("q", "date")]


def test_a_day_goes_out_as_a_date_and_a_month_as_text() -> None:
    kind = KINDS["date"]
    assert kind.cell_values(question("date"), {"q": "2026-02-03"}, {}) == [dt.date(2026, 2, 3)]
    month = question("date", precision="month")
    assert kind.cell_values(month, {"q": "2026-02"}, {}) == ["2026-02"]
    assert [column.type for column in kind.cells(month)] == ["text"]


def test_a_text_is_normalised_and_never_among_closed_answers() -> None:
    assert clean("long_text", {"q": " e\u0301te\x00\r\nfin "}) == Cleaned(texts={"q": "éte\nfin"})


def test_a_text_of_spaces_is_no_answer() -> None:
    assert clean("long_text", {"q": " \n\t "}) == Cleaned()


def test_a_text_too_long_is_refused_never_cut() -> None:
    assert clean("long_text", {"q": "é" * 50}).texts == {"q": "é" * 50}
    assert refused("long_text", {"q": "é" * 51}) == [("q", "too_long")]


def test_a_text_too_short_is_told() -> None:
    assert refused("long_text", {"q": "court"}, min=20) == [("q", "too_short")]


def test_a_short_text_holds_on_one_line() -> None:
    assert clean("short_text", {"q": "a\nb\tc"}).texts == {"q": "a b c"}


def test_steps_are_read_from_a_page_in_order_without_the_blank_ones() -> None:
    raw = MultiDict(
        [
            ("q__10__titre", "Après"),
            ("q__2__titre", "Avant"),
            ("q__2__humeur", "1"),
            ("q__3__titre", ""),
            ("q__3__quand__year", ""),
        ]
    )
    assert clean("steps", raw).steps == (
        Cleaned({"humeur": 1}, {"titre": "Avant"}),
        Cleaned({}, {"titre": "Après"}),
    )


def test_steps_are_read_from_a_list_too() -> None:
    raw = {"q": [{"titre": "Un", "quand": "2026-02"}, {"quand": ""}]}
    assert clean("steps", raw).steps == (Cleaned({"quand": "2026-02"}, {"titre": "Un"}),)


def test_a_fault_in_a_step_names_the_field_of_that_step() -> None:
    raw = {"q__4__quand__year": "2026", "q__4__quand__month": "13"}
    assert refused("steps", raw) == [("q__4__titre", "required"), ("q__4__quand", "date")]


def test_something_else_than_steps_is_refused() -> None:
    assert refused("steps", {"q": ["Un", "Deux"]}) == [("q", "unreadable")]


def test_a_row_per_step_has_a_cell_per_column() -> None:
    kind, asked = Steps(), question("steps")
    columns = [column.code for column in kind.step_cells(asked)]
    values = kind.step_values(asked, {"quand": "2026-02", "humeur": 1}, {"titre": "Un"})
    assert dict(zip(columns, values, strict=True)) == {
        "titre": "Un",
        "quand": "2026-02",
        "humeur": 1,
    }


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("number", {"min": 5, "max": 5}, "plus petit"),
        ("number", {"decimals": 7}, "decimals"),
        ("date", {"precision": "hour"}, "precision"),
        ("short_text", {"max_length": 301}, "max_length"),
        ("long_text", {"min": 51}, "max_length"),
        ("information", {"required": True}, "obligatoire"),
        ("steps", {"fields": []}, "champ"),
        ("steps", {"fields": [{"code": "a", "kind": "steps", "text": {"fr": "A"}}]}, "type"),
    ],
)
def test_a_faulty_definition_is_told(name: str, changes: dict[str, Any], words: str) -> None:
    assert any(words in one for one in KINDS[name].check(question(name, **changes)))
