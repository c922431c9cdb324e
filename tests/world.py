"""A small demonstration, built once and copied: every kind of thing exists in it."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from flask import Flask

from feedback.app.demo.build import Keys, build
from feedback.app.factory import create_app
from tests.house import prepare

RESPONSES = 700
TODAY = dt.date(2026, 11, 20)


def make_world(folder: Path | None = None, responses: int = RESPONSES) -> Flask:
    """An application on a fresh demonstration."""
    folder = folder or Path(tempfile.mkdtemp(prefix="vivevoix-world-"))
    app = create_app(
        {"INSTANCE": str(folder), "DEMO": True, "SECRET_KEY": "for tests", "HTMX_LOCAL": True,
         "LOG_LEVEL": "CRITICAL"}
    )  # fmt: skip
    with app.app_context():
        prepare()
        build(Keys.of_house(), TODAY, responses=responses)
    return app
