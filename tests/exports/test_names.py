"""Files have plain names."""

from __future__ import annotations

import datetime as dt

from feedback.exports.names import file_name

DAY = dt.date(2026, 11, 23)


def test_the_name_says_study_kind_and_day() -> None:
    assert file_name("exports.research", "Accueil social 2026", DAY) == (
        "vive-voix_accueil-social-2026_recherche_2026-11-23.xlsx"
    )


def test_accents_signs_and_length_do_no_harm() -> None:
    assert file_name("exports.manager", "Été : où / vas-tu ?", DAY) == (
        "vive-voix_ete-ou-vas-tu_responsables_2026-11-23.xlsx"
    )
    assert file_name("x", "شكرا", DAY) == "vive-voix_etude_fichier_2026-11-23.xlsx"
    assert len(file_name("exports.manager", "a" * 500, DAY)) < 110
