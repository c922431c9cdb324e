"""The book as a REFI-QDA codebook and back."""

from __future__ import annotations

from feedback.codebook.filing import refi
from feedback.codebook.filing.refi import guid_of
from feedback.formats.refi.codebook import read_codebook, write_codebook
from feedback.formats.refi.project import Code
from tests.codebook.making import told

BOOK = [
    told("A", codable=False, definition="La relation"),
    told("A1", "A", definition="Dire\n\net redire", include="« oui »", exclude="→ B4", name_en="Hear"),
    told("X", archived=True),
    told("B", "X"),
]  # fmt: skip


def test_all_that_a_code_says_comes_back_in_a_study_that_knows_nothing() -> None:
    found = refi.given(read_codebook(write_codebook("x", refi.elements(BOOK)))[0], {}, [])
    assert [(one.key, one.parent) for one in found] == [("A", ""), ("A1", "A"), ("B", "")]
    (code,) = [one for one in found if one.key == "A1"]
    assert (code.definition, code.include, code.exclude, code.name_en) == (
        "Dire\n\net redire", "« oui »", "→ B4", "Hear",
    )  # fmt: skip
    assert (code.codable, found[0].codable, code.name) == (True, False, BOOK[1].name)


def test_a_code_is_known_again_by_its_guid_though_its_words_changed() -> None:
    element = Code(guid_of("id-A1"), "Tout autre", True, "#ff0000", "Autre")
    (found,) = refi.given([element], {guid_of("id-A1"): "A1"}, ["A", "A1"])
    assert (found.key, found.name, found.definition) == ("A1", "Tout autre", "Autre")


def test_codes_of_other_tools_receive_free_keys_even_under_the_same_name() -> None:
    twice = (Code("", "programming"), Code("", "programming"))
    found = refi.given([Code("", "Skills", False, children=twice)], {}, ["C1"])
    assert [(one.key, one.parent) for one in found] == [("C2", ""), ("C21", "C2"), ("C22", "C2")]
