"""Names of a form as our codes and values: lower case without accents, never twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from feedback.instruments.reader import CODE, LONGEST_CODE

_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")
_RESERVED = "answered"


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def code_of(name: str, taken: Container[str]) -> str:
    """Return a code for a name, unlike those taken; the name itself whenever it may be one."""
    if name not in taken and len(name) <= LONGEST_CODE and CODE.fullmatch(name):
        return name
    plain = re.sub(r"[^a-z0-9]+", "_", _ascii(name).casefold()).strip("_")
    plain = plain if plain[:1].isalpha() else f"q_{plain}".rstrip("_")
    return _unlike(plain, taken)


def value_of(name: str, taken: Container[str]) -> str:
    """Return a value for a choice, unlike those taken; the name itself whenever it may be one."""
    if name not in taken and name != _RESERVED and _VALUE.fullmatch(name):
        return name
    plain = re.sub(r"[^A-Za-z0-9-]+", "_", _ascii(name)).strip("_-")
    return _unlike(plain or "v", (taken, {_RESERVED}))


def _unlike(plain: str, taken: Container[str] | tuple[Container[str], ...]) -> str:
    groups = taken if isinstance(taken, tuple) else (taken,)
    found, number = plain[:LONGEST_CODE].rstrip("_-"), 1
    while any(found in group for group in groups):
        number += 1
        end = f"_{number}"
        found = plain[: LONGEST_CODE - len(end)].rstrip("_-") + end
    return found
