"""The tablet says N, the server has N: the same count taken on both sides, and the gap named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COUNTS = ("made", "waiting")
SIZES = ("used", "quota")
WORDS = ("memory", "app", "shell", "version")
NEARLY_FULL = 0.8  # of the room the browser grants


def told(state: object) -> dict[str, Any]:
    """What a tablet says of itself, cleaned: whole numbers, short words, nothing else."""
    said = state if isinstance(state, Mapping) else {}
    found: dict[str, Any] = {name: _whole(said.get(name)) for name in (*COUNTS, *SIZES)}
    found |= {name: str(said.get(name) or "")[:40].replace("\0", "") for name in WORDS}
    found["kept"] = said.get("kept") is True
    return found


def _whole(value: object) -> int:
    whole = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 2**50
    return int(value) if whole else 0  # type: ignore[call-overload, no-any-return]


@dataclass(frozen=True)
class Count:
    """Both sides since the tablet's memory began."""

    told: bool  # the tablet has said something
    made: int  # answers finished on the tablet
    waiting: int  # of these, still on it
    received: int  # here, from it

    @property
    def gap(self) -> int:
        """Answers the tablet believes handed in that are not here; below nothing: more are here."""
        return self.made - self.waiting - self.received

    @property
    def state(self) -> str:
        """`silent`, `even`, `waiting`, `missing`, `on_the_way` or `more`."""
        if not self.told:
            return "silent"
        if self.gap > 0:
            return "missing"
        if self.gap == 0:
            return "waiting" if self.waiting else "even"
        return "on_the_way" if -self.gap <= self.waiting else "more"


def nearly_full(said: Mapping[str, Any]) -> bool:
    """True when the tablet's storage should be looked at before it is full."""
    quota = said.get("quota") or 0
    return bool(quota) and (said.get("used") or 0) / quota >= NEARLY_FULL
