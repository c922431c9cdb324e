"""Types and columns under all the names forms give them."""

from __future__ import annotations

import pytest

from feedback.formats.xlsform.standard import Asked, asked, parameters, tokens


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("text", Asked("text")),
        ("string", Asked("text")),
        ("int", Asked("integer")),
        ("select_one oui_non", Asked("select_one", "oui_non")),
        ("select one from oui_non", Asked("select_one", "oui_non")),
        ("select_multiple x or_other", Asked("select_multiple", "x", other=True)),
        ("select_one_from_file villes.csv", Asked("file", "villes.csv")),
        ("select_one_external villes", Asked("external", "villes")),
        ("rank x", Asked("rank", "x")),
        ("begin group", Asked("begin_group")),
        ("begin_group", Asked("begin_group")),
        ("end_repeat", Asked("end_repeat")),
        ("begin_score", Asked("begin_score")),
        ("note", Asked("note")),
        ("trigger", Asked("acknowledge")),
        ("acknowledge", Asked("acknowledge")),
        ("geopoint", Asked("place")),
        ("photo", Asked("media")),
        ("dateTime", Asked("moment")),
        ("start", Asked("metadata")),
        ("deviceid", Asked("metadata")),
        ("audit", Asked("metadata")),
        ("calculate", Asked("calculate")),
        ("hidden", Asked("calculate")),
        ("range", Asked("range")),
        ("  Text ", Asked("text")),
        ("tetx", None),
        ("select_one", None),
    ],
)
def test_a_type_is_known_by_any_of_its_names(written: str, found: Asked | None) -> None:
    assert asked(written) == found


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("relevance", ("bind", "relevant")),
        ("Required", ("bind", "required")),
        ("label::Français (fr)", ("label", "Français (fr)")),
        ("media::image::English", ("media", "image", "English")),
        ("image", ("media", "image")),
        ("constraint message", ("bind", "jr:constraintMsg")),
        ("vivevoix::kind", ("vivevoix", "kind")),
        ("remarque", ("remarque",)),
    ],
)
def test_a_column_is_known_by_any_of_its_names(header: str, name: tuple[str, ...]) -> None:
    assert tokens(header, "survey", [header, "label::fr"]) == name


def test_parameters_are_read_whatever_separates_them() -> None:
    read = {"start": "1", "end": "5", "step": "1"}
    assert parameters("start=1; end=5,Step=1") == read
    assert parameters(" start = 1 end= 5 x Step =1 =") == read
