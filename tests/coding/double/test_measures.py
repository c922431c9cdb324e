"""Measures of agreement give the published figures, to six digits."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.coding.double.agreement import CHARACTER, SEGMENT, Mark, Text, compute
from feedback.coding.double.measures import Table, alpha, pair, prevalence, units
from feedback.coding.double.spans import covered, matched, merged

pytestmark = pytest.mark.once
RARE = Table(50, 100, 50, 800)
# Krippendorff's data C: four coders, twelve units
DATA_C = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def profile_of(*coders: str) -> Counter[tuple[object, ...]]:
    """Units as profiles, from one line of values per coder."""
    columns = zip(*(line.split() for line in coders), strict=True)
    return Counter(tuple(None if v == "." else int(v) for v in unit) for unit in columns)


def profile(table: Table) -> Counter[tuple[int | None, ...]]:
    """The units of a table of two coders."""
    return Counter({(1, 1): table.a, (1, 0): table.b, (0, 1): table.c, (0, 0): table.d})


def test_the_table_of_a_rare_code_gives_the_figures_of_two_libraries() -> None:
    assert RARE.percent == pytest.approx(0.85, abs=1e-6)
    assert RARE.kappa == pytest.approx(0.318182, abs=1e-6)
    assert RARE.jaccard == pytest.approx(0.25, abs=1e-6)
    assert RARE.holsti == pytest.approx(0.4, abs=1e-6)
    assert RARE.prevalence == pytest.approx(0.125, abs=1e-6)
    assert alpha(profile(RARE)) == pytest.approx(0.314629, abs=1e-6)


def test_a_case_of_a_manual_ten_segments_two_coders() -> None:
    units_ = profile_of(" ".join("1100000000"), " ".join("0110010100"))
    table = pair(units_, 0, 1)  # type: ignore[arg-type]
    assert table == Table(1, 1, 3, 5)
    assert table.percent == pytest.approx(0.6, abs=1e-6)
    assert table.kappa == pytest.approx(0.090909, abs=1e-6)
    assert alpha(units_) == pytest.approx(0.095238, abs=1e-6)


def test_krippendorffs_four_coders_with_missing_values() -> None:
    assert alpha(profile_of(*DATA_C)) == pytest.approx(0.743421, abs=1e-6)


def test_what_cannot_be_known_is_none() -> None:
    all_alike = Table(200, 0, 0, 0)
    assert (all_alike.kappa, all_alike.percent) == (None, 1)
    assert alpha(profile(all_alike)) is None
    empty = Table()
    assert [empty.percent, empty.jaccard, empty.kappa, empty.holsti, empty.prevalence] == [None] * 5
    assert Table(d=9).jaccard is None
    assert Table(3, 1, 1, 0).brennan_prediger(1) is None
    assert alpha({}) is None
    assert alpha({(1, None): 4}) is None


def test_brennan_and_prediger_take_one_over_q_as_chance() -> None:
    assert Table(6, 2, 2, 0).brennan_prediger(5) == pytest.approx((0.6 - 0.2) / 0.8, abs=1e-6)
    assert Table(6, 2, 2, 90).brennan_prediger(5) == pytest.approx(0.5, abs=1e-6)


def test_a_text_not_finished_is_missing_never_zero() -> None:
    found = Counter({(1, None): 5, (1, 1): 2, (0, None): 9, (0, 1): 1})
    assert pair(found, 0, 1) == Table(2, 0, 1, 0)
    assert units(found) == 3
    assert prevalence(found) == pytest.approx((5 + 4 + 1) / (5 + 4 + 9 + 2))


values = st.lists(
    st.tuples(*[st.sampled_from([None, 0, 1, 2])] * 3), min_size=2, max_size=30
)  # fmt: skip


@given(values)
def test_alpha_is_that_of_the_reference_package(found: list[tuple[int | None, ...]]) -> None:
    reference = pytest.importorskip("krippendorff", reason="NOT RUN: krippendorff is not here")
    pairable = [unit for unit in found if len(unit) - unit.count(None) > 1]
    seen = {value for unit in pairable for value in unit if value is not None}
    ours = alpha(Counter(found))
    if len(seen) < 2:
        assert ours is None
        return
    rows = [[float("nan") if u[n] is None else u[n] for u in found] for n in range(3)]
    theirs = reference.alpha(reliability_data=rows, level_of_measurement="nominal")
    assert ours == pytest.approx(theirs, abs=1e-9)


@given(st.builds(Table, *[st.integers(0, 60)] * 4))
def test_alpha_of_two_coders_is_the_short_formula(table: Table) -> None:
    ones, zeros = 2 * table.a + table.b + table.c, 2 * table.d + table.b + table.c
    found = alpha(profile(table))
    if not ones * zeros:
        assert found is None
    else:
        short = 1 - (2 * table.n - 1) * (table.b + table.c) / (ones * zeros)
        assert found == pytest.approx(short, abs=1e-9)


def test_one_coders_overlapping_stretches_are_one() -> None:
    assert merged([(5, 9), (0, 3), (2, 6), (12, 14)]) == [(0, 9), (12, 14)]
    assert covered([merged([(0, 5), (3, 8)]), []], 10) == {(1, 0): 8, (0, 0): 2}


spans = st.lists(st.tuples(st.integers(0, 38), st.integers(1, 9)), max_size=6).map(
    lambda found: [(start, min(40, start + size)) for start, size in found]
)


@given(spans, spans)
def test_characters_are_counted_as_one_by_one(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    def has(spans_: list[tuple[int, int]], at: int) -> int:
        return int(any(start <= at < end for start, end in spans_))

    by_hand = Counter((has(first, at), has(second, at)) for at in range(40))
    assert covered([merged(first), merged(second)], 40) == by_hand


def test_segments_match_one_to_one_the_longest_common_part_first() -> None:
    assert matched([(0, 10)], [(0, 4), (4, 10)], 0.3) == [((0, 10), (4, 10))]
    assert matched([(0, 10)], [(5, 15)], 0.5) == []
    assert matched([(0, 10)], [(5, 15)], 1 / 3) == [((0, 10), (5, 15))]


def test_three_units_say_three_things_of_the_same_codings() -> None:
    texts = [
        Text(1, 100, frozenset({0, 1})),
        Text(2, 50, frozenset({0, 1})),
        Text(3, 9, frozenset({0})),
    ]
    marks = [Mark(1, 0, 7, 0, 40), Mark(1, 1, 7, 20, 60), Mark(2, 0, 7, 0, 10), Mark(3, 0, 7, 0, 5)]
    by_answer = compute(texts, marks, [7, 8], 2)
    assert by_answer.by_code[7].pair(0, 1) == Table(1, 1, 0, 0)
    assert by_answer.by_code[8].pair(0, 1) == Table(0, 0, 0, 2)
    assert by_answer.overall.pair(0, 1) == Table(1, 1, 0, 2)
    assert by_answer.by_text[3].pair(0, 1) == Table()
    by_character = compute(texts, marks, [7, 8], 2, CHARACTER)
    assert by_character.by_code[7].pair(0, 1) == Table(20, 30, 20, 80)
    assert by_character.by_text[2].pair(0, 1) == Table(0, 10, 0, 90)
    assert compute(texts, marks, [7], 2, SEGMENT, 0.5).overall.pair(0, 1) == Table(0, 2, 1, 0)
    close = compute(texts, marks, [7], 2, SEGMENT, 0.3)
    assert close.overall.pair(0, 1) == Table(1, 1, 0, 0)
    assert close.overall.alpha is None


def test_pooled_by_code_and_by_text_are_the_same_units() -> None:
    chance = random.Random(3)
    texts = [Text(n, 80, frozenset(chance.sample(range(3), 2))) for n in range(20)]
    marks = [
        Mark(chance.randrange(20), chance.randrange(3), chance.randrange(5), start, start + 12)
        for start in range(60)
    ]
    for unit in ("response", CHARACTER, SEGMENT):
        found = compute(texts, marks, range(5), 3, unit)
        over_texts = sum((cell.pair(0, 2) for cell in found.by_text.values()), Table())
        assert found.overall.pair(0, 2) == over_texts
