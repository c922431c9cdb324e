"""One text to translate, as the files of translators hold it."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 4 << 20  # bytes of a file handed back
MOST = 20_000  # texts in one


class Unreadable(Exception):
    """The file cannot be read: `reason` is not_a_file, too_big, empty or no_columns."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Entry:
    """One text: its `key`, what is said of it, the French, and the `target`, empty when missing.

    `again` tells a target that must be seen again, None where a format cannot tell; `line` is
    where it stands in the file read.
    """

    key: str
    source: str
    target: str = ""
    context: str = ""
    plain: str = ""
    again: bool | None = None
    line: int = 0


@dataclass(frozen=True)
class File:
    """What a file handed back holds; `language` is empty when it does not say."""

    language: str
    entries: tuple[Entry, ...]
