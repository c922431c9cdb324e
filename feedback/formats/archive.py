"""A zip archive written once, front to back: the same bytes for the same content."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any, Protocol

LEVEL = 1  # a fifth more bytes than level 6, for much less time
CHUNK = 1 << 16  # characters gathered before they are compressed
LARGEST = 2_000_000_000  # bytes of one file; beyond, old readers cannot follow


class Sink(Protocol):
    """Anything bytes can be written to; it need not seek."""

    def write(self, data: bytes, /) -> object: ...


class Part:
    """One file of the archive while it is written, in characters."""

    def __init__(self, file: IO[bytes], aside: bool = False) -> None:
        self._file, self._size, self._aside = file, 0, aside
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

    def close(self) -> None:
        """Nothing more is written; bytes kept aside stay until they are taken in."""
        self.flush()
        if not self._aside:
            self._file.close()


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

    def __init__(self, sink: Sink, level: int = LEVEL, folder: Path | None = None) -> None:
        file: Any = sink if hasattr(sink, "flush") else _Stream(sink)
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level)
        self._folder = folder
        self._open: IO[bytes] | None = None
        self._aside: list[tuple[str, IO[bytes]]] = []

    def add(self, path: str, content: bytes) -> None:
        """A file whose content is at hand."""
        with self._zip.open(path, "w") as file:
            file.write(content)

    def begin(self, path: str) -> Part:
        """A file written piece by piece, until its part is closed; one at a time."""
        self._open = self._zip.open(path, "w")
        return Part(self._open)

    def begin_aside(self, path: str) -> Part:
        """A file written while another is: in a nameless file, taken in afterwards."""
        file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115  see __exit__
        self._aside.append((path, file))
        return Part(file, aside=True)

    def take_in(self) -> None:
        """The files kept aside."""
        while self._aside:
            path, kept = self._aside.pop(0)
            kept.seek(0)
            with kept, self._zip.open(path, "w") as file:
                copyfileobj(kept, file, CHUNK)

    @contextmanager
    def stream(self, path: str) -> Iterator[Part]:
        """A file written piece by piece."""
        part = self.begin(path)
        yield part
        part.close()

    def add_pieces(self, path: str, pieces: Iterable[str]) -> None:
        """A file given as pieces of text."""
        with self.stream(path) as part:
            for piece in pieces:
                part.write(piece)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        """Writes the directory; after a failure too, so that nothing is left half open."""
        for _path, kept in self._aside:
            kept.close()
        if self._open is not None:
            self._open.close()
        self._zip.close()
