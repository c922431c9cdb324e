"""What the pages of coding share."""

from __future__ import annotations

from flask import current_app

from feedback.corpus.states import codable


def states() -> tuple[str, ...]:
    """States in which texts may be coded in this house."""
    return codable(bool(current_app.config["TWO_READERS"]))
