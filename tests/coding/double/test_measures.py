"""Measures of agreement against hand-computed vectors and a package that others keep."""

from __future__ import annotations

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feedback.coding.double import units
from feedback.coding.double.agreement import differing
from feedback.coding.double.measures import (
    Table,
    Unit,
    alpha,
    brennan_prediger,
    c_coefficient,
    table,
)
from feedback.coding.double.units import Text


def spread(found: Table) -> list[Unit]:
    """A table as units."""
    return [(found.a, (1, 1)), (found.b, (1, 0)), (found.c, (0, 1)), (found.d, (0, 0))]


def test_a_rare_code_with_many_disagreements() -> None:
    found = Table(50, 100, 50, 800)
    assert found.percent == pytest.approx(0.85, abs=5e-7)
    assert found.kappa == pytest.approx(0.318182, abs=5e-7)
    assert alpha(spread(found)) == pytest.approx(0.314629, abs=5e-7)
    assert found.on_coded == pytest.approx(0.25, abs=5e-7)
    assert found.holsti == pytest.approx(0.4, abs=5e-7)
    assert found.prevalence == pytest.approx(0.125, abs=5e-7)


def test_ten_segments_of_two_coders() -> None:
    said = [(1, (int(a), int(b))) for a, b in zip("1100000000", "0110010100", strict=True)]
    found = table(said, 0, 1)
    assert found.percent == pytest.approx(0.6, abs=5e-7)
    assert alpha(said) == pytest.approx(0.095238, abs=5e-7)
    assert found.kappa == pytest.approx(0.090909, abs=5e-7)


def test_four_coders_with_values_missing() -> None:
    rows = (
        "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )  # fmt: skip
    columns = zip(*(row.split() for row in rows), strict=True)
    said = [(1, tuple(None if v == "." else int(v) for v in column)) for column in columns]
    assert alpha(said) == pytest.approx(0.743421, abs=5e-7)


def test_what_chance_alone_gives_is_not_told() -> None:
    always = Table(200, 0, 0, 0)
    assert always.kappa is None
    assert alpha(spread(always)) is None
    assert always.percent == 1
    assert Table().percent is None
    assert Table().kappa is None
    assert Table(0, 0, 0, 5).on_coded is None
    assert brennan_prediger(3, 4, 1) is None
    assert brennan_prediger(3, 4, 2) == pytest.approx(0.5, abs=5e-7)
    assert c_coefficient(2, 4, 6) == pytest.approx(0.25, abs=5e-7)
    assert c_coefficient(0, 0, 0) is None


VALUES = st.sampled_from([0, 1, 2, None])


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=2, max_size=30))
def test_alpha_is_that_of_a_package_that_others_keep(said: list[tuple[int | None, ...]]) -> None:
    paired = [
        v for row in said if sum(x is not None for x in row) > 1 for v in row if v is not None
    ]
    assume(len(set(paired)) > 1)
    data = np.array([[np.nan if v is None else v for v in row] for row in said]).T
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    assert alpha([(1, row) for row in said]) == pytest.approx(theirs, abs=1e-9)


SPANS = st.lists(
    st.tuples(st.integers(0, 38), st.integers(1, 12)).map(lambda p: (p[0], min(p[0] + p[1], 40))),
    max_size=5,
)


@given(SPANS, SPANS)
def test_characters_are_counted_as_one_by_one(
    ours: list[units.Span], theirs: list[units.Span]
) -> None:
    text = Text("t", 40, ({7: ours}, {7: theirs}))
    said = [
        {place for start, end in some for place in range(start, end)} for some in (ours, theirs)
    ]
    slow = [(1, (int(p in said[0]), int(p in said[1]))) for p in range(40)]
    assert table(units.of_characters([text], 7), 0, 1) == table(slow, 0, 1)
    swapped = Text("t", 40, ({7: theirs}, {7: ours}))
    assert table(units.of_characters([swapped], 7), 1, 0) == table(slow, 0, 1)


def test_a_text_not_finished_is_missing_and_not_silent() -> None:
    texts = [Text("a", 10, ({1: [(0, 4)]}, None)), Text("b", 10, ({}, {1: [(0, 2)]}))]
    assert table(units.of_texts(texts, 1), 0, 1) == Table(0, 0, 1, 0)
    assert table(units.of_characters(texts, 1), 0, 1).n == 10


def test_one_coders_overlaps_are_no_agreement() -> None:
    text = Text("a", 10, ({1: [(0, 6), (4, 10)]}, {}))
    assert table(units.of_characters([text], 1), 0, 1) == Table(0, 10, 0, 0)


def test_segments_are_one_from_the_threshold_on_and_each_once() -> None:
    texts = [Text("a", 40, ({1: [(0, 10), (20, 30)]}, {1: [(5, 15), (20, 30), (22, 30)]}))]
    assert units.segments(texts, 1, (0, 1), 1) == Table(2, 0, 1)
    assert units.segments(texts, 1, (0, 1), 50) == Table(1, 1, 2)
    assert units.segments(texts, 1, (0, 1), 100) == Table(1, 1, 2)


def test_codes_are_rolled_up_to_their_family() -> None:
    text = Text("a", 10, ({1: [(0, 2)], 2: [(4, 6)]}, {3: [(0, 2)]})).rolled({1: 9, 2: 9})
    assert text.by_coder == ({9: [(0, 2), (4, 6)]}, {})


def test_siblings_put_alike_are_no_difference_for_their_family() -> None:
    ours = {1: [(0, 2)], 2: [(4, 6)]}
    theirs = {2: [(0, 2)], 1: [(4, 6)]}
    text = Text("a", 10, (ours, theirs))
    assert differing([text], {1}) == ["a"]
    assert differing([text.rolled({1: 9, 2: 9})], {9}) == []
