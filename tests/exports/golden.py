"""Files kept as text: what a file holds today is what it held when somebody last looked.

`GOLDEN=write make test` writes them anew; the difference is then read before it is kept.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.exports.building import Small

FOLDER = Path(__file__).parent / "golden"


def golden(small: Small, name: str, text: str) -> None:
    """Compare a text with the one kept; places, whose ids are random, by their name."""
    for site in small.study.sites:
        text = text.replace(site.public_id, site.name)
    kept = FOLDER / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        kept.write_bytes(text.encode())
    assert text == kept.read_bytes().decode()
