"""Intervals around a figure, called *indicatif*: those who answered are not a random sample."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

Z95 = 1.959963984540054


class Interval(NamedTuple):
    """The two ends of an interval, `low` ≤ `high`."""

    low: float
    high: float


def wilson(good: float, n: int, z: float = Z95) -> Interval:
    """Wilson's 95 % interval of the share `good / n`, within 0 and 1; n = 0 says nothing (0–1).

    Source: E. B. Wilson, JASA 22 (1927). `good` may be a sum of parts of one.
    """
    if not 0 <= good <= n:
        raise ValueError(f"{good} of {n} is not a share")
    if n == 0:
        return Interval(0.0, 1.0)
    share, square = good / n, z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    low = 0.0 if good == 0 else max(0.0, middle - half)
    return Interval(low, 1.0 if good == n else min(1.0, middle + half))


def bounded_mean(mean: float, n: int, lowest: float, highest: float) -> Interval:
    """An interval of a mean of values between two bounds, never too narrow.

    Of all values in [0, 1] with one mean, zeros and ones vary most: the mean, brought to
    [0, 1], is given the Wilson interval of a share.
    """
    width = highest - lowest
    low, high = wilson(min(max((mean - lowest) / width, 0.0), 1.0) * n, n)
    return Interval(lowest + low * width, lowest + high * width)


def difference(good: int, bad: int, n: int) -> Interval:
    """An interval of the net share (good − bad) / n, within −1 and 1.

    Newcombe's squares of Wilson's ends, with the correlation of two shares of one whole.
    """
    if n == 0:
        return Interval(-1.0, 1.0)
    first, second = good / n, bad / n
    one, two = wilson(good, n), wilson(bad, n)
    tie = _correlation(first, second)
    low = _span(first - one.low, two.high - second, tie)
    high = _span(one.high - first, second - two.low, tie)
    net = first - second
    return Interval(max(-1.0, net - low), min(1.0, net + high))


def _correlation(first: float, second: float) -> float:
    spread = first * (1 - first) * second * (1 - second)
    return -first * second / sqrt(spread) if spread > 0 else 0.0


def _span(one: float, two: float, tie: float) -> float:
    return sqrt(max(0.0, one * one + two * two - 2 * tie * one * two))
