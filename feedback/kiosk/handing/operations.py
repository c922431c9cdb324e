"""Storing what was made ready; the caller tells the verdicts only after its commit."""

from __future__ import annotations

import json
from collections.abc import Sequence

from feedback.db import db
from feedback.kiosk.handing.queries import Keys, Ready, Unread, prepare
from feedback.kiosk.models import Device, SetAside
from feedback.kiosk.operations import set_aside
from feedback.responses.operations import Gathered, hand_in

ASIDE = "aside"  # the verdict on a record kept as it came


def take(ready: Sequence[Ready | Unread], key: str) -> list[dict[str, str]]:
    """Store each, once: `stored`, `already`, `conflict`, or `aside` when nobody could read it."""
    gathered = Gathered()
    results = [{"uuid": one.uuid, "result": _take(one, key, gathered)} for one in ready]
    gathered.settle()
    return results


def _take(one: Ready | Unread, key: str, gathered: Gathered) -> str:
    if isinstance(one, Ready):
        return hand_in(one.handed, one.pairs, key, within=gathered)
    set_aside(one.device_id, one.uuid, one.body, one.why)
    return ASIDE


def try_again(aside: SetAside, keys: Keys, key: str) -> str:
    """Read once more what could not be read; what can be is stored and no longer kept aside."""
    device = db.session.get_one(Device, aside.device_id)
    try:
        record = json.loads(aside.body)
    except ValueError:  # cut, for it was too long to keep whole
        return ASIDE
    one = prepare([record], device, None, keys)[0]
    if not isinstance(one, Ready):
        return ASIDE
    verdict = hand_in(one.handed, one.pairs, key)
    db.session.delete(aside)
    return verdict
