"""What a code says and where it stands, as a step keeps it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

SAID = (
    "key", "name", "name_en", "definition", "include", "exclude", "codable", "colour", "status",
)  # fmt: skip
KEPT = (*SAID, "parent_id", "position", "archived_at")

Fields = dict[str, Any]


def mark(fields: Mapping[str, Any]) -> str:
    """The mark of what somebody saw of a code: it changes when another changes the code.

    Its place among its neighbours is not a part of it.
    """
    seen = {name: str(fields[name]) for name in (*SAID, "parent_id", "archived_at")}
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:20]


def differences(before: Mapping[int, Fields], after: Mapping[int, Fields]) -> dict[str, Any]:
    """What an act changed: code id → {"was": fields, "is": fields}, None for a code not there."""
    found: dict[str, Any] = {}
    for number in before.keys() | after.keys():
        was, is_ = before.get(number), after.get(number)
        if was == is_:
            continue
        if was is not None and is_ is not None:
            names = [name for name in is_ if was[name] != is_[name]]
            was, is_ = {n: was[n] for n in names}, {n: is_[n] for n in names}
        found[str(number)] = {"was": was, "is": is_}
    return found


def packed(changes: Mapping[str, Any]) -> bytes:
    """Changes as a step stores them."""
    return zlib.compress(json.dumps(changes, sort_keys=True).encode(), 6)


def unpacked(body: bytes) -> dict[str, Any]:
    """Changes as a step stored them."""
    return dict(json.loads(zlib.decompress(body))) if body else {}
