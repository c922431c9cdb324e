"""Text brought to one form."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from feedback.formats.text import decode, normalise

ANYTHING = st.text(st.characters(blacklist_categories=()))


def test_an_accent_apart_joins_its_letter() -> None:
    assert normalise("e\u0301cole") == "école"


def test_an_accent_joins_across_a_control_character_taken_away() -> None:
    assert normalise("e\x00\u0301") == "é"


def test_every_line_end_becomes_a_line_feed() -> None:
    assert normalise("a\r\nb\rc\u2028d\x85e\x0bf") == "a\nb\nc\nd\ne\nf"


def test_tabs_stay() -> None:
    assert normalise("a\tb") == "a\tb"


def test_marks_surrogates_and_control_characters_go() -> None:
    assert normalise("\ufeffa\x07b\ud800c\ufffed\uffff\x1f\x7f") == "abcd"


def test_joined_emoji_and_arabic_are_untouched() -> None:
    assert normalise("👩\u200d👧 مرحبًا") == "👩\u200d👧 مرحبًا"


@given(ANYTHING)
def test_what_is_normal_stays_as_it_is(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(ANYTHING)
def test_what_is_kept_can_be_written_in_any_file(text: str) -> None:
    kept = normalise(text)
    kept.encode("utf-8")
    unwanted = [c for c in kept if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\t\n"]
    assert unwanted == []


def test_a_plain_file_is_read_whatever_program_wrote_it() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert decode("Ça dépend – « là »".encode(encoding)) == "Ça dépend – « là »"


def test_what_is_no_plain_text_is_not_read() -> None:
    for data in (b"PK\x03\x04...", b"%PDF-1.7", b"\xd0\xcf\x11\xe0...", b"a\x00b"):
        assert decode(data) is None
