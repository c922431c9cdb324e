"""What was learnt is kept in the memory of the process, never on a disk, and learnt again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

AGAIN = 600.0  # seconds before what changed since is learnt
MOST = 3  # studies held at once


@dataclass
class _Held:
    learnt: Any
    stamp: Hashable
    at: float


class Keeper:
    """Learns in a thread: nobody waits, and the first to ask is told nothing yet."""

    def __init__(self, learn: Callable[[Sequence[Any]], Any]) -> None:
        self._learn = learn
        self._held: dict[int, _Held] = {}
        self._busy: set[int] = set()
        self._lock = threading.Lock()

    def ask(self, study: int, stamp: Hashable, taught: Callable[[], Sequence[Any]]) -> Any:
        """What was learnt of a study, or None; `taught` is read when it must be learnt."""
        with self._lock:
            held = self._held.get(study)
            fresh = held and (held.stamp == stamp or time.monotonic() - held.at < AGAIN)
            if fresh or study in self._busy:
                return held.learnt if held else None
            self._busy.add(study)
        self._begin(study, stamp, taught())
        return held.learnt if held else None

    def _begin(self, study: int, stamp: Hashable, taught: Sequence[Any]) -> None:
        threading.Thread(target=self.learn, args=(study, stamp, taught), daemon=True).start()

    def learn(self, study: int, stamp: Hashable, taught: Sequence[Any]) -> None:
        """Learn at once; the study asked for longest ago gives its place."""
        try:
            found = self._learn(taught)
            with self._lock:
                self._held.pop(study, None)
                while len(self._held) >= MOST:
                    self._held.pop(next(iter(self._held)))
                self._held[study] = _Held(found, stamp, time.monotonic())
        finally:
            with self._lock:
                self._busy.discard(study)
