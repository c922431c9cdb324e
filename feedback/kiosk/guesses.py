"""How many wrong pairing codes a house may meet in a minute, whoever types them.

Six figures can be tried in some minutes by a machine. Never counted by address: a whole hall sits
behind one.
"""

from __future__ import annotations

from collections import deque

MOST, SECONDS = 20, 60.0


class Guesses:
    """Moments of the latest wrong codes, in seconds."""

    def __init__(self) -> None:
        self._wrong: deque[float] = deque(maxlen=MOST)

    def too_many(self, now: float) -> bool:
        """True while the last minute holds as many wrong codes as may be."""
        return len(self._wrong) == MOST and now - self._wrong[0] < SECONDS

    def one_more(self, now: float) -> None:
        """A wrong code was typed."""
        self._wrong.append(now)
