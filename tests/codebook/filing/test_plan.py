"""What a file would do to a book, and what stops it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from feedback.codebook.filing.given import Given
from feedback.codebook.filing.plan import plan
from tests.codebook.making import told

BOOK = [told("A", codable=False), told("A1", "A"), told("A2", "A", archived=True), told("B")]


def given(key: str, line: int = 2, **values: Any) -> Given:
    """A row of a file."""
    return Given(line=line, key=key, **{"name": f"Nom {key}", **values})


def faults(*rows: Given) -> list[tuple[int, str]]:
    """Line and kind of what is wrong."""
    return [(fault.line, fault.kind) for fault in plan(rows, BOOK, ["Old"], {"A1": 3}).faults]


def test_new_codes_are_added_others_changed_the_rest_is_the_same() -> None:
    what = plan(
        [given("C"), given("a1", name="Nom A1", definition="Neuve", parent="a"), given("B")], BOOK
    )
    assert [one.key for one in what.added] == ["C"]
    assert [(one.was.key, [c.what for c in one.changes]) for one in what.changed] == [
        ("A1", ["definition"])
    ]
    assert (what.same, what.faults, what.does_something) == (1, [], True)


def test_a_field_the_file_does_not_have_changes_nothing() -> None:
    book = [replace(BOOK[3], definition="Gardée", parent="")]
    assert plan([given("B")], book).same == 1
    assert [c.what for c in plan([given("B", definition="")], book).changed[0].changes] == [
        "definition"
    ]


def test_an_archived_code_is_left_out() -> None:
    what = plan([given("A2")], BOOK)
    assert [(fault.line, fault.kind) for fault in what.left] == [(2, "archived")]
    assert not what.does_something


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([given("1x")], [(2, "key")]),
        ([given("")], [(2, "key")]),
        ([given("C"), given("c", 3)], [(3, "twice")]),
        ([given("Old")], [(2, "spent")]),
        ([given("C", name="")], [(2, "name")]),
        ([given("C", name="x" * 121)], [(2, "long")]),
        ([given("C", definition="x" * 2001)], [(2, "long")]),
        ([given("C", parent="nobody")], [(2, "parent")]),
        ([given("C", parent="A2")], [(2, "parent_gone")]),
        ([given("A", parent="A1")], [(2, "circle")]),
        ([given("C", parent="D"), given("D", 3, parent="C")], [(2, "circle"), (3, "circle")]),
        ([given("C", parent="C")], [(2, "circle")]),
        ([given("A1", codable=False)], [(2, "used")]),
        ([given("A1", status="proposed")], [(2, "validated")]),
        ([given(f"L{n}", n, parent=f"L{n - 1}" if n else "") for n in range(9)], [(8, "deep")]),
    ],
)
def test_what_is_wrong_is_told_with_its_row(
    rows: list[Given], expected: list[tuple[int, str]]
) -> None:
    assert faults(*rows) == expected


def test_a_book_has_an_end() -> None:
    what = plan([given(f"K{n}", n) for n in range(1000)], BOOK)
    assert [fault.kind for fault in what.faults] == ["many"]
