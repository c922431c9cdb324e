"""Why a file, or one entry of it, cannot be read."""

from __future__ import annotations

REASONS = (
    "not_readable", "not_text", "too_big", "too_many", "bad_name", "encrypted", "scanned", "damaged",
    "too_long", "empty", "entities", "slow",
)  # fmt: skip


class Unreadable(Exception):
    """A file that cannot be read; `reason` is one of `REASONS`, `entry` where in an archive."""

    def __init__(self, reason: str, entry: str = "") -> None:
        super().__init__(reason, entry)
        self.reason, self.entry = reason, entry
