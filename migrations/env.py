"""Run the migrations on a connection of their own.

On SQLite a batch migration rebuilds tables: with foreign keys on, that would delete the rows
that point to them. They are switched off before the transaction opens (inside it the switch does
nothing), and every reference is checked before the commit.
"""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from feedback.db import db

LEFT_TO_MIGRATIONS = ("document_search",)  # the index of texts and its shadow tables


def ours(name: str | None, kind: str, parents: Any) -> bool:
    """Tables that the models describe."""
    return not (kind == "table" and (name or "").startswith(LEFT_TO_MIGRATIONS))


def no_empty(context_: Any, revision: Any, directives: list[Any]) -> None:
    """Write no migration that changes nothing."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def prepare_sqlite(engine: Any) -> None:
    """Foreign keys off, and transactions that hold the making of tables too."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("PRAGMA busy_timeout=30000")
        connection.execute("PRAGMA journal_mode=WAL")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def check(connection: Connection) -> None:
    """Refuse to commit a database with a broken reference."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"broken references after migration: {broken[:5]}")


def run() -> None:
    """Migrate the database of the current application."""
    engine = create_engine(current_app.config["SQLALCHEMY_DATABASE_URI"], poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=db.metadata, render_as_batch=True,
            compare_type=True, include_name=ours, process_revision_directives=no_empty,
            transaction_per_migration=False,
        )  # fmt: skip
        with context.begin_transaction():
            context.run_migrations()
            check(connection)


run()
