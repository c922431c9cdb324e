"""The screens are French first, and whole in English."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from feedback.config import ROOT

pytestmark = pytest.mark.once
METHODS = [("feedback/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "ngettext": (1, 2), "gettext": None}


def said() -> set[str]:
    """Every French sentence of the screens."""
    found: set[str] = set()
    for folder in ("feedback", "templates"):
        methods = [(p.split("/", 1)[1], m) for p, m in METHODS if p.startswith(folder)]
        options = {"**.html": {"trimmed": "true"}}
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder, methods, options, keywords=KEYWORDS
        ):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


def english() -> dict[str, tuple[str, ...]]:
    """The English catalogue."""
    path = ROOT / "feedback" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
    catalogue = read_po(io.BytesIO(Path(path).read_bytes()))
    return {
        (m.id[0] if isinstance(m.id, tuple) else m.id): (
            m.string if isinstance(m.string, tuple) else (m.string,)
        )
        for m in catalogue
        if m.id
    }


def test_every_sentence_has_its_english() -> None:
    catalogue = english()
    missing = {s for s in said() if not all(catalogue.get(s, ("",)))}
    assert missing == set()


def test_the_english_keeps_the_places_to_fill() -> None:
    places = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
    wrong = [
        french
        for french, texts in english().items()
        for text in texts
        if {m.group() for m in places.finditer(french)}
        != {m.group() for m in places.finditer(text)}
    ]
    assert wrong == []
