"""Projects go out valid and come back the same; those of other tools are read as they count."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import feedback.formats.refi
from feedback.formats.refi.findings import Unreadable
from feedback.formats.refi.guids import folded, guid
from feedback.formats.refi.project import Code, Project, Selection, Source, User
from feedback.formats.refi.reading import read
from feedback.formats.text import normalise
from tests.formats.refi.making import AT, ONE, WAIT, packed, project, rewritten, shifted

SCHEMA = etree.XMLSchema(file=str(Path(feedback.formats.refi.__file__).with_name("Project.xsd")))
CONTENT = packed(project())


def qde(content: bytes) -> bytes:
    """The XML of a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("project.qde")


def valid(content: bytes) -> bool:
    """Is its XML as the standard's schema has it?"""
    ok = SCHEMA.validate(etree.fromstring(qde(content)))
    assert ok, SCHEMA.error_log
    return ok


def spans(found: Project) -> list[tuple[str, str]]:
    """The words coded, text by text."""
    return [(s.name, s.text[one.start : one.end]) for s in found.sources for one in s.selections]


def test_a_project_goes_out_valid_and_comes_back_the_same() -> None:
    assert valid(CONTENT)
    back, report = read(io.BytesIO(CONTENT))
    assert back == project()
    assert report.said == {}
    assert packed(back) == CONTENT
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as archive:
        names = archive.namelist()
    assert names[-1] == "project.qde"
    assert all(n.startswith("sources/") and n.endswith(".txt") for n in names[:-1])


def test_an_empty_study_is_a_valid_project() -> None:
    assert valid(packed(Project("Vide", "Vive Voix", at=AT)))


SIGNS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@settings(deadline=None)  # it writes and reads a file, on a machine busy with other tests
@given(SIGNS, SIGNS, st.data())
def test_any_text_and_any_stretch_come_back(words: str, name: str, data: st.DataObject) -> None:
    text = normalise(words)
    some = []
    if text:
        for number in range(data.draw(st.integers(0, 3))):
            start = data.draw(st.integers(0, len(text) - 1))
            end = data.draw(st.integers(start + 1, len(text)))
            some.append(Selection(guid("s", str(number)), start, end, at=AT))
    source = Source(
        guid("t", "1"), normalise(name).strip() or "x", text, at=AT, selections=tuple(some)
    )
    made = Project("P", "Vive Voix", sources=(source,), users=(User(guid("u", "1"), "A"),), at=AT)
    assert valid(packed(made))
    back = next(iter(read(io.BytesIO(packed(made)))[0].sources))
    assert back.text == text
    assert [(one.start, one.end) for one in back.selections] == [(o.start, o.end) for o in some]


def utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le")) // 2


def crlf(text: str, at: int) -> int:
    return at + text[:at].count("\n")


OTHERS: dict[str, tuple[Callable[[str], bytes], Callable[[str, int], int]]] = {
    "units of UTF-16": (str.encode, utf16),
    "a mark that is not counted": (lambda t: t.encode("utf-8-sig"), lambda _t, at: at),
    "a mark that is counted": (lambda t: t.encode("utf-8-sig"), lambda _t, at: at + 1),
    "CRLF counted as two": (lambda t: t.replace("\n", "\r\n").encode(), crlf),
    "CRLF counted as one": (lambda t: t.replace("\n", "\r\n").encode(), lambda _t, at: at),
    "CRLF as two and UTF-16": (
        lambda t: t.replace("\n", "\r\n").encode(),
        lambda t, at: utf16(t, at) + t[:at].count("\n"),
    ),
    "a text in UTF-16": (lambda t: t.encode("utf-16"), lambda _t, at: at),
}  # fmt: skip


@pytest.mark.parametrize("tool", OTHERS)
def test_another_tool_is_read_as_it_counts(tool: str) -> None:
    encoded, count = OTHERS[tool]
    back, report = read(rewritten(CONTENT, shifted(CONTENT, count), encoded))
    assert spans(back) == spans(project())
    assert report.facts["agreeing"] == report.facts["told"] == 4
    assert next(iter(back.sources)).text == ONE


def test_names_braces_and_case_of_other_tools_are_the_same_things() -> None:
    def braced(xml: str) -> str:
        for one in (WAIT, *(s.guid for s in project().sources)):
            xml = xml.replace(f'guid="{one}"', f'guid="{{{one.lower()}}}"')
        return xml

    def renamed(name: str) -> str:
        return (
            "Trial.qde" if name.endswith(".qde") else name.replace("sources/", "Sources/").lower()
        )

    back, _report = read(rewritten(CONTENT, braced, name=renamed))
    assert back == project()
    assert folded("{5a6f1f0c-0f5e-5c0e-9d8a-7b1c2e3f4a5b}") == folded(
        "5A6F1F0C-0F5E-5C0E-9D8A-7B1C2E3F4A5B"
    )


def test_what_cannot_be_followed_is_told_and_left_out() -> None:
    def strange(xml: str) -> str:
        xml = re.sub('endPosition="[0-9]+"', 'endPosition="99999"', xml, count=1)
        start = xml.index("<TextSource")
        return (xml[:start] + '<PictureSource guid="11111111-1111-1111-1111-111111111111" name="Plan"/>'
                + xml[start:])  # fmt: skip

    back, report = read(rewritten(CONTENT, strange))
    assert report.said == {"other_source": ["Plan"], "outside": ["Entretien 1"]}
    assert len(spans(back)) == 3


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", b" " * 50_000_000)
    return made.getvalue()


def holding(xml: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("project.qde", xml)
    return made.getvalue()


ENTITIES = '<!DOCTYPE Project [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project name="&a;"/>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "archive"), (b"PK\x03\x04 broken", "archive"), (bomb(), "bomb"),
        (holding("<Project"), "xml"), (holding(ENTITIES), "entities"),
        (holding("<Other/>"), "not_project"), (CONTENT[:-40], "archive"),
        (packed(Project("P", "V", codes=(Code(WAIT, "A"), Code(WAIT, "B")))), "twice"),
    ],
)  # fmt: skip
def test_a_damaged_or_hostile_file_is_refused_with_its_reason(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(io.BytesIO(content))
    assert refused.value.why == why


@settings(deadline=None)
@given(st.integers(0, len(CONTENT) - 1), st.binary(min_size=1, max_size=4))
def test_a_file_spoilt_anywhere_is_read_or_refused(at: int, spoilt: bytes) -> None:
    content = CONTENT[:at] + spoilt + CONTENT[at + len(spoilt) :]
    with contextlib.suppress(Unreadable):
        read(io.BytesIO(content))
