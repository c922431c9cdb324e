"""Codebooks go out valid and come back the same; those of other tools are taken as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import feedback.formats.refi
from feedback.formats.refi.codebook import read_codebook, write_codebook
from feedback.formats.refi.findings import Unreadable
from tests.formats.refi.making import project

SCHEMA = etree.XMLSchema(file=str(Path(feedback.formats.refi.__file__).with_name("Codebook.xsd")))
BRACED = """\ufeff<?xml version="1.0" encoding="UTF-8"?>
<CodeBook xmlns="urn:QDA-XML:project:0:10" origin="Other"><Codes>
<Code guid="{1f0c5a6f-0f5e-5c0e-9d8a-7b1c2e3f4a5b}" name="Attente" isCodable="true" color="255,0,0">
<Code guid="2f0c5a6f-0f5e-5c0e-9d8a-7b1c2e3f4a5b" name="Attente" isCodable="1"/></Code>
<Code guid="rien" name="Sans identité" isCodable="true"/></Codes><Sets/></CodeBook>"""


def test_a_codebook_goes_out_valid_and_comes_back_the_same_without_memos() -> None:
    content = write_codebook("Vive Voix", project().codes)
    assert SCHEMA.validate(etree.fromstring(content)), SCHEMA.error_log
    codes, report = read_codebook(content)
    assert [c.name for c in codes] == ["Tensions", "Écoute"]
    assert codes[0].children[0].description == "Le temps avant d'être reçu."
    assert report.said == {}
    assert write_codebook("Vive Voix", codes) == content


def test_the_ways_of_other_tools_are_taken() -> None:
    codes, report = read_codebook(BRACED.encode())
    assert codes[0].guid == "1F0C5A6F-0F5E-5C0E-9D8A-7B1C2E3F4A5B"
    assert codes[0].colour == ""
    assert codes[0].children[0].codable
    assert report.said == {"nameless_code": ["Sans identité"]}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "xml"), (b"<CodeBook/>", "not_codebook"), (b"<CodeBook><Codes/></CodeBook>", "no_code"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><CodeBook/>', "entities"),
        (b"<Codes>" + b'<Code guid="1f0c5a6f-0f5e-5c0e-9d8a-7b1c2e3f4a5b" name="a">' * 80
         + b"</Code>" * 80 + b"</Codes>", "deep"),
    ],
)  # fmt: skip
def test_what_is_no_codebook_is_refused_with_its_reason(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_codebook(content)
    assert refused.value.why == why
