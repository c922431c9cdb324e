"""Drawing a sample: strata in proportion, at least one text of each, the same for the same seed."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

S = TypeVar("S", bound=Hashable)


class TooFew(ValueError):
    """A sample that cannot be drawn: `asked` is more than `there`, or fewer than the strata."""

    def __init__(self, asked: int, there: int, strata: int) -> None:
        super().__init__(asked, there, strata)
        self.asked, self.there, self.strata = asked, there, strata


def shares(sizes: Mapping[S, int], asked: int) -> dict[S, int]:
    """How many of each stratum: one each, then in proportion (largest remainders, then order)."""
    there = sum(sizes.values())
    if not 0 < asked <= there or asked < len(sizes):
        raise TooFew(asked, there, len(sizes))
    ideal = {stratum: asked * size / there for stratum, size in sizes.items()}
    found = {stratum: max(1, int(share)) for stratum, share in ideal.items()}
    while (gap := asked - sum(found.values())) != 0:
        step = 1 if gap > 0 else -1
        able = [s for s in sizes if (found[s] < sizes[s] if step > 0 else found[s] > 1)]
        found[max(able, key=lambda s: step * (ideal[s] - found[s]))] += step
    return found


def draw(items: Iterable[tuple[int, S]], asked: int, seed: str) -> list[tuple[int, S]]:
    """Ids with their stratum, in the order in which they are to be coded.

    Depends on the seed, the ids and strata alone, not on the order they are given in.
    """
    strata: dict[S, list[int]] = defaultdict(list)
    for number, stratum in sorted(items, key=lambda item: item[0]):
        strata[stratum].append(number)
    chance = random.Random(seed)
    wanted = shares({stratum: len(ids) for stratum, ids in strata.items()}, asked)
    drawn = [
        (number, stratum)
        for stratum, ids in strata.items()
        for number in chance.sample(ids, wanted[stratum])
    ]
    chance.shuffle(drawn)
    return drawn
