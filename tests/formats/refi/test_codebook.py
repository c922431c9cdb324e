"""Codebooks of the REFI-QDA standard: written strictly, read as other tools write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from feedback.formats.refi import codebook
from feedback.formats.refi.codebook import CodeElement, UnreadableCodebook, guid_of, read, write

SCHEMA = etree.XMLSchema(etree.parse(str(Path(codebook.__file__).with_name("Codebook.xsd"))))
TREE = (
    CodeElement(
        guid_of("a"), "Relation", False, "#0f5560", "Ce qui <relie> & tient",
        (CodeElement(guid_of("b"), "Écoute 🙂", True, "#0f5560", "Deux\nlignes"),
         CodeElement(guid_of("c"), "Écoute 🙂")),
    ),
)  # fmt: skip
OLD = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="NVivo"><Codes>
<Code guid="{ab12cd34-0000-4000-8000-00000000000a}" name="A  name" isCodable="1" color="#F00">
<Description>One</Description><Code guid="AB12CD34-0000-4000-8000-00000000000A" name="A  name"/>
<NoteRef targetGUID="x"/></Code></Codes><Sets/></CodeBook>"""


def test_what_is_written_is_valid_and_read_back_the_same() -> None:
    data = write(TREE)
    SCHEMA.assertValid(etree.fromstring(data))
    (back,) = read(data)
    assert (back.guid, back.name, back.codable, back.description) == (
        guid_of("a"), "Relation", False, "Ce qui <relie> & tient",
    )  # fmt: skip
    assert [c.name for c in back.children] == ["Écoute 🙂", "Écoute 🙂"]
    assert back.children[0].description == "Deux\nlignes"
    assert b"<Sets" not in data


def test_a_guid_is_the_same_in_every_file_upper_case_and_bare() -> None:
    assert guid_of("a") == guid_of("a") != guid_of("b")
    assert guid_of("a") == guid_of("a").upper()
    assert "{" not in guid_of("a")


def test_a_book_without_codes_is_not_written() -> None:
    with pytest.raises(ValueError):
        write(())


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_files_of_other_tools_are_read(mark: str) -> None:
    (code,) = read((mark + OLD).encode())
    assert (code.guid, code.name, code.codable, code.colour) == (
        "AB12CD34-0000-4000-8000-00000000000A", "A name", True, "#F00",
    )  # fmt: skip
    assert code.line == 3
    assert code.children[0].guid == ""  # given twice: the second is nobody's


def test_utf_16_is_read() -> None:
    (code,) = read(OLD.replace("utf-8", "utf-16").encode("utf-16"))
    assert code.name == "A name"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><CodeBook><Codes><Code name="&b;"/></Codes></CodeBook>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB.encode(), "entities"),
        (BOMB.encode("utf-16"), "entities"),
        (b"<CodeBook><Codes>", "not_xml"),
        (b"nothing", "not_xml"),
        (b"", "not_xml"),
        (b"<html/>", "not_a_codebook"),
        (b"<CodeBook/>", "empty"),
        (b"<CodeBook><Codes/></CodeBook>", "empty"),
        (b"<CodeBook><Codes>" + b'<Code name="x">' * 60 + b"</Code>" * 60 + b"</Codes></CodeBook>", "deep"),
        (b" " * (codebook.MOST_BYTES + 1), "too_big"),
    ],
)  # fmt: skip
def test_what_is_no_codebook_is_said(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableCodebook) as caught:
        read(data)
    assert caught.value.reason == reason
