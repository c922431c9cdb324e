"""Archives handed in, opened within bounds: names, entries, bytes, ratio."""

from __future__ import annotations

import zipfile

from feedback.formats.readers.faults import Unreadable
from feedback.formats.zipped import DAMAGED, NotZipped, TooBig, checked

MOST_RATIO, SMALL = 200, 1 << 20  # a part that grows more than that is a trap, unless small
ENCRYPTED = 0x1


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive, all its entries bounded; `Unreadable` with the entry otherwise."""
    try:
        archive = checked(data)
    except NotZipped as error:
        raise Unreadable("damaged") from error
    except TooBig as error:
        raise Unreadable("too_big") from error
    for part in archive.infolist():
        _check(part)
    return archive


def _check(part: zipfile.ZipInfo) -> None:
    name = part.filename
    steps = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in steps or ":" in steps[0] or "\0" in name:
        raise Unreadable("bad_name", name)
    if part.flag_bits & ENCRYPTED:
        raise Unreadable("encrypted", name)
    if part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1):
        raise Unreadable("too_big", name)


def content(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one entry; `Unreadable` when they are damaged."""
    try:
        return archive.read(name)
    except DAMAGED as error:
        raise Unreadable("damaged", name) from error
    except KeyError as error:
        raise Unreadable("not_readable", name) from error
