"""Files for translators come back as they left, whatever their texts hold."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from feedback.formats.text import normalise
from feedback.formats.translators import po, workbook
from feedback.formats.translators.entry import Entry, Unreadable

pytestmark = pytest.mark.once
STAMP = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
LETTERS = st.characters(codec="utf-8", exclude_characters="\x7f")
TEXTS = st.text(LETTERS, max_size=60).map(lambda text: normalise(text).strip())
SAID = TEXTS.filter(bool)
ENTRIES = st.lists(
    st.builds(
        Entry, key=SAID, source=SAID, target=TEXTS, context=TEXTS, plain=TEXTS, again=st.booleans()
    ),
    min_size=1, max_size=8, unique_by=lambda one: one.key,
)  # fmt: skip
HARD = [
    Entry("q.text", '=HYPERLINK("http://x")', "+33 1", "=1", "-2", True),
    Entry('q.option:a "b" \\n', "_x0041_ {reponse:a|b} 100 % %s", "@نعم\nلا", "#, fuzzy", "\\n"),
    Entry("q.help", "'apostrophe", "", "msgid", "‏"),
]


def triples(entries: list[Entry] | tuple[Entry, ...]) -> list[tuple[str, str, str]]:
    """What must come back."""
    return [(one.key, one.source, one.target) for one in entries]


@settings(deadline=None)
@given(ENTRIES)
def test_a_po_file_comes_back_equal(entries: list[Entry]) -> None:
    found = po.read(po.write(entries, "ar", "Titre", STAMP))
    assert found.language == "ar"
    assert triples(found.entries) == triples(entries)
    assert [one.again for one in found.entries] == [one.again for one in entries]


@settings(deadline=None)
@given(ENTRIES)
def test_a_workbook_comes_back_equal(entries: list[Entry]) -> None:
    found = workbook.read(workbook.write(entries, "ar", "العربية", "Titre", STAMP))
    assert found.language == "ar"
    assert triples(found.entries) == triples(entries)


def test_hard_texts_come_back_equal_in_both() -> None:
    assert triples(po.read(po.write(HARD, "pt", "T", STAMP)).entries) == triples(HARD)
    book = workbook.write(HARD, "pt", "Português", "T", STAMP)
    assert triples(workbook.read(book).entries) == triples(HARD)


def test_only_translations_can_be_written_in_and_no_cell_computes() -> None:
    book = load_workbook(io.BytesIO(workbook.write(HARD, "ar", "العربية", "T", STAMP)))
    sheet = book["Textes"]
    assert sheet.protection.sheet
    titles = [cell.value for cell in sheet[1]]
    column = titles.index("Traduction : العربية (ar)") + 1
    filled = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in filled} == {"s"}
    assert {cell.column for cell in filled if not cell.protection.locked} == {column}
    letter = sheet.cell(1, column).column_letter
    assert not sheet.column_dimensions[letter].protection.locked  # cells still empty


def test_plain_french_has_a_name_in_gettext_and_comes_back() -> None:
    made = po.write(HARD, "fr-x-simple", "T", STAMP)
    assert b"Language: fr@simple" in made
    assert po.read(made).language == "fr-x-simple"


def test_a_po_file_in_a_language_gettext_does_not_know_is_read() -> None:
    made = po.write(HARD, "ar", "T", STAMP).replace(b"Language: ar", b"Language: arabe (ar)")
    assert po.read(made).language == "arabe (ar)"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not_a_file"),
        (b"\xff\xfe\x00", "not_a_file"),
        (b'msgid "a" msgid', "not_a_file"),
        (b'msgid ""\nmsgstr ""\n', "empty"),
        (b'msgid "a\n', "not_a_file"),
        (b"x" * (5 << 20), "too_big"),
    ],
)
def test_what_is_no_po_file_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        po.read(data)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 broken", "not_a_file"),
        ("Clé;Français\na;b\n".encode(), "no_columns"),
        ("Clé;Français;Traduction : x (ar)\n".encode(), "empty"),
    ],
)
def test_what_is_no_workbook_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        workbook.read(data)
    assert refused.value.reason == reason


def outcome(read: Callable[[bytes], object], data: bytes) -> str:
    """Why it is refused, empty when it is read."""
    try:
        read(data)
    except Unreadable as refused:
        return refused.reason
    return ""


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from((b"", b"msgid ", b"PK\x03\x04")))
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    reasons = {"", "not_a_file", "too_big", "empty", "no_columns"}
    assert {outcome(read, start + data) for read in (po.read, workbook.read)} <= reasons
