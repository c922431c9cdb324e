"""What is looked at in a zipped file somebody hands in, before any program reads it."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from typing import IO

MOST_EXPANDED, MOST_PARTS = 64 << 20, 2_000  # bytes and files once unzipped
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, OSError, EOFError,
    ValueError, RuntimeError,
)  # fmt: skip  # all that `zipfile` raises at a damaged archive


class NotZipped(Exception):
    """The bytes are no whole zip archive."""


class TooBig(Exception):
    """Unzipped, it would take too much memory."""


def checked(
    data: bytes | IO[bytes], most: int = MOST_EXPANDED, parts: int = MOST_PARTS
) -> zipfile.ZipFile:
    """Return the archive, or raise `NotZipped` or `TooBig`; sizes are those it declares.

    `zipfile` never reads more of a part than its declared size.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
    except DAMAGED as error:
        raise NotZipped from error
    found = archive.infolist()
    if len(found) > parts or sum(one.file_size for one in found) > most:
        raise TooBig
    return archive
