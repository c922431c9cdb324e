"""What changed between two states of a book."""

from __future__ import annotations

from dataclasses import replace

from feedback.codebook.versions.differences import differences, summary
from tests.codebook.making import told

OLD = [told("A", codable=False), told("A1", "A"), told("A2", "A"), told("A3", "A"), told("B")]


def seen(new: list[object]) -> list[tuple[str, str, list[str]]]:
    """Key, how, and what changed."""
    found = differences(OLD, new)  # type: ignore[arg-type]
    return [(one.code.key, one.how, [change.what for change in one.changes]) for one in found]


def test_the_same_book_has_no_difference() -> None:
    assert differences(OLD, list(OLD)) == []


def test_each_kind_of_change_is_told_once() -> None:
    new = [
        OLD[0],
        replace(OLD[1], definition="Autre", name="Neuf"),
        replace(OLD[2], archived=True, into="A1"),
        replace(OLD[3], parent="B"),
        replace(OLD[4], archived=True),
        told("C"),
    ]
    assert seen(new) == [  # type: ignore[arg-type]
        ("A1", "changed", ["name", "definition"]),
        ("A2", "merged", []),
        ("A3", "changed", ["parent"]),
        ("B", "archived", []),
        ("C", "added", []),
    ]
    assert summary(differences(OLD, new)) == {"changed": 2, "merged": 1, "archived": 1, "added": 1}


def test_only_the_code_that_moved_is_told_as_moved() -> None:
    new = [OLD[0], OLD[3], OLD[1], OLD[2], OLD[4]]
    assert seen(new) == [("A3", "changed", ["order"])]  # type: ignore[arg-type]


def test_a_code_is_known_by_itself_not_by_its_key() -> None:
    new = [*OLD[:4], replace(OLD[4], key="B0")]
    assert seen(new) == [("B0", "changed", ["key"])]  # type: ignore[arg-type]


def test_a_code_no_longer_there_comes_last() -> None:
    assert seen(OLD[1:]) == [("A", "gone", [])]  # type: ignore[arg-type]
