"""Rows read once and written in two sheets: the second time they come from a nameless file."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from feedback.exports.research.answers import Row

BATCH = 100


class Twice:
    """Rows for two sheets, the first one read whole before the second."""

    def __init__(self, rows: Callable[[], Iterable[Row]], folder: Path) -> None:
        self._rows = rows
        self._kept = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  see close

    def first(self) -> Iterator[Row]:
        """The rows as read, kept aside on the way."""
        source = iter(self._rows())
        while batch := list(islice(source, BATCH)):
            pickle.dump([tuple(row) for row in batch], self._kept, pickle.HIGHEST_PROTOCOL)
            yield from batch

    def again(self) -> Iterator[Row]:
        """The same rows."""
        end = self._kept.tell()
        self._kept.seek(0)
        while self._kept.tell() < end:
            yield from map(Row._make, pickle.load(self._kept))

    def close(self) -> None:
        """Nothing is kept."""
        self._kept.close()
