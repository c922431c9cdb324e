"""A pseudonym nobody has yet."""

from __future__ import annotations

from feedback.journeys.pseudonyms import NAMES, suggested


def test_a_name_already_given_is_not_offered_again() -> None:
    left = NAMES[7]
    assert suggested(set(NAMES) - {left}) == left


def test_names_are_numbered_once_all_are_given() -> None:
    name = suggested(set(NAMES))
    assert name.endswith(" 2")
    assert name.removesuffix(" 2") in NAMES


def test_no_name_is_offered_twice_in_the_list() -> None:
    assert len(set(NAMES)) == len(NAMES)
