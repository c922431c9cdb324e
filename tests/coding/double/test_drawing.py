"""A sample is drawn in proportion, with at least one of each, and the same for the same seed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.coding.double.drawing import TooFew, draw, shares

pytestmark = pytest.mark.once


def test_strata_are_in_proportion_with_at_least_one_each() -> None:
    assert shares({"a": 80, "b": 19, "c": 1}, 10) == {"a": 8, "b": 1, "c": 1}
    assert shares({"a": 50, "b": 30, "c": 20}, 7) == {"a": 4, "b": 2, "c": 1}
    assert shares({"a": 2, "b": 2}, 4) == {"a": 2, "b": 2}


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 40), min_size=1, max_size=6), st.data())
def test_every_share_is_within_its_stratum_and_all_make_the_sample(
    sizes: dict[str, int], data: st.DataObject
) -> None:
    asked = data.draw(st.integers(len(sizes), sum(sizes.values())))
    found = shares(sizes, asked)
    assert sum(found.values()) == asked
    assert all(1 <= found[stratum] <= size for stratum, size in sizes.items())


def test_the_same_seed_draws_the_same_whatever_the_order() -> None:
    items = [(n, n % 3) for n in range(60)]
    drawn = draw(items, 12, "42")
    assert drawn == draw(reversed(items), 12, "42")
    assert drawn != draw(items, 12, "43")
    assert len({number for number, _ in drawn}) == 12


@pytest.mark.parametrize("asked", [0, 1, 7])
def test_too_few_texts_or_fewer_than_the_strata_are_refused(asked: int) -> None:
    with pytest.raises(TooFew):
        draw([(1, "a"), (2, "a"), (3, "b")], asked, "1")
