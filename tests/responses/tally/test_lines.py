"""Lines of numbers add up to the counts that made them, whatever the order they came in."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from feedback.responses.tally.lines import (
    UNDATED,
    Legend,
    Line,
    Lines,
    Recount,
    Spot,
    places,
    plus,
    read,
    read_some,
    some,
    written,
)

DAY = dt.date(2026, 3, 2)
pairs = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(1, 9), max_size=6
)


def spot(**changes: object) -> Spot:
    """A place where a response is counted."""
    base = {"version_id": 1, "site_id": 2, "week": DAY, "mode": "borne", "language": "fr",
            "outcome": "oui", "counted": True}  # fmt: skip
    return Spot(**{**base, **changes})  # type: ignore[arg-type]


@given(st.lists(pairs, max_size=8))
def test_numbers_added_and_named_are_the_counts_added(
    many: list[dict[tuple[str, str], int]],
) -> None:
    legend, lines, expected = Legend(), [], {}
    for counts in many:
        lines.append(Line(1, 2, DAY, "", read(written(legend.vector(counts)))))
        for (question, option), n in counts.items():
            options = expected.setdefault(question, {})
            options[option] = options.get(option, 0) + n
    assert Lines(lines, {1: legend}).total() == expected


@given(st.lists(st.integers(), max_size=5), st.lists(st.integers(), max_size=5))
def test_a_shorter_line_is_filled_with_zeros(one: list[int], other: list[int]) -> None:
    long = max(len(one), len(other))
    filled = [[*line, *[0] * (long - len(line))] for line in (one, other)]
    assert plus(one, other) == [a + b for a, b in zip(*filled, strict=True)]


def test_a_legend_only_grows() -> None:
    legend = Legend([("a", "x")])
    assert legend.vector({("b", "y"): 2}) == [0, 2]
    assert (legend.pairs, legend.grown) == ([("a", "x"), ("b", "y")], True)
    assert not Legend(legend.pairs).vector({("a", "x"): 1})[1]


def test_a_response_moves_week_and_month_whole_and_by_each_split() -> None:
    moved = {(p.grain, p.start, p.split, p.value) for p in places(spot())}
    assert len(moved) == 8
    assert ("week", DAY, "outcome", "oui") in moved
    assert ("month", dt.date(2026, 3, 1), "language", "fr") in moved


def test_an_uncertain_date_is_in_no_week_and_no_month() -> None:
    assert {p.start for p in places(spot(week=UNDATED))} == {UNDATED}


def test_lines_are_added_up_by_what_is_asked() -> None:
    legend = Legend([("", "complete")])
    lines = Lines([Line(1, 2, DAY, "", [3]), Line(1, 5, DAY, "", [4])], {1: legend})
    assert lines.by(lambda line: line.site_id) == {
        2: {"": {"complete": 3}}, 5: {"": {"complete": 4}},
    }  # fmt: skip
    assert lines.where(lambda line: line.site_id == 5).total() == {"": {"complete": 4}}


def test_versions_are_added_by_question_and_option_not_by_place_in_the_line() -> None:
    legends = {1: Legend([("a", "x"), ("a", "y")]), 2: Legend([("a", "y"), ("a", "x")])}
    lines = Lines([Line(1, 2, DAY, "", [1, 10]), Line(2, 2, DAY, "", [100, 1000])], legends)
    assert lines.total() == {"a": {"x": 1001, "y": 110}}


def test_a_recount_holds_apart_what_is_not_counted() -> None:
    recount = Recount()
    for counted in (True, True, False):
        recount.add(spot(counted=counted, mode="lien"), {("a", "x"): 1})
    found = sorted(
        (one.counted, numbers) for (one, place), numbers in recount.sums.items()
        if (place.grain, place.split) == ("week", "mode")
    )  # fmt: skip
    assert found == [(False, [1]), (True, [2])]


@given(st.lists(st.integers(-5, 10**6), max_size=9), st.sets(st.sampled_from("abc")))
def test_some_numbers_are_read_as_if_all_had_been(numbers: list[int], wanted: set[str]) -> None:
    legend = Legend([(question, str(n)) for n in range(3) for question in "abc"])
    at, short = some(legend, wanted)
    whole = Lines([Line(1, 2, DAY, "", numbers)], {1: legend}).total()
    part = Lines([Line(1, 2, DAY, "", read_some(written(numbers), at))], {1: short}).total()
    assert part == {question: options for question, options in whole.items() if question in wanted}
