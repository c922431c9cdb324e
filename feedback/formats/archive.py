"""A zip archive written once, front to back: the same bytes for the same content."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Protocol

LEVEL = 1  # a fifth more bytes than level 6, for much less time
CHUNK = 1 << 16  # characters gathered before they are compressed
LARGEST = 2_000_000_000  # bytes of one file; beyond, old readers cannot follow


class Sink(Protocol):
    """Anything bytes can be written to; it need not seek."""

    def write(self, data: bytes, /) -> object: ...


class Part:
    """One file of the archive while it is written, in characters."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._size = file, 0
        self._held: list[str] = []
        self.written = 0

    def write(self, text: str) -> None:
        """Adds characters; they are compressed by large pieces."""
        self._held.append(text)
        self._size += len(text)
        if self._size >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Compresses what is held."""
        self.written += self._file.write("".join(self._held).encode())
        self._held, self._size = [], 0


class _Stream:
    """A sink that can only be written to, as `zipfile` wants it."""

    def __init__(self, sink: Sink) -> None:
        self.write = sink.write

    def flush(self) -> None:
        """Nothing is held."""


class Archive:
    """Files added in order, without date (1 January 1980, as spreadsheets do themselves).

    To be used in a `with`; a workbook whose writing failed lacks its last parts and opens nowhere.
    """

    def __init__(self, sink: Sink, level: int = LEVEL) -> None:
        file: Any = sink if hasattr(sink, "flush") else _Stream(sink)
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level)

    def add(self, path: str, content: bytes) -> None:
        """A file whose content is at hand."""
        with self._zip.open(path, "w") as file:
            file.write(content)

    @contextmanager
    def stream(self, path: str) -> Iterator[Part]:
        """A file written piece by piece."""
        with self._zip.open(path, "w") as file:
            part = Part(file)
            yield part
            part.flush()

    def add_pieces(self, path: str, pieces: Iterable[str]) -> None:
        """A file given as pieces of text."""
        with self.stream(path) as part:
            for piece in pieces:
                part.write(piece)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        """Writes the directory; after a failure too, so that nothing is left half open."""
        self._zip.close()
