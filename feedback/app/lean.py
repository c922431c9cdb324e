"""The application without its pages, for a process that only reads and writes a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from feedback import config as house
from feedback.db import db, install
from feedback.web import logs
from feedback.web.language import babel, chosen


def create_lean_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Settings, database and words: a third of the memory of the whole house."""
    values = {**house.settings(), **(overrides or {})}
    app = Flask("feedback", instance_path=str(house.instance_folder(values).resolve()))
    app.config.from_mapping(values)
    app.config["SQLALCHEMY_DATABASE_URI"] = house.database_url(values)
    app.config["BABEL_DEFAULT_LOCALE"] = "fr"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Paris"
    logs.install(str(values["LOG_LEVEL"]))
    db.init_app(app)
    babel.init_app(app, locale_selector=chosen)
    with app.app_context():
        install(db.engine, app.config["SQLITE_CACHE_MIB"], app.config["SQLITE_MMAP_MIB"])
    return app
