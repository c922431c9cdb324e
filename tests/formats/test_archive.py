"""Archives: the same bytes for the same content, whatever the sink."""

from __future__ import annotations

import gc
import zipfile
from io import BytesIO

import pytest

from feedback.formats.archive import CHUNK, Archive
from tests.formats.reading import WriteOnly


def filled(sink: object) -> None:
    with Archive(sink) as archive:  # type: ignore[arg-type]
        archive.add("a.xml", "é".encode())
        archive.add_pieces("b.xml", ("x" * 1000 for _ in range(1000)))


def test_what_was_put_in_comes_out() -> None:
    sink = BytesIO()
    filled(sink)
    with zipfile.ZipFile(sink) as archive:
        assert archive.testzip() is None
        assert archive.read("a.xml").decode() == "é"
        assert archive.read("b.xml") == b"x" * 1_000_000
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_it_is_always_the_same() -> None:
    first, second = BytesIO(), BytesIO()
    filled(first)
    filled(second)
    assert first.getvalue() == second.getvalue()


def test_a_sink_that_cannot_seek_is_enough() -> None:
    sink = WriteOnly()
    filled(sink)
    with zipfile.ZipFile(BytesIO(b"".join(sink.held))) as archive:
        assert archive.testzip() is None


def test_the_bytes_written_are_counted_by_large_pieces() -> None:
    with Archive(BytesIO()) as archive, archive.stream("a.xml") as part:
        part.write("é")
        assert part.written == 0
        part.write("x" * CHUNK)
        assert part.written == CHUNK + 2


class Broken:
    """A reader who hung up."""

    def write(self, data: bytes) -> int:
        raise BrokenPipeError


def test_a_reader_who_hangs_up_is_an_error_and_nothing_stays_open() -> None:
    with pytest.raises(BrokenPipeError):
        filled(Broken())
    gc.collect()
