"""Secrets of the house, each in a file of its own, read once per process."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from feedback.config import secret

RECEIPTS = "receipt_key"
ORIGINALS = "originals_key"
CONTACTS = "contact_key"
WITHDRAWALS = "withdrawal_key"
OUTBOX = "outbox_key"
ATTEMPTS = "attempts_key"
DRAFTS = "draft_key"
SLIPS = "slip_key"


def house_secret(name: str) -> str:
    """A secret of this house, made at first use."""
    kept: dict[str, str] = current_app.extensions.setdefault("secrets", {})
    if name not in kept:
        kept[name] = secret(Path(current_app.instance_path), name)
    return kept[name]
