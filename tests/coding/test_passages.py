"""Which stretches may be coded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.coding.passages import BadStretch, check, trimmed
from feedback.formats.transcripts import parse

TEXT = "E : Et alors ?\nP : Rien, j’attends.\nE : Ah.\nP : Voilà 🙂."
TURNS = parse(TEXT).turns


def at(words: str) -> tuple[int, int]:
    """Where words are in the transcript."""
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 11)])
def test_a_stretch_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(BadStretch) as bad:
        check(10, start, end)
    assert bad.value.kind == "outside"


def test_what_the_person_says_may_be_coded() -> None:
    check(len(TEXT), *at("j’attends"), TURNS)
    check(len(TEXT), *at("Voilà 🙂"), TURNS)


@pytest.mark.parametrize(
    "words", ["Et alors", "Rien, j’attends.\nE : Ah", "Rien, j’attends.\nE : Ah.\nP : Voilà"]
)
def test_a_question_is_taken_in_only_when_asked(words: str) -> None:
    with pytest.raises(BadStretch) as bad:
        check(len(TEXT), *at(words), TURNS)
    assert bad.value.kind == "questions"
    check(len(TEXT), *at(words))


def test_a_prefix_alone_is_not_coded() -> None:
    with pytest.raises(BadStretch):
        check(len(TEXT), *at("P :"), TURNS)


@given(st.text(), st.integers(0, 30), st.integers(0, 30))
def test_the_blanks_at_both_ends_are_left_out(text: str, start: int, end: int) -> None:
    new_start, new_end = trimmed(text, start, end)
    if text[start:end].strip():
        assert text[new_start:new_end] == text[start:end].strip()
        assert start <= new_start < new_end <= end
    else:
        assert (new_start, new_end) == (start, end)
