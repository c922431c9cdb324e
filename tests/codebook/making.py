"""Codes for pure tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from feedback.codebook.versions.differences import Told

PLAIN = Told(
    id="", key="", parent="", name="", name_en="", definition="", include="", exclude="",
    codable=True, colour="#0f5560", status="validated", archived=False,
)  # fmt: skip


def told(key: str, parent: str = "", **values: Any) -> Told:
    """A code of a book."""
    return replace(PLAIN, id=f"id-{key}", key=key, parent=parent, name=f"Nom {key}", **values)
