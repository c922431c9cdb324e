"""How many wrong codes one browser may type: five, then a wait that doubles.

A browser that forgets its cookie begins again; sixty random bits are what guessing cannot pass.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

FREE = 5
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(minutes=10), dt.timedelta(hours=12)


@dataclass(frozen=True)
class Attempts:
    """Wrong codes typed so far, and when the last was."""

    wrong: int = 0
    last: int = 0  # seconds since the epoch

    def wait(self, now: int) -> int:
        """Minutes still to wait before the next code; 0 when it may be typed."""
        if self.wrong < FREE:
            return 0
        doubled = FIRST_WAIT * 2 ** min(self.wrong - FREE, 12)
        left = self.last + min(doubled, LONGEST_WAIT).total_seconds() - now
        return max(0, -int(-left // 60))

    def one_more(self, now: int) -> Attempts:
        """After a wrong code."""
        return Attempts(self.wrong + 1, now)
