"""A codebook as a REFI-QDA file (.qdc): read with what other tools really write, written strictly.

Written: the namespace of version 1.0, guids in upper case without braces, no empty container.
Read: any case and braces of guids, a byte order mark, other namespaces of the standard, a guid
missing or given twice. Entities, document types and big files are refused.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

NAMESPACE = "urn:QDA-XML:codebook:1.0"
OURS = uuid.UUID("6f1c7f0e-6d0b-5a57-9a55-2d1f0d6a9a11")  # makes guids out of our own ids
MOST_BYTES = 4 * 1024 * 1024
DEEPEST = 40
_GUID = re.compile(r"\{?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?")
_BLANKS = re.compile(r"[ \t\r\n]+")  # a no-break space is a part of the name


class UnreadableCodebook(Exception):
    """The file is no codebook; `reason` is not_xml, entities, not_a_codebook, empty, deep or too_big."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class CodeElement:
    """A code of the file; `guid` in upper case without braces, empty when the file has none.

    `line` is where it stands in the file.
    """

    guid: str
    name: str
    codable: bool = True
    colour: str = ""
    description: str = ""
    children: Sequence[CodeElement] = field(default_factory=tuple)
    line: int = 0


def guid_of(public_id: str) -> str:
    """The guid of one of our codes: the same in every file."""
    return str(uuid.uuid5(OURS, public_id)).upper()


def write(codes: Sequence[CodeElement], origin: str = "Vive Voix") -> bytes:
    """The file of a codebook that has at least one code."""
    if not codes:
        raise ValueError("a codebook has at least one code")
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE}, origin=origin)
    _write(etree.SubElement(root, f"{{{NAMESPACE}}}Codes"), codes)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _write(parent: Any, codes: Sequence[CodeElement]) -> None:
    for code in codes:
        made = etree.SubElement(
            parent, f"{{{NAMESPACE}}}Code", guid=code.guid, name=code.name,
            isCodable="true" if code.codable else "false",
        )  # fmt: skip
        if code.colour:
            made.set("color", code.colour)
        if code.description:
            etree.SubElement(made, f"{{{NAMESPACE}}}Description").text = code.description
        _write(made, code.children)


def read(data: bytes) -> list[CodeElement]:
    """The codes of a file at the first level, each with those below it."""
    if len(data) > MOST_BYTES:
        raise UnreadableCodebook("too_big")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or _wide(data):
        raise UnreadableCodebook("entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data.removeprefix(b"\xef\xbb\xbf").lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableCodebook("not_xml") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableCodebook("entities")
    if _tag(root) not in ("CodeBook", "Project"):
        raise UnreadableCodebook("not_a_codebook")
    places = [one for one in root.iter() if _tag(one) == "Codes"]
    if not places:
        raise UnreadableCodebook("empty" if _tag(root) == "CodeBook" else "not_a_codebook")
    found = list(_codes(places[0], set(), 0))
    if not found:
        raise UnreadableCodebook("empty")
    return found


def _wide(data: bytes) -> bool:
    """A document type hidden in UTF-16 or UTF-32."""
    squeezed = data[:4096].replace(b"\0", b"")
    return b"<!DOCTYPE" in squeezed or b"<!ENTITY" in squeezed


def _tag(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _codes(parent: Any, seen: set[str], depth: int) -> Iterator[CodeElement]:
    if depth > DEEPEST:
        raise UnreadableCodebook("deep")
    for element in parent:
        if _tag(element) != "Code":
            continue
        match = _GUID.fullmatch((element.get("guid") or "").strip())
        guid = match[1].upper() if match else ""
        guid = "" if guid in seen else guid
        seen.add(guid)
        yield CodeElement(
            guid=guid, name=_BLANKS.sub(" ", element.get("name") or "").strip(" "),
            codable=(element.get("isCodable") or "true").strip().lower() not in ("false", "0"),
            colour=(element.get("color") or "").strip(), description=_description(element),
            children=tuple(_codes(element, seen, depth + 1)), line=element.sourceline or 0,
        )  # fmt: skip


def _description(element: Any) -> str:
    found = next((one for one in element if _tag(one) == "Description"), None)
    return "" if found is None else "".join(found.itertext()).strip()
