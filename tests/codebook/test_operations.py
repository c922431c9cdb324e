"""A starter codebook becomes a study's own."""

from __future__ import annotations

import pytest
from flask import Flask

from feedback.codebook import operations, queries
from feedback.codebook.conventions import COLOURS
from feedback.db import db, writing
from feedback.errors import Refused
from tests.factories import make_lead, make_study


def test_a_study_receives_thirty_five_codes_under_their_headings(app: Flask) -> None:
    study = make_study()
    with writing():
        count = operations.create_from_library(make_lead(study), study)
    tree = queries.tree(study)
    assert count == 37  # 35 codes and the two technical ones
    assert [b.code.key for b in tree] == ["A", "B", "C", "D", "E", "F", "G", "Z0", "Z1"]
    assert [b.code.key for b in tree[0].children] == [f"A{n}" for n in range(1, 11)]
    assert not tree[0].code.codable
    assert all(leaf.code.codable and leaf.depth == 1 for leaf in tree[0].children)


def test_each_family_has_one_colour_of_its_own(app: Flask) -> None:
    study = make_study()
    with writing():
        operations.create_from_library(make_lead(study), study)
    families = queries.tree(study)[:7]
    assert len({branch.code.colour for branch in families}) == 7
    for branch in families:
        assert {leaf.code.colour for leaf in branch.children} == {branch.code.colour}


def test_a_second_codebook_is_refused_and_nothing_is_added(app: Flask) -> None:
    study = make_study()
    with writing():
        operations.create_from_library(make_lead(study), study)
    before = len(queries.codes(study))
    with pytest.raises(Refused), writing():
        operations.create_from_library(make_lead(study), study)
    assert len(queries.codes(study)) == before


def test_a_code_is_found_by_its_key_in_its_own_study_only(app: Flask) -> None:
    study, other = make_study(), make_study()
    with writing():
        operations.create_from_library(make_lead(study), study)
    found = queries.by_key(study, "A2")
    assert found is not None
    assert found.name == "Écoute"
    assert queries.by_key(other, "A2") is None


def test_a_code_whose_heading_is_archived_stays_in_sight(app: Flask) -> None:
    study = make_study()
    with writing():
        operations.create_from_library(make_lead(study), study)
        heading = queries.by_key(study, "B")
        assert heading is not None
        heading.archived_at = study.created_at
    db.session.expire_all()
    tops = [branch.code.key for branch in queries.tree(study)]
    assert "B" not in tops
    assert {"B1", "B2", "B3", "B4"} <= set(tops)
    assert "B" in [branch.code.key for branch in queries.tree(study, archived=True)]


def test_every_colour_carries_white_words() -> None:
    assert min(_contrast_with_white(colour) for colour in COLOURS) >= 4.5


def _contrast_with_white(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
