"""How a migration opens SQLite: foreign keys off before the transaction, checked before its end.

A batch migration rebuilds tables: with foreign keys on, that would delete the rows that point to
them. Inside a transaction the switch does nothing, so it is turned on the connection itself.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool


def engine_for(url: str) -> Engine:
    """An engine for migrations alone."""
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        _prepare(engine)
    return engine


def _prepare(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("foreign_keys=OFF", "busy_timeout=30000", "journal_mode=WAL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def check(connection: Connection) -> None:
    """Refuse to commit a database with a broken reference."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"broken references after migration: {broken[:5]}")
