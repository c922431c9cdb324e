"""Files of other programs are read as words; hostile and damaged ones are refused with the reason."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.formats.readers import pdf as pdf_reader
from feedback.formats.readers.faults import REASONS, Unreadable
from feedback.formats.readers.files import Entry, entries, sheet, text_of
from tests.formats.readers.making import archive, docx, odt, pdf, xlsx

pytestmark = pytest.mark.once
SAID = "Élise a écouté : « ça va »."


def reason(name: str, data: bytes) -> str:
    """Why a file is refused."""
    with pytest.raises(Unreadable) as refused:
        entries(name, data)
    return refused.value.reason


def why(name: str, data: bytes) -> str:
    """Why a file is refused, if it is; anything else is a fault of ours."""
    try:
        entries(name, data)
    except Unreadable as fault:
        return fault.reason
    return ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_of_a_text_is_found(encoding: str) -> None:
    assert text_of("a.txt", SAID.encode(encoding)) == SAID


def test_a_word_document_gives_its_paragraphs_and_line_breaks_alone() -> None:
    data = docx(
        "Un", "", "<w:r><w:t>deux</w:t><w:br/><w:t>trois</w:t><w:tab/><w:t>x</w:t></w:r>",
        "<w:del><w:r><w:delText>rayé</w:delText><w:t>rayé</w:t></w:r></w:del><w:r><w:t>gardé</w:t></w:r>",
    )  # fmt: skip
    assert text_of("a.docx", data) == "Un\n\ndeux\ntrois\tx\ngardé"


def test_an_open_document_gives_its_paragraphs_and_spaces_alone() -> None:
    data = odt(
        "<text:h>Titre</text:h><text:p>a<text:s text:c='2'/>b<text:line-break/>c"
        "<text:note><text:p>note</text:p></text:note> d</text:p>"
        "<text:tracked-changes><text:p>rayé</text:p></text:tracked-changes>"
    )
    assert text_of("a.odt", data) == "Titre\na  b\nc d"


def test_a_pdf_gives_its_words() -> None:
    assert text_of("a.pdf", pdf("On a pris le temps.")) == "On a pris le temps."


def test_a_pdf_of_pictures_is_told_from_a_damaged_or_locked_one(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    assert reason("a.pdf", pdf("")) == "scanned"
    assert reason("a.pdf", b"%PDF-1.7 nothing of the kind") == "damaged"
    monkeypatch.setattr(pdf_reader, "SECONDS", 0)
    assert reason("a.pdf", pdf("x")) == "slow"


def test_entities_are_never_followed() -> None:
    outside = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    inside = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert reason("a.docx", docx("<w:r><w:t>&x;</w:t></w:r>", before=outside)) == "entities"
    assert reason("a.docx", docx("<w:r><w:t>&b;</w:t></w:r>", before=inside)) == "entities"


def test_an_archive_that_grows_without_end_is_refused_before_it_is_unfolded() -> None:
    assert reason("a.zip", archive({"a.txt": b"a" * (20 << 20)})) == "too_big"
    assert reason("a.zip", archive({f"{n}.txt": "x" for n in range(2001)})) == "too_big"
    assert reason("a.docx", archive({"word/document.xml": b" " * (20 << 20)})) == "too_big"


@pytest.mark.parametrize(
    "name", ["../a.txt", "a/../../b.txt", "/etc/a.txt", "..\\a.txt", "C:/a.txt"]
)
def test_an_entry_that_leaves_its_folder_has_the_archive_refused_by_name(name: str) -> None:
    with pytest.raises(Unreadable) as refused:
        entries("a.zip", archive({"bon.txt": "x", name: "y"}))
    assert refused.value.reason == "bad_name"
    assert refused.value.entry == name


def test_a_locked_archive_is_refused() -> None:
    data = bytearray(archive({"a.txt": "x"}))
    at = data.index(b"PK\x01\x02") + 8
    data[at : at + 2] = struct.pack("<H", 1)
    assert reason("a.zip", bytes(data)) == "encrypted"


def test_a_folder_gives_its_texts_and_says_which_files_it_leaves_out() -> None:
    found = entries(
        "d.zip",
        archive({"a.txt": "Un", "b/c.docx": docx("Deux"), "x.exe": b"MZ", "y.docx": b"PK?",
                 "__MACOSX/a.txt": "z", ".DS_Store": "z", "vide.txt": " "}),
    )  # fmt: skip
    assert found == [
        Entry("a.txt", "Un"), Entry("b/c.docx", "Deux"), Entry("x.exe", "", "not_readable"),
        Entry("y.docx", "", "damaged"), Entry("vide.txt", "", "empty"),
    ]  # fmt: skip


def test_what_is_no_text_or_too_long_is_refused() -> None:
    assert reason("a.exe", b"MZ") == "not_readable"
    assert reason("a.txt", b"a\0b") == "not_text"
    assert reason("a.txt", b"a" * 400_001) == "too_long"
    assert reason("a.zip", archive({})) == "empty"
    assert reason("a.docx", archive({"other.xml": "x"})) == "not_readable"


def test_a_formula_is_read_as_its_value_and_never_worked_out() -> None:
    found = sheet(xlsx(("texte", "n"), ("Bonjour", "=1+1"), ("=HYPERLINK(1)", 3)))
    assert [row.cells for row in found.rows] == [("Bonjour", ""), ("", "3")]


def test_absurd_sheets_are_refused() -> None:
    for data, why in (
        (b"PK\x03\x04nothing", "damaged"),
        (b"texte\n" + b"x\n" * 5001, "too_many"),
        (";".join("abcdefghij" * 7).encode() + b"\nx", "too_many"),
        (b"texte\n", "empty"),
    ):
        with pytest.raises(Unreadable) as refused:
            sheet(data)
        assert refused.value.reason == why


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["a.txt", "a.docx", "a.odt", "a.zip"]), st.binary(max_size=300), st.data())
def test_no_bytes_are_a_fault(name: str, data: bytes, draw: st.DataObject) -> None:
    whole = {
        "a.docx": docx("Un"),
        "a.odt": odt("<text:p>x</text:p>"),
        "a.zip": archive({"a.txt": "x"}),
    }
    good = whole.get(name, b"bonjour")
    at = draw.draw(st.integers(0, len(good)))
    for said in (data, good[:at] + data + good[at + len(data) :]):
        assert why(name, said) in ("", *REASONS)
