"""The file of last resort: sealed records that a tablet saved because it could not send them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

FORMAT = "vive-voix-outbox-1"


class Foreign(Exception):
    """Not such a file; the message is for the person who brought it."""


@dataclass(frozen=True)
class Rescued:
    """The tablet that saved it (its public id), and the records, still sealed."""

    device: str
    records: list[object]


def read(body: bytes) -> Rescued:
    """What a file holds; `Foreign` when no tablet saved it."""
    try:
        found = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Foreign(_l("Ce n'est pas le fichier d'une tablette.")) from error
    whole = isinstance(found, dict) and found.get("format") == FORMAT
    records = found.get("records") if whole else None
    if not isinstance(records, list):
        raise Foreign(_l("Ce n'est pas le fichier d'une tablette."))
    return Rescued(str(found.get("device", ""))[:10].replace("\0", ""), records)
