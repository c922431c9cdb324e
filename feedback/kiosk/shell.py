"""What a tablet keeps to start without network, and the stamp by which it knows it is outdated."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any


def stamp(*parts: object) -> str:
    """A short mark of all that a tablet shows; another one means there is something to fetch."""
    told = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def addresses(tags: Sequence[str], study: str, files: Sequence[str]) -> list[str]:
    """All that the tablet keeps: its page and the two notices in each language, and the files."""
    pages = [
        f"{page}?lang={tag}"
        for tag in tags
        for page in ("/k", f"/donnees/{study}", f"/accessibilite/{study}")
    ]
    return [*pages, *files]


def config(**values: Any) -> str:
    """JSON that may stand inside a page's data element."""
    text = json.dumps(_plain(values), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
