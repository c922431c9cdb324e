"""Statements handed straight to the driver behave as SQLAlchemy's own."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from feedback.accounts.models import AuditEntry, SignIn
from feedback.db import Direct, db, insert_for, writing
from tests.factories import make_account

AT = dt.datetime(2026, 3, 4, 5, 6, tzinfo=dt.UTC)
COLUMNS = ("token_hash", "account_id", "created_at", "seen_at")
PUT = Direct(insert(SignIn.__table__).inline(), COLUMNS)
SEEN = Direct(select(SignIn.seen_at).where(SignIn.token_hash == bindparam("hash")))


def row(token: str) -> dict[str, Any]:
    """A sign-in of somebody new."""
    return {
        "token_hash": token, "account_id": make_account().id, "created_at": AT, "seen_at": AT,
    }  # fmt: skip


def test_values_come_back_as_they_went_in(app: Any) -> None:
    first, second = row("a"), row("b")
    with writing() as session:
        PUT.run(session.connection(), first)
        PUT.many(session.connection(), [second])
    assert SEEN.look(hash="a") == SEEN.look(hash="b") == (AT,)
    assert SEEN.look(hash="c") is None


def test_documents_are_read_on_both_databases(app: Any) -> None:
    make_account()
    detail = Direct(select(AuditEntry.detail, AuditEntry.id).order_by(AuditEntry.id.desc()))
    found = detail.look()
    assert found is not None
    assert isinstance(found[0], dict)


def test_what_a_statement_returns_is_told(app: Any) -> None:
    stored = insert_for(SignIn.__table__).on_conflict_do_nothing()
    once = Direct(stored.returning(SignIn.__table__.c.seen_at), COLUMNS)
    given = row("a")
    with writing() as session:
        assert once.run(session.connection(), given) == (AT,)
        assert once.run(session.connection(), given) is None


def test_a_fault_of_the_driver_is_sqlalchemys_and_tells_no_value(app: Any) -> None:
    given = row("secret")
    with pytest.raises(IntegrityError) as caught, writing() as session:
        PUT.many(session.connection(), [given, given])
    assert isinstance(caught.value, DBAPIError)
    assert caught.value.params is None


def test_a_write_outside_writing_is_refused(app: Any) -> None:
    given = row("a")
    with pytest.raises(DBAPIError):
        PUT.run(db.session.connection(), given)
    db.session.rollback()
