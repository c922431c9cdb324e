"""Make the tables of a test database, as a real house does: by its migrations."""

from __future__ import annotations

from flask_migrate import upgrade


def prepare() -> None:
    """Bring an empty database up to date."""
    upgrade()
