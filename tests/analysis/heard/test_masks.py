"""What a person without the rows may work out of the counts of persons, place by place."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from feedback.analysis.grid import ALL
from feedback.analysis.heard.masks import NOWHERE, closed_places

pytestmark = pytest.mark.once
TREE = {ALL: ["t1", "s3"], "t1": ["s1", "s2"]}


def test_a_small_place_hides_another_that_would_give_it_away() -> None:
    assert closed_places(TREE, {1: 9, 2: 3, 3: 20}, 5) >= {"s2", "s1"}
    assert ALL not in closed_places(TREE, {1: 9, 2: 3, 3: 20}, 5)


def test_those_of_no_place_are_not_given_away_by_the_others() -> None:
    hidden = closed_places(TREE, {0: 2, 1: 9, 2: 8, 3: 20}, 5)
    assert hidden - {NOWHERE}


def test_an_unknown_site_counts_as_no_place() -> None:
    assert closed_places(TREE, {0: 1, 99: 6, 1: 9, 2: 8, 3: 20}, 5) == set()


@settings(max_examples=60, deadline=None)
@given(some.lists(some.integers(0, 8), min_size=4, max_size=4))
def test_no_small_count_follows_from_the_counts_shown(counts: list[int]) -> None:
    persons = dict(enumerate(counts))
    hidden = closed_places(TREE, persons, 5)
    shown = {
        place: _sum(place, persons) for place in (*TREE, "s1", "s2", "s3") if place not in hidden
    }
    worlds = [
        dict(enumerate(one))
        for one in product(range(22), repeat=4)
        if one[0] + one[1] + one[2] + one[3] <= 34
        and all(_sum(place, dict(enumerate(one))) == n for place, n in shown.items())
    ] if _asks(counts) else []  # fmt: skip
    for site, count in persons.items():
        if worlds and 0 < count < 5:
            assert len({world[site] for world in worlds}) > 1, (persons, hidden, site)


def _asks(counts: list[int]) -> bool:
    """Worlds are many to go through: only where something is small."""
    return any(0 < count < 5 for count in counts)


def _sum(place: str, persons: dict[int, int]) -> int:
    inside = {ALL: (0, 1, 2, 3), "t1": (1, 2), "s1": (1,), "s2": (2,), "s3": (3,)}[place]
    return sum(persons.get(site, 0) for site in inside)
