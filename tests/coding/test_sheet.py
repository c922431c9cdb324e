"""The sheet of one text."""

from __future__ import annotations

from feedback.coding.layers import Mark
from feedback.coding.sheet import blocks, draw, sentences, touched
from feedback.formats.transcripts import parse

TALK = "Au bureau\nE : Et ?\nP : Rien. J’attends.\nT : Elle attend."
LINES = "Un. Deux.\n\nTrois."


def mark(start: int, end: int) -> Mark:
    """A coding over a stretch."""
    return Mark(f"m{start}", start, end, "A1", "Nom", 0, 1, "", "Moi", True, False)


def test_a_transcript_is_cut_by_turns_another_text_by_lines() -> None:
    assert [b.speaker for b in blocks(TALK, "transcript", parse(TALK).turns)] == [
        "-",
        "E",
        "P",
        "T",
    ]
    assert [b.number for b in blocks(LINES, "comment", [])] == [1, 2]


def test_a_coding_is_told_once_where_it_begins_and_drawn_over_all_it_covers() -> None:
    drawn = draw(LINES, blocks(LINES, "comment", []), [mark(4, 17)])
    assert [[m.id for m in d.marks] for d in drawn] == [["m4"], []]
    assert [[bool(s.layers) for s in d.segments] for d in drawn] == [[False, True], [True]]
    assert [d.block.number for d in touched(drawn, 4, 17)] == [1, 2]
    assert [d.block.number for d in touched(drawn, 11, 12)] == [2]


def test_a_coding_that_begins_in_a_prefix_is_told_too() -> None:
    found = blocks(TALK, "transcript", parse(TALK).turns)
    for start in range(len(TALK)):
        drawn = draw(TALK, found, [mark(start, len(TALK))])
        assert sum(len(d.marks) for d in drawn) == 1


def test_the_sentences_offered_are_those_of_the_person() -> None:
    found = blocks(TALK, "transcript", parse(TALK).turns)
    assert [s.words for s in sentences(TALK, found, False)] == [
        "Rien.",
        "J’attends.",
        "Elle attend.",
    ]
    everything = sentences(TALK, found, True)
    assert [s.number for s in everything] == [1, 2, 3, 4, 5]
    assert all(TALK[s.start : s.end] == s.words for s in everything)
