"""Each trap of a spreadsheet cell, one test."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.formats.cells import (
    LONGEST,
    as_text,
    clean,
    escape,
    leads,
    numeral,
    parts_needed,
    pieces,
    serial,
    units,
)


def test_line_ends_become_line_feeds() -> None:
    assert clean("a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize("odd", ["\x00", "\x07", "\x1f", "\x7f", "\x85", "\ud83d", "\ufffe"])
def test_what_xml_cannot_carry_is_replaced_visibly(odd: str) -> None:
    assert clean(f"a{odd}b") == "a\ufffdb"


def test_a_tab_and_a_line_feed_are_kept() -> None:
    assert clean("a\tb\nc") == "a\tb\nc"


def test_a_literal_escape_is_kept_from_being_decoded() -> None:
    assert escape("_x0041_ _x00e9_ _xyz_ _x41_") == "_x005F_x0041_ _x005F_x00e9_ _xyz_ _x41_"


def test_neighbouring_escapes_are_each_kept() -> None:
    assert escape("_x0041_x0042_") == "_x005F_x0041_x005F_x0042_"


def test_markup_is_text() -> None:
    assert escape("<b>&amp;</b>") == "&lt;b&gt;&amp;amp;&lt;/b&gt;"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "'"])
def test_a_text_that_could_be_computed_is_recognised(sign: str) -> None:
    assert leads(sign + "1")
    assert not leads("1" + sign)


def test_length_is_counted_as_spreadsheets_count() -> None:
    assert [units("abc"), units("é"), units("😀")] == [3, 1, 2]


def test_a_text_of_exactly_one_cell_is_one_piece() -> None:
    assert pieces("x" * LONGEST) == ["x" * LONGEST]
    assert pieces("x" * LONGEST + "y") == ["x" * LONGEST, "y"]


def test_a_picture_sign_is_never_cut_in_two() -> None:
    assert pieces("a😀😀", 4) == ["a😀", "😀"]


@given(st.text(), st.integers(2, 9))
def test_pieces_joined_give_the_text_back_and_each_fits(text: str, limit: int) -> None:
    found = pieces(text, limit)
    assert "".join(found) == text
    assert all(units(piece) <= limit for piece in found)
    assert len(found) <= parts_needed(len(text), limit)


def test_a_moment_is_told_on_a_clock_in_paris() -> None:
    summer = datetime(2026, 7, 14, 10, 0, tzinfo=UTC)
    assert serial(summer) == date(2026, 7, 14).toordinal() - 693_594 + 0.5
    elsewhere = summer.astimezone(timezone(timedelta(hours=-5)))
    assert serial(elsewhere) == serial(summer)


def test_the_calendar_of_spreadsheets_starts_in_march_1900() -> None:
    assert serial(date(1900, 3, 1)) == 61
    assert serial(date(1900, 2, 28)) is None
    assert serial(datetime(1899, 12, 31, 8)) is None
    assert as_text(date(1872, 5, 1)) == "1872-05-01"


@pytest.mark.parametrize(
    ("value", "figure"),
    [
        (True, "1"),
        (False, "0"),
        (-12, "-12"),
        (10**15, None),
        (0.1, "0.1"),
        (float("nan"), None),
        (float("inf"), None),
        (Decimal("7.25"), "7.25"),
        (Decimal("1234567890.1234567"), None),
        ("12", None),
    ],
)
def test_a_number_is_exact_or_left_to_be_a_text(value: object, figure: str | None) -> None:
    assert numeral(value) == figure
