"""A code as a file gives it, whatever the file, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Given:
    """A code of a file; `line` is its row, None in a field that the file does not have.

    `parent` is a key ("" the first level); `id` is the public id of the code when the file
    knows it.
    """

    line: int
    key: str
    parent: str | None = None
    name: str | None = None
    name_en: str | None = None
    definition: str | None = None
    include: str | None = None
    exclude: str | None = None
    codable: bool | None = None
    status: str | None = None
    colour: str | None = None


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row; `kind` is a word of `words.FAULTS`, `value` what stands there."""

    line: int
    kind: str
    value: str = ""
