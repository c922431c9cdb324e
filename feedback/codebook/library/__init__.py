"""The starter codebook, as a readable file: one tree, headings first, each code defined."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One code as shipped: what it means, what it takes in, what belongs elsewhere.

    `technical` codes say nothing of the subject; `alert` ones never leave in an export.
    """

    key: str
    name: Texts
    definition: Texts
    parent: str | None = None
    include: Texts = field(default_factory=dict)
    exclude: Texts = field(default_factory=dict)
    codable: bool = True
    technical: bool = False
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Starter:
    """A codebook to begin with; parents come before their children."""

    code: str
    title: Texts
    entries: tuple[Entry, ...]


def names() -> list[str]:
    """Return the names of the codebooks shipped."""
    return sorted(file.stem for file in _FOLDER.glob("*.json"))


def load(name: str = "livre_de_codes") -> Starter:
    """Return a codebook shipped; `LookupError` when none has that name."""
    if name not in names():
        raise LookupError(name)
    document: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    entries = tuple(Entry(**entry) for entry in document["codes"])
    return Starter(document["code"], document["title"], entries)
