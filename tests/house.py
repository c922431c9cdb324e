"""Make the tables of a test database."""

from __future__ import annotations

from feedback.db import db


def prepare() -> None:
    """Create every table."""
    with db.engine.begin() as connection:
        db.metadata.create_all(connection)
