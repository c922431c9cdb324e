"""What a room says of itself to the menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation: `act` is what the person must be allowed to see it."""

    label: Any
    endpoint: str
    act: str
    icon: str
    order: int


@dataclass(frozen=True)
class Door:
    """A way from a study into a room: `endpoint` takes the study's `public_id`."""

    label: Any
    words: Any
    endpoint: str
    act: str
    icon: str
    order: int
