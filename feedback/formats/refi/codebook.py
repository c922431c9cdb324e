"""Codebooks as files: `.qdc`, which has a schema of its own (REFI-QDA 1.5, codebook exchange).

Read leniently: braces and case of GUIDs, a byte order mark, the namespaces tools invent, colours
that are none, empty sets. Written strictly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from feedback.formats.refi import opening
from feedback.formats.refi.findings import Report, Unreadable
from feedback.formats.refi.project import Code
from feedback.formats.refi.reading import codes_in, guids
from feedback.formats.refi.writing import code_element

NAMESPACE = "urn:QDA-XML:codebook:1.0"
LARGEST = 20_000_000  # bytes


def write_codebook(origin: str, codes: Sequence[Code]) -> bytes:
    """Return the file of a codebook of one code at least; memos have no place in it."""
    book = etree.Element("CodeBook", origin=origin, xmlns=NAMESPACE)
    held = etree.SubElement(book, "Codes")
    held.extend(code_element(_without_notes(one)) for one in codes)
    written: bytes = etree.tostring(book, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _without_notes(code: Code) -> Code:
    return replace(code, notes=(), children=tuple(map(_without_notes, code.children)))


def read_codebook(content: bytes, name: str = "") -> tuple[tuple[Code, ...], Report]:
    """Return the codes of a file and what was left out; raises `Unreadable`."""
    if len(content) > LARGEST:
        raise Unreadable("large", name)
    root, report = opening.xml(content.removeprefix(b"\xef\xbb\xbf"), name), Report()
    book = _holder(root)
    if book is None:
        raise Unreadable("not_codebook", name)
    codes = tuple(codes_in(book, report))
    if not codes:
        raise Unreadable("no_code", name)
    known: set[str] = set()
    for guid in guids(codes):
        if guid in known:
            raise Unreadable("twice", guid)
        known.add(guid)
    return codes, report


def _holder(root: Any) -> Any:
    """The element that holds the codes: of a codebook, or of a project's codebook."""
    for one in root.iter():
        if isinstance(one.tag, str) and etree.QName(one).localname == "Codes":
            return one
    return None
