"""French spaces, as a printer sets them."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import gettext, ngettext

from feedback.web.typography import HARD, spaced


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Vraiment ?", "Vraiment_?"),
        ("Dites : « oui », 50 % ; voilà !", "Dites_: «_oui_», 50_% ; voilà_!".replace(" ;", "_;")),
        ("de 10:30 à %(end)s", "de 10:30 à %(end)s"),
        ("%(label)s : %(num)d", "%(label)s_: %(num)d"),
        ("E : enquêteur", "E_: enquêteur"),
        ("Jamais ?!", "Jamais_?!"),
    ],
)
def test_a_sign_never_stands_alone_at_the_beginning_of_a_line(words: str, wanted: str) -> None:
    assert spaced(words) == wanted.replace("_", HARD)


def test_pages_in_french_are_spaced_and_files_are_not(app: Flask) -> None:
    assert gettext("Vraiment ?") == "Vraiment ?"
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        assert gettext("Vraiment ?") == f"Vraiment{HARD}?"
        assert ngettext("%(num)d texte", "%(num)d textes", 0) == "0 texte"
