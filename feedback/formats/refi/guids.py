"""Identities that hold from one export to the next, so that two exports can be compared."""

from __future__ import annotations

import re
import uuid

HOUSE = uuid.UUID("5a6f1f0c-0f5e-5c0e-9d8a-7b1c2e3f4a5b")
_GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")


def guid(kind: str, *ids: str) -> str:
    """Return the GUID of a thing by its kind and its ids: upper case, no braces.

    Some readers refuse lower case; the schema takes both.
    """
    return str(uuid.uuid5(HOUSE, ":".join((kind, *ids)))).upper()


def folded(value: str | None) -> str:
    """Return a GUID as it is compared: braces off, upper case; empty when it is none."""
    match = _GUID.fullmatch((value or "").strip())
    return match[1].upper() if match else ""
