"""One content, one writing: plain JSON without what is at its default."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from feedback.instruments.questions import Option, Question, Statement

_ALWAYS = ("code", "kind", "text", "value", "label")


def canonical(document: Mapping[str, Any]) -> str:
    """Return the JSON text that equal documents share."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: Any) -> Any:
    """Return JSON values; attributes at their default are left out."""
    if isinstance(value, Question | Option | Statement):
        told = {one.name: plain(getattr(value, one.name)) for one in fields(value)}
        return {key: one for key, one in told.items() if key in _ALWAYS or _tells(key, one)}
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def _tells(key: str, value: Any) -> bool:
    """Tell whether a value differs from the default; zero is a score and a limit."""
    if key == "counted":
        return value is False
    if key in ("role", "decimals"):
        return value not in ("valid", 0)
    return value is not None and value is not False and value not in ({}, [], "")
