"""Two readings of the same figures: how they differ, and whether that is more than chance.

The interval of a difference is made of the two figures' own intervals (MOVER: G. Y. Zou and
A. Donner, Statistics in Medicine 27, 2008; for two shares it is R. G. Newcombe's, ibid. 17, 1998).
A difference is *probable* when that interval does not hold zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from feedback.analysis.indicators import NET, SHARE, Indicator
from feedback.analysis.intervals import Interval
from feedback.analysis.reports import QuestionReport
from feedback.analysis.results.choice import Choice
from feedback.analysis.thresholds import Masked


@dataclass(frozen=True)
class Difference:
    """A figure on each side; `by` is the second less the first, none where one is hidden."""

    first: Indicator
    second: Indicator
    by: float | None = None
    interval: Interval | None = None

    @property
    def probable(self) -> bool | None:
        """More than chance, not more, or not told."""
        if self.interval is None:
            return None
        return self.interval.low > 0 or self.interval.high < 0

    @property
    def points(self) -> bool:
        """In points of a hundred, rather than in the unit of the figure."""
        return self.first.unit in (SHARE, NET)


@dataclass(frozen=True)
class Compared:
    """One question on both sides."""

    first: QuestionReport
    second: QuestionReport
    figures: tuple[Difference, ...]


def overlap(one: Choice, two: Choice) -> bool:
    """Could the same person be on both sides? Then no test of two groups applies."""
    apart = one.split and one.split == two.split and one.value != two.value
    if apart or not one.place.site_ids & two.place.site_ids:
        return False
    first, second = one.period.span, two.period.span
    if first is None or second is None:
        return True
    return first[0] <= second[1] and second[0] <= first[1]


def difference(first: Indicator, second: Indicator, tested: bool = True) -> Difference:
    """Return how two figures differ; with `tested`, the interval of that difference."""
    ends = (first.value, first.low, first.high, second.value, second.low, second.high)
    if any(end is None or isinstance(end, Masked) for end in ends):
        return Difference(first, second)
    one, low_1, high_1, two, low_2, high_2 = (float(e) for e in ends if isinstance(e, int | float))
    by = two - one
    if not tested:
        return Difference(first, second, by)
    low = by - sqrt((two - low_2) ** 2 + (high_1 - one) ** 2)
    high = by + sqrt((high_2 - two) ** 2 + (one - low_1) ** 2)
    return Difference(first, second, by, Interval(low, high))


def compared(
    first: Sequence[QuestionReport], second: Sequence[QuestionReport], tested: bool
) -> list[Compared]:
    """Return the questions that have figures on either side, both sides of each."""
    other = {report.asked.code: report for report in second}
    found = []
    for report in first:
        twin = other.get(report.asked.code)
        if twin is None or not (report.n or twin.n or report.closed or twin.closed):
            continue
        named = {(figure.code, figure.label): figure for figure in twin.indicators}
        figures = tuple(
            difference(figure, named[figure.code, figure.label], tested)
            for figure in report.indicators if (figure.code, figure.label) in named
        )  # fmt: skip
        found.append(Compared(report, twin, figures))
    return found


def widest(questions: Sequence[Compared], points: bool) -> float:
    """How far from zero the differences of one unit go, so that all are drawn on one scale."""
    drawn = (f for one in questions for f in one.figures if f.points == points and f.interval)
    ends = (abs(end) for f in drawn if f.interval for end in (f.interval.low, f.interval.high))
    return max(ends, default=0.0)
