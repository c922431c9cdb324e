"""What one looks at: a place, a period, and at most one further filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.analysis.grid import WHOLE
from feedback.analysis.periods import Period
from feedback.analysis.places import Place
from feedback.responses.tally.lines import SPLITS


@dataclass(frozen=True)
class Choice:
    """A cell of the grid, chosen."""

    place: Place
    period: Period
    split: str = WHOLE
    value: str = ""

    @property
    def filter(self) -> str:
        """The filter as addresses write it: `mode:borne`."""
        return f"{self.split}:{self.value}" if self.split else ""


def read_filter(text: str | None, offered: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """Split and value of a filter; none when it is not offered."""
    split, _, value = (text or "").partition(":")
    if split in SPLITS[1:] and value in offered.get(split, ()):
        return split, value
    return WHOLE, ""
