"""A sample drawn by strata, the same for the same seed."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable, Sequence


def draw(items: Sequence[tuple[int, Hashable]], size: int, seed: int) -> list[int]:
    """Return `size` of the items (id, stratum), each stratum by its share and one at least.

    Shares are rounded by largest remainder. With fewer places than strata, the largest come first.
    """
    strata: dict[str, list[int]] = defaultdict(list)
    for number, stratum in sorted(items, key=lambda pair: pair[0]):
        strata[repr(stratum)].append(number)
    places = _places({name: len(some) for name, some in strata.items()}, min(size, len(items)))
    chance = random.Random(seed)
    drawn: list[int] = []
    for name in sorted(strata):
        drawn += chance.sample(strata[name], places[name])
    return sorted(drawn)


def _places(sizes: dict[str, int], size: int) -> dict[str, int]:
    by_size = sorted(sizes, key=lambda name: (-sizes[name], name))
    if size <= len(sizes):
        return {name: int(rank < size) for rank, name in enumerate(by_size)}
    left, all_of_them = size - len(sizes), sum(sizes.values()) - len(sizes)
    shares = {name: left * (sizes[name] - 1) / all_of_them for name in sizes} if all_of_them else {}
    places = {name: 1 + int(shares.get(name, 0)) for name in sizes}
    rest = sorted(sizes, key=lambda name: (int(shares.get(name, 0)) - shares.get(name, 0), name))
    for name in rest * 2:
        if sum(places.values()) < size and places[name] < sizes[name]:
            places[name] += 1
    return places
