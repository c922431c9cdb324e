"""How many of those who came answered: only where visitors were counted, never of an agent."""

from __future__ import annotations

from dataclasses import dataclass

from feedback.analysis.thresholds import is_small


@dataclass(frozen=True)
class Participation:
    """A share of visitors, over days of sites whose visitors are known.

    `answers` is given only to those who hold the rows: beside the number of answers shown, it
    would tell how many came on the days nobody counted. `share` is none when it may not be
    shown, or when more answered than came.
    """

    days: int
    visitors: int
    share: float | None
    answers: int | None = None
    impossible: bool = False


def participation(
    days: int, visitors: int, answers: int, threshold: int, live: bool
) -> Participation | None:
    """The share as it may be shown; none where no visitor is known."""
    if not visitors:
        return None
    if answers > visitors:
        return Participation(days, visitors, None, impossible=True)
    hidden = is_small(answers, threshold) or visitors < threshold
    share = None if hidden else answers / visitors
    return Participation(days, visitors, share, answers if live and not hidden else None)
