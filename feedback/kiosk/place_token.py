"""Where an answer was given, as the house signed it: a record keeps it until it is handed in.

The tablet may be moved, asked something else or handed in by another way in between; the answer
stays that of the place where it was given.
"""

from __future__ import annotations

from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer

SALT = "place"


@dataclass(frozen=True)
class GivenAt:
    """A tablet (its public id), the site it stood at (its number) and how it was held."""

    device: str
    site_id: int
    mode: str


def signed(key: str, at: GivenAt) -> str:
    """The token that a tablet's page carries."""
    return str(URLSafeSerializer(key, salt=SALT).dumps([at.device, at.site_id, at.mode]))


def given_at(key: str, token: object) -> GivenAt | None:
    """What a token says; None when it is not ours."""
    if not isinstance(token, str):
        return None
    try:
        device, site_id, mode = URLSafeSerializer(key, salt=SALT).loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return GivenAt(str(device), int(site_id), str(mode))
