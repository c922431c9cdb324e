"""Word processors' files (.docx, .odt): paragraphs and line breaks, nothing else.

Both are a zip of XML. Notes, comments, headers, what was struck out and pictures are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from feedback.formats.readers.faults import Unreadable
from feedback.formats.readers.zips import content, opened

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PARAGRAPHS = {f"{W}p", f"{T}p", f"{T}h"}  # one within another (in a frame) is told by itself
MOST_SPACES = 100
_DOCX_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}txbxContent"}
_ODT_SKIPPED = {f"{T}note", f"{OFFICE}annotation", f"{T}tracked-changes", f"{T}ruby-text"}


def docx(data: bytes) -> str:
    """The paragraphs of a Word document, one per line."""
    root = _tree(data, "word/document.xml")
    said = [p for p in root.iter(f"{W}p") if not _within(p, {FALLBACK})]  # drawn twice otherwise
    return "\n".join(_words(p, _docx_sign, _DOCX_SKIPPED) for p in said)


def odt(data: bytes) -> str:
    """The paragraphs and headings of an OpenDocument text, one per line."""
    root = _tree(data, "content.xml")
    said = [p for p in root.iter(f"{T}p", f"{T}h") if not _within(p, _ODT_SKIPPED)]
    return "\n".join(_words(p, _odt_sign, _ODT_SKIPPED) for p in said)


def _tree(data: bytes, name: str) -> Any:
    """The XML of a part: no entity is followed, no document type is taken."""
    archive = opened(data)
    if "EncryptedPackage" in archive.namelist():
        raise Unreadable("encrypted")
    source = content(archive, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("damaged", name) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("entities", name)
    return root


def _within(element: Any, tags: set[str]) -> bool:
    return any(above.tag in tags for above in element.iterancestors())


def _words(paragraph: Any, sign: Callable[[Any], str], skipped: set[str]) -> str:
    return "".join(_pieces(paragraph, sign, skipped)).strip("\n")


def _pieces(element: Any, sign: Callable[[Any], str], skipped: set[str]) -> Iterator[str]:
    """In order, without recursion: a file may nest as deep as it likes."""
    waiting: list[Any] = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        yield sign(one)
        for child in reversed(one):
            waiting.append(child.tail if sign is _odt_sign and child.tail else "")
            if isinstance(child.tag, str) and child.tag not in skipped | PARAGRAPHS:
                waiting.append(child)


def _docx_sign(element: Any) -> str:
    if element.tag == f"{W}t":
        return element.text or ""
    return {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}.get(
        element.tag, ""
    )


def _odt_sign(element: Any) -> str:
    if element.tag == f"{T}s":
        given = element.get(f"{T}c", "1")
        return " " * (min(int(given), MOST_SPACES) if given.isdecimal() and len(given) < 6 else 1)
    if element.tag in (f"{T}line-break", f"{T}tab"):
        return "\n" if element.tag.endswith("break") else "\t"
    return element.text or ""
