"""One application per test process, one fresh database per test."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, text

from feedback.app.factory import create_app
from feedback.db import db
from tests.house import prepare
from tests.page_client import PageClient

# A machine busy with other tests draws its examples slowly: that is no fault of theirs
settings.register_profile("house", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
GIVEN = os.environ.get("FEEDBACK_TEST_DATABASE_URL", "")


def _postgresql(worker: str) -> str:
    """A database of this test process, made new."""
    name = f"vivevoix_test_{worker}_{os.getpid()}"
    admin = create_engine(GIVEN, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    admin.dispose()
    return GIVEN.rsplit("/", 1)[0] + "/" + name


@pytest.fixture(scope="session")
def house() -> Iterator[Flask]:
    """The application on an empty, migrated database."""
    folder = Path(tempfile.mkdtemp(prefix="vivevoix-"))
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    url = _postgresql(worker) if GIVEN else f"sqlite:///{folder / 'house.sqlite'}"
    app = create_app(
        {"DATABASE_URL": url, "INSTANCE": str(folder), "SECRET_KEY": "for tests", "DEMO": False,
         "HTMX_LOCAL": True, "LOG_LEVEL": "CRITICAL"}
    )  # fmt: skip
    app.testing = True
    with app.app_context():
        prepare()
        db.engine.dispose()
    if not GIVEN:
        _copy(folder / "house.sqlite", folder / "empty.sqlite")
    yield app
    with app.app_context():
        db.engine.dispose()
    if GIVEN:
        _drop(url)
    shutil.rmtree(folder, ignore_errors=True)


def _drop(url: str) -> None:
    """Remove the database of this test process."""
    admin = create_engine(GIVEN, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{url.rsplit("/", 1)[1]}" WITH (FORCE)'))
    admin.dispose()


def _copy(source: Path, target: Path) -> None:
    """Copy a SQLite database, safely even where somebody has it open."""
    with closing(sqlite3.connect(source)) as from_, closing(sqlite3.connect(target)) as to:
        from_.backup(to)


def _empty(app: Flask) -> None:
    """Put the empty database back."""
    if GIVEN:
        kept = {"alembic_version"}
        names = ", ".join(f'"{t.name}"' for t in db.metadata.sorted_tables if t.name not in kept)
        with db.engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        return
    folder = Path(app.config["INSTANCE"])
    _copy(folder / "empty.sqlite", folder / "house.sqlite")


@pytest.fixture
def app(house: Flask) -> Iterator[Flask]:
    """The application with an empty database, its context pushed; settings are as before after."""
    kept = dict(house.config)
    with house.app_context():
        _empty(house)
        yield house
        db.session.remove()
    house.config.clear()
    house.config.update(kept)


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser without JavaScript that checks each page it meets."""
    return PageClient(app)
