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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import JSON as PlainJSON
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, String, event, types
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError
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


# --- Statements that run for every visit and every answer ----------------------------------


@contextmanager
def wrapped(dialect: Dialect) -> Iterator[None]:
    """What the driver raises is raised as SQLAlchemy's own, without the values."""
    base = dialect.loaded_dbapi.Error
    try:
        yield
    except base as error:
        raise DBAPIError.instance(None, None, error, base, dialect=dialect) from error


class Direct:
    """A statement written out once for the open database and handed straight to its driver.

    For the few that run for every visit and every answer: there SQLAlchemy's care is most of the
    cost. Values go in and come out through the types of the columns, as elsewhere. An INSERT
    names the columns it fills, all of them given; an IN names each of its values.
    """

    def __init__(self, statement: Any, columns: Sequence[str] | None = None) -> None:
        self._statement, self._columns = statement, columns
        self._of = cache(self._write)

    def _write(self, dialect: Dialect) -> _Written:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
        columns = getattr(self._statement, "exported_columns", ())
        return _Written(
            str(compiled), compiled.positiontup, _constants(compiled),
            _processors({n: b.type for n, b in compiled.binds.items()}, "bind_processor", dialect),
            _processors({n: c.type for n, c in enumerate(columns)}, "result_processor", dialect, None),
        )  # fmt: skip

    def look(self, **values: Any) -> tuple[Any, ...] | None:
        """The first row of a SELECT run alone, outside the session and any transaction."""
        engine = db.engine
        written = self._of(engine.dialect)
        connection = engine.raw_connection()
        try:
            with wrapped(engine.dialect):
                cursor = connection.cursor()
                cursor.execute(written.text, written.given(values))
                return written.read(cursor.fetchone())
        finally:
            connection.close()

    def run(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Run it in a transaction; the first row when it returns some."""
        found = self.all(connection, values)
        return found[0] if found else None

    def all(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it in a transaction; the rows it returns."""
        written = self._of(connection.dialect)
        with wrapped(connection.dialect):
            cursor = connection.connection.cursor()
            cursor.execute(written.text, written.given(values))
            rows = cursor.fetchall() if cursor.description else []
            cursor.close()
        return [row for row in map(written.read, rows) if row is not None]

    def many(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run it in a transaction for each of some rows."""
        written = self._of(connection.dialect)
        with wrapped(connection.dialect):
            cursor = connection.connection.cursor()
            cursor.executemany(written.text, [written.given(row) for row in rows])
            cursor.close()


@dataclass(frozen=True)
class _Written:
    """A statement in a database's own words, with what its values pass through."""

    text: str
    order: Sequence[str] | None  # of the places, where they have no names
    constants: Mapping[str, Any]
    into: Mapping[Any, Callable[[Any], Any]]
    out: Mapping[Any, Callable[[Any], Any]]

    def given(self, values: Mapping[str, Any]) -> Any:
        """Values as the driver wants them."""
        named = {**self.constants, **values}
        for name, process in self.into.items():
            named[name] = process(named[name])
        return named if self.order is None else [named[name] for name in self.order]

    def read(self, row: Sequence[Any] | None) -> tuple[Any, ...] | None:
        """A row as Python's own values."""
        if row is None or not self.out:
            return row if row is None else tuple(row)
        found = list(row)
        for at, process in self.out.items():
            found[at] = process(found[at])
        return tuple(found)


def _constants(compiled: Any) -> dict[str, Any]:
    """Values that stand in the statement itself."""
    known = {n: b for n, b in compiled.binds.items() if not b.required and b.value is not None}
    return {name: bind.value for name, bind in known.items()}


def _processors(
    kinds: Mapping[Any, Any], way: str, dialect: Dialect, *more: Any
) -> dict[Any, Callable[[Any], Any]]:
    made = {key: getattr(k.dialect_impl(dialect), way)(dialect, *more) for key, k in kinds.items()}
    return {key: process for key, process in made.items() if process is not None}


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
        readonly = bool(connection.get_execution_options().get("readonly"))
        info, driver = connection.info, connection.connection.driver_connection
        if info.get("readonly") is not readonly:
            driver.execute(f"PRAGMA query_only={'ON' if readonly else 'OFF'}")
            info["readonly"] = readonly
        if readonly:
            driver.execute("BEGIN")
            return
        if lock:
            fcntl.flock(_descriptor(lock), fcntl.LOCK_EX)
            info["turn"] = _turn.descriptor
        with wrapped(engine.dialect):
            driver.execute("BEGIN IMMEDIATE")

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
