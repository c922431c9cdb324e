"""Opens archives and XML from elsewhere with their bounds: no bomb, no entity, no path."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath
from typing import IO, Any

from lxml import etree

from feedback.formats.refi.findings import Unreadable
from feedback.formats.zipped import DAMAGED, NotZipped, TooBig, checked

MOST_ENTRIES = 20_000
LARGEST_XML = 64_000_000  # bytes once unpacked; twenty times a project of 20,000 codings
LARGEST_TEXT = 20_000_000
LARGEST_ALL = 400_000_000
STEEPEST = 200  # bytes for one packed byte, beyond the first megabyte


def archive(file: IO[bytes]) -> zipfile.ZipFile:
    """Return the archive, or raise `Unreadable`: not an archive, too large, packed to harm."""
    try:
        found = checked(file, LARGEST_ALL, MOST_ENTRIES)
    except NotZipped as bad:
        raise Unreadable("archive") from bad
    except TooBig as bad:
        raise Unreadable("large") from bad
    for one in found.infolist():
        if one.flag_bits & 1:
            raise Unreadable("locked", one.filename)
        if one.file_size > 1_000_000 and one.file_size > STEEPEST * max(one.compress_size, 1):
            raise Unreadable("bomb", one.filename)
    return found


def entry(found: zipfile.ZipFile, name: str, largest: int) -> bytes:
    """Return the bytes of an entry; `zipfile` reads no more of it than it says it is long."""
    if found.getinfo(name).file_size > largest:
        raise Unreadable("large", name)
    try:
        with found.open(name) as opened:
            held = opened.read()
    except DAMAGED as bad:
        raise Unreadable("damaged", name) from bad
    return held


def base(name: str) -> str:
    """Return the last part of a name, folded: tools differ in case and folders."""
    return PurePosixPath(name.replace("\\", "/")).name.casefold()


def xml(content: bytes, name: str) -> Any:
    """Return the root of an XML file; entities and document types are refused."""
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise Unreadable("entities", name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as bad:
        line = bad.lineno or 0
        raise Unreadable("xml", f"{name}:{line}") from bad
