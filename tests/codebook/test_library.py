"""The starter codebook."""

import re

import pytest

from feedback.codebook import library

ENTRIES = library.load().entries
BY_KEY = {entry.key: entry for entry in ENTRIES}


def test_it_has_thirty_five_codes_seven_headings_and_two_technical_codes() -> None:
    technical = [entry.key for entry in ENTRIES if entry.technical]
    codes = [entry for entry in ENTRIES if entry.codable and not entry.technical]
    headings = [entry.key for entry in ENTRIES if not entry.codable]
    assert (len(codes), headings, technical) == (35, list("ABCDEFG"), ["Z0", "Z1"])


def test_every_key_is_written_once() -> None:
    assert len(BY_KEY) == len(ENTRIES)


def test_a_parent_comes_before_its_children_and_is_a_heading() -> None:
    seen: set[str] = set()
    for entry in ENTRIES:
        if entry.parent is not None:
            assert entry.parent in seen
            assert not BY_KEY[entry.parent].codable
        seen.add(entry.key)


def test_every_code_says_what_it_takes_in_and_where_the_rest_goes() -> None:
    for entry in ENTRIES:
        assert all((entry.name["fr"], entry.name["en"], entry.definition["fr"]))
        if entry.codable and not entry.technical:
            assert entry.include["fr"]
            assert "→" in entry.exclude["fr"]


def test_every_code_pointed_to_exists() -> None:
    pointed = {
        key
        for entry in ENTRIES
        for key in re.findall(r"\b[A-GZ]\d+\b", entry.exclude.get("fr", "").partition("→")[2])
    }
    assert pointed
    assert pointed <= BY_KEY.keys()


def test_only_the_alert_is_kept_out_of_exports() -> None:
    assert [entry.key for entry in ENTRIES if entry.alert] == ["Z1"]


def test_an_unknown_codebook_is_said_so() -> None:
    with pytest.raises(LookupError):
        library.load("../library/livre_de_codes")
