"""The seal of an audit entry: a hash over the entry and the seal before it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

START = "0" * 64


def seal(
    previous: str, at: dt.datetime, actor: str, act: str, object_: str, detail: dict[str, Any]
) -> str:
    """SHA-256 in hexadecimal of the entry chained to `previous`; `at` counts to the second."""
    instant = at.astimezone(dt.UTC).isoformat(timespec="seconds")
    body = json.dumps([previous, instant, actor, act, object_, detail], sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()
