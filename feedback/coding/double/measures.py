"""How far coders agree.

Cohen 1960; Krippendorff 2019, chapter 12 (nominal data, any number of coders, values missing);
Holsti 1969; Brennan and Prediger 1981. What is not defined is None, never 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

Unit = tuple[int, tuple[int | None, ...]]  # weight, then what each coder said; None is missing


@dataclass(frozen=True)
class Table:
    """Two coders, one code: both, only the first, only the second, neither."""

    a: int = 0
    b: int = 0
    c: int = 0
    d: int = 0

    def __add__(self, other: Table) -> Table:
        return Table(self.a + other.a, self.b + other.b, self.c + other.c, self.d + other.d)

    @property
    def n(self) -> int:
        """How many units."""
        return self.a + self.b + self.c + self.d

    @property
    def percent(self) -> float | None:
        """Share of units on which both say the same."""
        return _share(self.a + self.d, self.n)

    @property
    def on_coded(self) -> float | None:
        """Share of what either coded that both coded (Jaccard)."""
        return _share(self.a, self.a + self.b + self.c)

    @property
    def holsti(self) -> float | None:
        """Twice what both coded, over what each coded."""
        return _share(2 * self.a, 2 * self.a + self.b + self.c)

    @property
    def prevalence(self) -> float | None:
        """Share of the two coders' answers that are this code: κ is low when it is rare."""
        return _share(2 * self.a + self.b + self.c, 2 * self.n)

    @property
    def kappa(self) -> float | None:
        """Cohen's κ: None when chance alone would agree always."""
        n = self.n
        if not n:
            return None
        a, b, c, d = self.a, self.b, self.c, self.d
        by_chance = (a + b) * (a + c) + (c + d) * (b + d)  # times n²
        if by_chance == n * n:
            return None
        return ((a + d) * n - by_chance) / (n * n - by_chance)


def brennan_prediger(agreed: int, n: int, codes: int) -> float | None:
    """Return (Po − 1/q) / (1 − 1/q) over coded segments, q the number of codes."""
    if not n or codes < 2:
        return None
    by_chance = 1 / codes
    return (agreed / n - by_chance) / (1 - by_chance)


def table(units: Iterable[Unit], first: int, second: int) -> Table:
    """Return the table of two coders over the units both have said something of."""
    counted: Counter[tuple[int, int]] = Counter()
    for weight, values in units:
        one, two = values[first], values[second]
        if one is not None and two is not None:
            counted[one, two] += weight
    return Table(counted[1, 1], counted[1, 0], counted[0, 1], counted[0, 0])


def alpha(units: Iterable[Unit]) -> float | None:
    """Return Krippendorff's α for nominal values, or None when only one value was ever given.

    Each unit with m ≥ 2 values adds 1/(m − 1) for every ordered pair of them.
    """
    together: Counter[tuple[int, int]] = Counter()
    for shape, weight in _shapes(units).items():
        said = Counter(shape)
        m = sum(said.values())
        for one, times in said.items():
            for two, again in said.items():
                pairs = times * (again - (one == two))
                if pairs:
                    together[one, two] += weight * pairs / (m - 1)  # type: ignore[assignment]
    totals: Counter[int] = Counter()
    for (one, _two), count in together.items():
        totals[one] += count
    n = sum(totals.values())
    expected = n * n - sum(count * count for count in totals.values())
    if len(totals) < 2 or not expected:
        return None
    observed = sum(count for (one, two), count in together.items() if one != two)
    return 1 - (n - 1) * observed / expected


def _shapes(units: Iterable[Unit]) -> Counter[tuple[int, ...]]:
    """The units as what was said of them, each shape once; those with less than two values tell nothing."""
    shapes: Counter[tuple[int, ...]] = Counter()
    for weight, values in units:
        said = tuple(sorted(value for value in values if value is not None))
        if len(said) >= 2:
            shapes[said] += weight
    return shapes


def c_coefficient(together: int, first: int, second: int) -> float | None:
    """Return how often two codes meet, over all that either covers."""
    return _share(together, first + second - together)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
