"""Overlapping passages, drawn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedback.coding.layers import LANES, Mark, in_lanes, segments

TEXT = "Un deux trois 🙂 cinq"
SPANS = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)).filter(lambda s: s[0] < s[1]))


def mark(start: int, end: int, id: str = "m") -> Mark:
    """A mark over a stretch."""
    return Mark(id, start, end, "A1", "Nom", 0, 0, "", "Moi", True, False)


def many(spans: list[tuple[int, int]]) -> list[Mark]:
    """Marks with ids of their own, in lanes."""
    return in_lanes([mark(a, b, f"m{n}") for n, (a, b) in enumerate(spans)])


@given(SPANS)
def test_two_passages_that_overlap_are_never_in_one_lane(spans: list[tuple[int, int]]) -> None:
    placed = many(spans)
    for one in placed:
        for other in placed:
            if one is not other and one.start < other.end and other.start < one.end:
                assert one.lane != other.lane


def test_a_free_lane_is_used_again() -> None:
    assert [m.lane for m in many([(0, 4), (2, 6), (4, 8), (6, 9)])] == [0, 1, 0, 1]


@given(SPANS, st.integers(0, 19), st.integers(0, 19))
def test_the_segments_put_together_are_the_words(
    spans: list[tuple[int, int]], one: int, other: int
) -> None:
    start, end = min(one, other), max(one, other)
    cut = segments(TEXT, start, end, many(spans))
    assert "".join(segment.text for segment in cut) == TEXT[start:end]


@given(SPANS)
def test_each_passage_begins_once_and_runs_over_its_words(spans: list[tuple[int, int]]) -> None:
    placed = many(spans)
    cut = segments(TEXT, 0, len(TEXT), placed)
    for one in placed:
        if one.lane >= LANES:
            continue
        over = [s for s in cut if any(layer.mark is one for layer in s.layers)]
        assert "".join(s.text for s in over) == TEXT[one.start : one.end]
        begins = [s for s in over if any(y.mark is one and y.begins for y in s.layers)]
        assert len(begins) == 1


def test_the_deepest_lane_is_the_outermost() -> None:
    cut = segments(TEXT, 0, 8, many([(0, 8), (2, 8)]))
    assert [[y.mark.lane for y in s.layers] for s in cut] == [[0], [1, 0]]
