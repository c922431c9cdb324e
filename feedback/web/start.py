"""The start token of a page answered without any script: ours, recent, for this place and uuid."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

LASTS = 7 * 24 * 3600


@lru_cache(maxsize=2)
def _signer(key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt="start")


def _ours() -> URLSafeTimedSerializer:
    return _signer(current_app.config["SECRET_KEY"])


def start_token(place: str, uuid: str) -> str:
    """A token for a page just made; `place` is the public id of its link."""
    return str(_ours().dumps([place, uuid]))


def began(place: str, uuid: str, token: str) -> dt.datetime | None:
    """When the page was made, or None when the token is not ours, too old or of another page."""
    try:
        value, at = _ours().loads(token, max_age=LASTS, return_timestamp=True)
    except BadSignature:
        return None
    return at if value == [place, uuid] else None
