"""Texts in pieces."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from feedback.corpus.pieces import paragraphs, pieces, sentences, turns
from feedback.formats import transcripts


@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_the_pieces_put_together_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    ordered = sorted((min(s), max(s)) for s in spans)
    cut = pieces(text, ordered)
    assert "".join(piece.text for piece in cut) == text
    assert all(text[p.start : p.end] == p.text for p in cut)


def test_a_marked_piece_says_which_stretch_it_is() -> None:
    assert [(p.text, p.mark) for p in pieces("abcdef", [(1, 2), (4, 6)])] == [
        ("a", None), ("b", 0), ("cd", None), ("ef", 1),
    ]  # fmt: skip


def test_paragraphs_are_the_lines_that_hold_something() -> None:
    text = "Un.\n\n  \nDeux."
    assert [text[b.start : b.end] for b in paragraphs(text)] == ["Un.", "Deux."]


def test_turns_keep_their_number_and_only_the_person_is_coded() -> None:
    text = "Entretien 4, à domicile\nE : Alors ?\nP : Voilà.\nT : Elle dit oui."
    blocks = turns(text, transcripts.parse(text).turns)
    assert [(b.number, b.speaker, text[b.start : b.end], b.codable) for b in blocks] == [
        (0, "-", "Entretien 4, à domicile", False),
        (1, "E", "Alors ?", False),
        (2, "P", "Voilà.", True),
        (3, "T", "Elle dit oui.", True),
    ]


def test_a_transcript_without_turns_is_read_by_paragraphs() -> None:
    assert [b.speaker for b in turns("a\nb", [])] == ["", ""]


def test_sentences_are_cut_at_their_points() -> None:
    text = "Bonjour. On attend… trois heures ! Et puis rien"
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == [
        "Bonjour.", "On attend…", "trois heures !", "Et puis rien",
    ]  # fmt: skip


@given(st.text())
def test_sentences_hold_everything_but_blanks(text: str) -> None:
    found = list(sentences(text, 0, len(text)))
    assert all(a < b for a, b in found)
    assert [b[0] >= a[1] for a, b in itertools.pairwise(found)].count(False) == 0
    kept = "".join(text[a:b] for a, b in found)
    assert "".join(kept.split()) == "".join(text.split())
