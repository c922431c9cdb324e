"""Codes together, saturation, lines of words: counted by hand."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from feedback.analysis.codings.lines import lines
from feedback.analysis.codings.saturation import curve
from feedback.analysis.codings.together import mapped, meetings
from feedback.corpus.asking import parse


def test_codes_meet_where_their_passages_share_a_sign() -> None:
    spans = [(1, 1, 0, 10), (1, 2, 9, 20), (1, 3, 20, 30), (2, 1, 0, 5), (2, 3, 5, 9)]
    single, met = meetings(spans, overlapping=True)
    assert single == {1: 2, 2: 1, 3: 2}
    assert [(m.one, m.two, m.texts, m.c) for m in met] == [(1, 2, 1, 0.5)]


def test_codes_meet_in_a_text_that_holds_both() -> None:
    spans = [(1, 1, 0, 10), (1, 2, 9, 20), (1, 3, 20, 30), (2, 1, 0, 5), (2, 3, 5, 9)]
    _, met = meetings(spans, overlapping=False)
    assert [(m.one, m.two, m.texts, round(m.c, 3)) for m in met] == [
        (1, 3, 2, 1.0), (1, 2, 1, 0.5), (2, 3, 1, 0.5),
    ]  # fmt: skip


@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.integers(1, 5), st.integers(0, 20), st.integers(1, 9)),
        max_size=40,
    )
)
def test_c_stays_between_nought_and_one_and_overlaps_are_found_as_by_looking_at_all(
    drawn: list[tuple[int, int, int, int]],
) -> None:
    spans = sorted((text, code, at, at + size) for text, code, at, size in drawn)
    _, met = meetings(spans, overlapping=True)
    assert all(0 < m.c <= 1 for m in met)
    naive = {
        (min(a[1], b[1]), max(a[1], b[1]), a[0])
        for a in spans for b in spans
        if a[0] == b[0] and a[1] != b[1] and a[2] < b[3] and b[2] < a[3]
    }  # fmt: skip
    assert {(m.one, m.two): m.texts for m in met} == {
        pair: sum((one, two) == pair for one, two, _ in naive)
        for pair in {(one, two) for one, two, _ in naive}
    }


def test_the_map_shows_the_codes_that_are_used() -> None:
    single, met = meetings([(1, 1, 0, 10), (1, 2, 5, 20)], overlapping=True)
    drawn = mapped([1, 2, 3], single, met)
    assert [node.code for node in drawn.nodes] == [1, 2]
    assert len(drawn.edges) == 1


def test_the_curve_goes_up_at_each_text_that_brings_a_code() -> None:
    found = curve([(7, 1), (7, 1), (8, 1), (9, 2), (9, 3), (10, 3)])
    assert [(s.number, s.text, s.new, s.so_far) for s in found.steps] == [
        (1, 7, (1,), 1), (3, 9, (2, 3), 3),
    ]  # fmt: skip
    assert (found.texts, found.codes, found.quiet) == (4, 3, 1)
    assert curve([]).points() == "44,230 44,230"


def test_lines_are_cut_between_words_and_sorted_by_the_word_beside() -> None:
    documents = [
        SimpleNamespace(text="il faut attendre dehors"), SimpleNamespace(text="attendre assis"),
    ]  # fmt: skip
    found = lines(documents, parse("attend*"), "apres")
    assert [(one.before, one.words, one.after) for one in found] == [
        ("", "attendre", "assis"), ("il faut", "attendre", "dehors"),
    ]  # fmt: skip
