import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.formats.text import normalise
from feedback.formats.transcripts import Note, Problem, parse

pytestmark = pytest.mark.once

SAMPLE = """Entretien du mardi, au bureau, 40 minutes

E : Racontez-moi.
P: Eh ben voilà (silence 5 s), c'était en mars.
On m'a dit d'attendre.
T\u00a0: Elle a attendu [inaudible 12:34] longtemps.
"""


def turns(text: str) -> list[tuple[int, str, str]]:
    read = parse(text)
    return [(turn.number, turn.speaker, read.said(turn)) for turn in read.turns]


def test_a_line_without_prefix_belongs_to_the_turn_before() -> None:
    assert turns(SAMPLE) == [
        (1, "E", "Racontez-moi."),
        (2, "P", "Eh ben voilà (silence 5 s), c'était en mars.\nOn m'a dit d'attendre."),
        (3, "T", "Elle a attendu [inaudible 12:34] longtemps."),
    ]


def test_what_stands_before_the_first_turn_is_the_heading() -> None:
    read = parse(SAMPLE)
    assert read.text[slice(*read.heading)] == "Entretien du mardi, au bureau, 40 minutes"


@pytest.mark.parametrize("prefix", ["P:", "P :", "p:", "  P  : ", "P\u202f:", "P\u00a0: ", "P："])
def test_a_prefix_may_be_spaced_in_any_way(prefix: str) -> None:
    assert turns(f"{prefix}bonjour") == [(1, "P", "bonjour")]


def test_several_third_parties_are_told_apart() -> None:
    assert [speaker for _, speaker, _ in turns("T1: oui\nT2: non")] == ["T1", "T2"]


def test_only_the_person_and_third_parties_are_codable() -> None:
    assert [turn.codable for turn in parse("E: a\nP: b\nT: c\nT2: d").turns] == [
        False,
        True,
        True,
        True,
    ]


def test_offsets_are_those_of_the_normalised_text() -> None:
    read = parse("\ufeffE : Ou\u0300 ?\r\nP : la\u0300-bas\r\n")
    assert read.text == "E : Où ?\nP : là-bas\n"
    assert [(turn.start, turn.end) for turn in read.turns] == [(4, 8), (13, 19)]


def test_notes_say_what_they_are_and_in_which_turn() -> None:
    read = parse(SAMPLE)
    assert [(note.kind, note.turn, note.seconds) for note in read.notes] == [
        ("silence", 2, 5),
        ("inaudible", 3, 754),
    ]


def test_laughter_cuts_and_a_silence_without_length_are_notes() -> None:
    read = parse("P: (rires) et […] puis (silence)")
    assert [note.kind for note in read.notes] == ["sound", "cut", "silence"]
    assert [note.turn for note in read.notes] == [1, 1, 1]
    assert read.notes[2] == Note("silence", 1, 23, 32, None)


def test_an_unknown_prefix_is_reported_and_its_words_are_kept() -> None:
    read = parse("E: bonjour\nQ: qui parle ?\nP: moi")
    assert read.problems == (Problem("unknown_prefix", 2, "Q"),)
    assert [read.said(turn) for turn in read.turns] == ["bonjour\nQ: qui parle ?", "moi"]


def test_an_hour_or_a_word_in_the_line_is_not_a_prefix() -> None:
    assert turns("P: il m'a dit : demain\nà 9:30") == [(1, "P", "il m'a dit : demain\nà 9:30")]


def test_a_turn_without_words_keeps_its_number_and_is_reported() -> None:
    read = parse("E: un\nP:\nE: trois")
    assert [turn.number for turn in read.turns] == [1, 2, 3]
    assert read.said(read.turns[1]) == ""
    assert read.problems == (Problem("empty_turn", 2, "P"),)


def test_a_text_without_turns_is_reported_whole() -> None:
    read = parse("du texte seul")
    assert read.turns == ()
    assert read.problems == (Problem("no_turn", 1, "du texte seul"),)


def test_lengthening_the_last_turn_renumbers_nothing() -> None:
    before = turns(SAMPLE)
    assert turns(SAMPLE + "et encore\n")[:2] == before[:2]


LINES = st.sampled_from(
    ["E:", "P : ", "T\u00a0: a", "Q: ", "\n", "\r\n", "mot ", "(silence 3 s)", "[…]", "x"]
)


@given(st.one_of(st.text(), st.lists(LINES, max_size=40).map("".join)))
def test_any_text_gives_ordered_turns_inside_it_and_loses_nothing(text: str) -> None:
    read = parse(text)
    assert read.text == normalise(text)
    end = read.heading[1]
    for number, turn in enumerate(read.turns, start=1):
        between = read.text[end : turn.start].strip()
        assert (turn.number, between[:1].upper()) == (number, turn.speaker[0])
        assert turn.start <= turn.end <= len(read.text)
        end = turn.end
    assert read.text[end:].strip() == ""


@given(st.text(max_size=80))
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    assert parse(parse(text).text) == parse(text)
