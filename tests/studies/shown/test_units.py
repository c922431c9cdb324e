"""When what is shown of persons heard is shown anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from feedback.studies.shown.units import Unit, distance, to_put

pytestmark = pytest.mark.once
LEAST = 5


def unit(counts: dict[str, int], place: str = "s1", closed: tuple[str, ...] = ()) -> Unit:
    """What users said at a place."""
    return Unit("user", place, counts, closed=closed)


def test_what_was_never_shown_is_put_even_small_so_that_it_is_said_to_be_small() -> None:
    assert to_put([unit({"": 2})], [], LEAST) == [unit({"": 2})]


def test_few_persons_more_or_less_change_nothing() -> None:
    shown = [unit({"": 20, "A1": 9})]
    assert to_put([unit({"": 24, "A1": 13})], shown, LEAST) == []
    assert to_put([unit({"": 20, "A1": 5, "A2": 4})], shown, LEAST) == []


def test_enough_persons_on_any_code_move_all_of_the_unit() -> None:
    now = unit({"": 20, "A1": 14})
    assert to_put([now], [unit({"": 20, "A1": 9})], LEAST) == [now]


def test_nothing_could_be_read_of_a_small_unit_so_it_opens_when_it_is_no_more() -> None:
    shown = [unit({"": 4})]
    assert to_put([unit({"": 3})], shown, LEAST) == []
    assert to_put([unit({"": 5})], shown, LEAST) == [unit({"": 5})]


def test_a_unit_of_which_nobody_is_left_goes_when_they_were_enough() -> None:
    assert to_put([], [unit({"": 9})], LEAST) == [unit({})]
    assert to_put([], [unit({"": 4})], LEAST) == []


def test_a_code_merged_into_another_moves_its_unit() -> None:
    now, shown = unit({"": 20, "A2": 9}), unit({"": 20, "A2": 8, "A1": 2})
    assert to_put([now], [shown], LEAST, {"A1"}) == [now]
    stuck, before = unit({"stuck:A2": 9}), unit({"stuck:A1": 9})
    assert to_put([stuck], [before], LEAST, {"A1"}) == [stuck]


def test_what_stays_closed_is_settled_anew_in_all_places_when_one_moves() -> None:
    shown = [unit({"": 20}, "s1"), unit({"": 9}, "s2")]
    now = [unit({"": 25}, "s1"), unit({"": 10}, "s2", closed=("",))]
    put = {one.place: one for one in to_put(now, shown, LEAST)}
    assert put["s1"].counts == {"": 25}
    assert put["s2"].counts == {"": 9}
    assert put["s2"].closed == ("",)


def test_a_count_closed_for_a_small_one_beside_it_stays_closed_until_it_moves() -> None:
    shown = [
        unit({"": 12, "A1": 3}, "s1", ("A1",)), unit({"": 30, "A1": 10}, "s2", ("A1",)),
        unit({"": 42, "A1": 13}, "t1"), unit({"": 20}, "s3"),
    ]  # fmt: skip
    now = [
        unit({"": 14, "A1": 5}, "s1"), unit({"": 30, "A1": 10}, "s2"),
        unit({"": 44, "A1": 15}, "t1"), unit({"": 26}, "s3"),
    ]  # fmt: skip
    put = {one.place: one for one in to_put(now, shown, LEAST)}
    assert put["t1"].counts["A1"] == 13
    assert put["s2"].closed == ("A1",)  # else 13 − 10 would be the three of s1


COUNTS = some.dictionaries(some.sampled_from(["", "A1", "A2"]), some.integers(0, 20))


@given(COUNTS, COUNTS)
def test_no_figure_that_could_be_read_moves_by_few_persons_alone(
    before: dict[str, int], after: dict[str, int]
) -> None:
    shown, now = unit(before), unit(after)
    for put in to_put([now], [shown], LEAST):
        assert distance(put, shown) >= LEAST or shown.most < LEAST
