"""The floor of the pages: Flask under the same server, an empty view, and a bare insert.

`python -m bench.floor_server OPTIONS DATABASE`: OPTIONS is how gunicorn runs, as JSON.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import threading
from typing import Any

from flask import Flask, request
from gunicorn.app.base import BaseApplication

TABLE = """
CREATE TABLE IF NOT EXISTS response (
    id INTEGER PRIMARY KEY, uuid TEXT UNIQUE, site INTEGER, version INTEGER, mode TEXT,
    language TEXT, status TEXT, day TEXT, week TEXT, answers TEXT
)
"""
INSERT = """
INSERT INTO response (uuid, site, version, mode, language, status, day, week, answers)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def opened(database: str) -> sqlite3.Connection:
    """A connection as durable as ours."""
    connection = sqlite3.connect(database, isolation_level=None, timeout=30)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def row(record: dict[str, Any]) -> tuple[Any, ...]:
    """A response as one row."""
    return (
        record["uuid"], 1, 1, "borne", record["language"], "complete", "2026-01-05", "2026-01-05",
        json.dumps(record["fields"]),
    )  # fmt: skip


def create(database: str) -> Flask:
    """The two views."""
    app, local = Flask("floor"), threading.local()
    with opened(database) as connection:
        connection.execute(TABLE)
    connection.close()

    @app.get("/vide")
    def empty() -> str:
        return ""

    @app.post("/reponses")
    def insert() -> Any:
        if not hasattr(local, "connection"):
            local.connection = opened(database)
        records = request.get_json()["records"]
        rows = [row(record) for record in records]
        with local.connection:
            local.connection.execute("BEGIN IMMEDIATE")
            local.connection.executemany(INSERT, rows)
        return {"results": [{"uuid": r["uuid"], "result": "stored"} for r in records]}

    return app


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn on this application."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        """Set the options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application."""
        return self._app


def main(options: str, database: str) -> None:
    """Serve."""
    port = os.environ["PORT"]
    Server(create(database), {**json.loads(options), "bind": f"127.0.0.1:{port}"}).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
