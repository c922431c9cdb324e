"""The languages people may be spoken to in."""

from __future__ import annotations

import pytest
from babel import Locale

from feedback.studies.languages import IN_FRENCH, NAMES, OTHERS, RIGHT_TO_LEFT

pytestmark = pytest.mark.once
IN_CLDR = [tag for tag in OTHERS if tag != "prs"]  # Dari is part of Persian there


@pytest.mark.parametrize("tag", IN_CLDR)
def test_names_and_directions_are_those_of_unicode(tag: str) -> None:
    locale = Locale.parse(tag)
    assert NAMES[tag].casefold() == str(locale.get_display_name(tag)).casefold()
    assert IN_FRENCH[tag] == locale.get_display_name("fr")
    assert (tag in RIGHT_TO_LEFT) == (locale.text_direction == "rtl")


def test_no_two_languages_have_one_name_and_each_tag_fits_its_column() -> None:
    assert len(set(NAMES.values())) == len(set(IN_FRENCH.values())) == len(NAMES)
    assert max(map(len, NAMES)) <= 12
