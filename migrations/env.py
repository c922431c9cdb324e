"""Run the migrations on a connection of their own (see feedback/app/migrating.py)."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app

from feedback.app.migrating import check, engine_for
from feedback.db import db

LEFT_TO_MIGRATIONS = "document_fts"  # the index of texts and its shadow tables


def ours(name: str | None, kind: str, parents: Any) -> bool:
    """Tables that the models describe."""
    return not (kind == "table" and (name or "").startswith(LEFT_TO_MIGRATIONS))


def also_ours(item: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    """Only PostgreSQL indexes the words' table."""
    return not (name == "ix_document_words_words" and db.engine.dialect.name == "sqlite")


with engine_for(current_app.config["SQLALCHEMY_DATABASE_URI"]).connect() as connection:
    context.configure(
        connection=connection, target_metadata=db.metadata, render_as_batch=True,
        compare_type=True, include_name=ours, include_object=also_ours,
    )  # fmt: skip
    with context.begin_transaction():
        context.run_migrations()
        check(connection)
