"""The engine, its conventions, and the one door to writing.

Reads open a plain `BEGIN` that cannot write; `writing()` opens one short `BEGIN IMMEDIATE`
behind a fair queue (a lock file), so that writers never meet "database is locked".
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import JSON as PlainJSON
from sqlalchemy import DateTime, Engine, MetaData, String, event, types
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: read aloud without doubt
INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
JSON = PlainJSON().with_variant(JSONB(), "postgresql")


class UtcDateTime(types.TypeDecorator[dt.datetime]):
    """An instant: always aware and UTC in Python, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """Parent of all tables."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={dt.datetime: UtcDateTime(), dict[str, Any]: JSON, list[Any]: JSON},
    )


class ReadFirstSession(FlaskSession):
    """Reads unless `writing()` says otherwise."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Any:
        engine = super().get_bind(*args, **kwargs)
        return engine if self.info.get("writing") else _reading(engine)


@lru_cache(maxsize=8)
def _reading(engine: Engine) -> Engine:
    """The engine seen as read-only: always the same object, for a session keeps one connection
    for each engine object it meets."""
    return engine.execution_options(readonly=True)


db = SQLAlchemy(model_class=Base, session_options={"class_": ReadFirstSession})


def utcnow() -> dt.datetime:
    """Now, aware, UTC."""
    return dt.datetime.now(dt.UTC)


def new_public_id() -> str:
    """A random id for addresses and files (50 bits): it tells nothing of order or number."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class Public:
    """Mixin: a random id shown in addresses and exports instead of the row's number."""

    public_id: Mapped[str] = mapped_column(String(10), unique=True, default=new_public_id)


def insert_for(table: Any) -> Any:
    """An INSERT of the open database's dialect: both know `ON CONFLICT`, each has its own class."""
    return INSERTS[db.engine.dialect.name](table)


@contextmanager
def writing() -> Iterator[Session]:
    """One short write transaction: commits at the end, or leaves nothing.

    The read transaction ends first, so every row used inside is read afresh.
    Only views, commands and jobs may call this.
    """
    session = db.session()
    if session.info.get("writing"):
        raise RuntimeError("writing() inside writing()")
    session.rollback()
    session.info["writing"] = True
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["writing"] = False


# --- SQLite: settings found by experiment -------------------------------------------------

_turn = threading.local()


def _descriptor(path: str) -> int:
    """This thread's own descriptor of the lock file: flock excludes descriptors, not threads."""
    if getattr(_turn, "key", None) != (os.getpid(), path):
        _turn.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        _turn.key = (os.getpid(), path)
    return int(_turn.descriptor)


def install_sqlite(engine: Engine, cache_mib: int = 8, mmap_mib: int = 64) -> None:
    """Set a SQLite engine up: durable, foreign keys, patient, fair between writers."""
    file = engine.url.database
    lock = None if not file or file == ":memory:" else f"{file}.lock"

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours, below
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # an acknowledged answer survives a power cut
            "foreign_keys=ON",
            "busy_timeout=30000",
            f"cache_size=-{cache_mib * 1024}",
            f"mmap_size={mmap_mib * 1024 * 1024}",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        if connection.get_execution_options().get("readonly"):
            connection.exec_driver_sql("PRAGMA query_only=ON")
            connection.exec_driver_sql("BEGIN")
            return
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        if lock:
            fcntl.flock(_descriptor(lock), fcntl.LOCK_EX)
            connection.info["turn"] = _turn.descriptor
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "checkin")
    @event.listens_for(engine, "close")
    def give_turn(connection: Any, record: Any = None) -> None:
        descriptor = record.info.pop("turn", None) if record is not None else None
        if descriptor is not None:
            fcntl.flock(descriptor, fcntl.LOCK_UN)


def install_postgresql(engine: Engine) -> None:
    """On PostgreSQL, too, a read cannot write."""

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        if connection.get_execution_options().get("readonly"):
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def install(engine: Engine, cache_mib: int = 8, mmap_mib: int = 64) -> None:
    """Set an engine up by its dialect."""
    if engine.dialect.name == "sqlite":
        install_sqlite(engine, cache_mib, mmap_mib)
    else:
        install_postgresql(engine)
