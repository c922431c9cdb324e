"""Measures of agreement between coders. What cannot be known is None, never 0 or 1.

Sources: Cohen 1960 (κ), Krippendorff 2019 chapter 12 (α nominal), Brennan and Prediger 1981,
Holsti 1969, Jaccard 1912.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Profile = Mapping[tuple[int | None, ...], int]
"""How many units have these values, one value per coder: 1 coded, 0 not, None not finished."""


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True)
class Table:
    """Two coders over units: `a` both, `b` the first alone, `c` the second alone, `d` neither."""

    a: int = 0
    b: int = 0
    c: int = 0
    d: int = 0

    def __add__(self, other: Table) -> Table:
        return Table(self.a + other.a, self.b + other.b, self.c + other.c, self.d + other.d)

    @property
    def n(self) -> int:
        """Units both coders judged."""
        return self.a + self.b + self.c + self.d

    @property
    def percent(self) -> float | None:
        """Share of the units on which both said the same."""
        return _share(self.a + self.d, self.n)

    @property
    def jaccard(self) -> float | None:
        """Agreement on what at least one of them coded."""
        return _share(self.a, self.a + self.b + self.c)

    @property
    def holsti(self) -> float | None:
        """Twice the codings in common over the codings of both."""
        return _share(2 * self.a, 2 * self.a + self.b + self.c)

    @property
    def prevalence(self) -> float | None:
        """Share of the judgements that say "coded": low, it explains a low κ beside a high %."""
        return _share(2 * self.a + self.b + self.c, 2 * self.n)

    @property
    def kappa(self) -> float | None:
        """Cohen's κ; nothing when chance alone would agree always."""
        n, a, b, c, d = self.n, self.a, self.b, self.c, self.d
        by_chance = (a + b) * (a + c) + (c + d) * (b + d)  # whole numbers: compared exactly
        if not n or by_chance == n * n:
            return None
        return ((a + d) * n - by_chance) / (n * n - by_chance)

    def brennan_prediger(self, codes: int) -> float | None:
        """κ with 1/q as chance, over coded segments only (`d` is left out); q codes in the table."""
        if codes < 2 or self.jaccard is None:
            return None
        return (self.jaccard - 1 / codes) / (1 - 1 / codes)


def pair(profile: Profile, first: int, second: int) -> Table:
    """The table of two of the coders; units one of them has not finished do not count."""
    found: Counter[tuple[int | None, int | None]] = Counter()
    for values, weight in profile.items():
        found[values[first], values[second]] += weight
    return Table(found[1, 1], found[1, 0], found[0, 1], found[0, 0])


def prevalence(profile: Profile) -> float | None:
    """Share of all judgements that say "coded", whoever made them."""
    ones = sum(values.count(1) * weight for values, weight in profile.items())
    zeros = sum(values.count(0) * weight for values, weight in profile.items())
    return _share(ones, ones + zeros)


def units(profile: Profile) -> int:
    """Units that at least two coders have finished."""
    return sum(w for values, w in profile.items() if len(values) - values.count(None) > 1)


def alpha(profile: Mapping[Any, int]) -> float | None:
    """Krippendorff's α for nominal values, any number of coders, None where a value is missing.

    A unit of m values (two at least) adds 1/(m−1) for each ordered pair to the coincidences.
    """
    total, disagreeing = 0, 0.0
    each: Counter[object] = Counter()
    for values, weight in profile.items():
        held = Counter(value for value in values if value is not None)
        m = held.total()
        if m < 2:
            continue
        total += m * weight
        for value, times in held.items():
            each[value] += times * weight
            disagreeing += weight * times * (m - times) / (m - 1)
    expected = total * total - sum(count * count for count in each.values())
    return 1 - (total - 1) * disagreeing / expected if expected else None


def pooled(profiles: Iterable[Profile]) -> Counter[tuple[int | None, ...]]:
    """Several profiles as one: each unit counts once, whatever its text or code."""
    found: Counter[tuple[int | None, ...]] = Counter()
    for profile in profiles:
        found.update(profile)
    return found
