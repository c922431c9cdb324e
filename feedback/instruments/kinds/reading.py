"""Reading what was sent, from a page or from a device, as clean strings."""

from typing import Any

from feedback.formats.text import normalise
from feedback.instruments.kinds.base import Invalid, Problem, Raw

OTHER = "__other"


def items(raw: Raw, name: str) -> list[Any]:
    """Return everything sent under a name, whether the source is a page or a JSON document."""
    if hasattr(raw, "getlist"):
        return list(raw.getlist(name))
    value = raw.get(name)
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _string(value: Any, name: str) -> str:
    if isinstance(value, str):
        return normalise(value).strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Invalid(Problem(name, "unreadable"))
    # A scale or a number may come from a device as a number: 3 and 3.0 are the same answer.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def strings(raw: Raw, name: str) -> list[str]:
    """Return the distinct non-empty strings sent under a name, in order."""
    found = (_string(value, name) for value in items(raw, name))
    return list(dict.fromkeys(text for text in found if text))


def one(raw: Raw, name: str) -> str | None:
    """Return the single string sent under a name, None when nothing was; refuse two."""
    found = strings(raw, name)
    if len(found) > 1:
        raise Invalid(Problem(name, "only_one"))
    return found[0] if found else None


def written(raw: Raw, name: str, limit: int) -> str | None:
    """Return a text within its limit, counted in code points once normalised."""
    text = one(raw, name)
    if text is not None and len(text) > limit:
        raise Invalid(Problem(name, "too_long", limit))
    return text
