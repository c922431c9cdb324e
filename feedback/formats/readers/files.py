"""A file somebody hands in, by what it is: texts, a sheet of texts, or a folder of such files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from feedback.formats.readers.faults import Unreadable
from feedback.formats.readers.pdf import pdf
from feedback.formats.readers.written import docx, odt
from feedback.formats.readers.zips import content, opened
from feedback.formats.tables import Table, UnreadableTable
from feedback.formats.tables import read as read_table
from feedback.formats.text import decode, normalise

MOST_TEXTS, LONGEST_TEXT = 5_000, 400_000  # texts of an import; characters of one
LONGEST_ROW = 32_767  # characters of a cell, as workbooks have them
SHEETS, FOLDER = (".csv", ".tsv", ".xlsx"), ".zip"
WRITTEN = {".docx": docx, ".odt": odt, ".pdf": pdf}
TEXTS = (".txt", ".text", ".md", *WRITTEN)
KNOWN = (*TEXTS, *SHEETS, FOLDER)
HIDDEN = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Entry:
    """A text found: where in what was handed in, its words; or why it is left out."""

    name: str
    text: str
    reason: str = ""


def suffix(name: str) -> str:
    """How a file's name ends, in lower case, with its dot."""
    return posixpath.splitext(name.lower())[1]


def sheet(data: bytes) -> Table:
    """A sheet of texts, one per line; `Unreadable` otherwise."""
    try:
        return read_table(data, MOST_TEXTS, LONGEST_ROW)
    except UnreadableTable as error:
        known = {"too_big": "too_many", "empty": "empty"}
        raise Unreadable(known.get(error.reason, "damaged")) from error


def text_of(name: str, data: bytes) -> str:
    """The text of one file, normalised; `Unreadable` when there is none."""
    if suffix(name) in WRITTEN:
        found: str | None = WRITTEN[suffix(name)](data)
    else:
        found = decode(data)
    if found is None:
        raise Unreadable("not_text", name)
    text = normalise(found).strip()
    if not text:
        raise Unreadable("empty", name)
    if len(text) > LONGEST_TEXT:
        raise Unreadable("too_long", name)
    return text


def entries(name: str, data: bytes) -> list[Entry]:
    """The texts of a file, or of each file of a folder.

    A folder is refused whole when it is dangerous; a file of it that cannot be read is left out
    with the reason. A file handed in by itself is refused.
    """
    if suffix(name) == FOLDER:
        return list(_folder(data))
    if suffix(name) not in TEXTS:
        raise Unreadable("not_readable", name)
    try:
        return [Entry(name, text_of(name, data))]
    except Unreadable as fault:
        raise Unreadable(fault.reason, name) from fault


def _folder(data: bytes) -> Iterator[Entry]:
    archive = opened(data)
    names = [n for n in archive.namelist() if not n.endswith("/") and not _hidden(n)]
    if not names:
        raise Unreadable("empty")
    for name in names:
        if suffix(name) not in TEXTS:
            yield Entry(name, "", "not_readable")
            continue
        try:
            yield Entry(name, text_of(name, content(archive, name)))
        except Unreadable as fault:
            yield Entry(name, "", fault.reason)


def _hidden(name: str) -> bool:
    return name.startswith(HIDDEN[0]) or name.rsplit("/", 1)[-1].startswith((".", *HIDDEN[1:]))
