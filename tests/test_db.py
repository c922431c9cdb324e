"""The database holds many writers at once, and a read cannot write."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from feedback.accounts import operations
from feedback.accounts.models import Account
from feedback.config import ROOT
from feedback.db import db, new_public_id, writing
from feedback.studies.models import Territory
from tests.factories import make_account

WRITERS = """
import os, sys
from feedback.app.factory import create_app
from feedback.db import db, writing
from feedback.studies.models import Territory
from sqlalchemy import select

def write(number):
    app = create_app({"LOG_LEVEL": "CRITICAL"})
    with app.app_context():
        for turn in range(20):
            with writing():
                db.session.scalars(select(Territory)).all()  # read, then write: the hard case
                db.session.add(Territory(name=f"{number}-{turn}"))

children = []
for number in range(32):
    child = os.fork()
    if not child:
        write(number)
        os._exit(0)
    children.append(child)
sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""


def test_a_read_cannot_write(app: Flask) -> None:
    account = make_account()
    account.name = "Autre"
    with pytest.raises(DBAPIError):
        db.session.flush()
    db.session.rollback()


def test_a_page_reads_in_one_transaction(app: Flask) -> None:
    first = db.session.connection()
    db.session.scalars(select(Account)).all()
    assert db.session.connection() is first
    assert db.engine.pool.checkedout() == 1  # type: ignore[attr-defined]


def test_a_failed_write_leaves_nothing(app: Flask) -> None:
    def fail() -> None:
        with writing():
            operations.create_account(None, "a@example.org", "A")
            _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        fail()
    assert db.session.scalar(select(func.count()).select_from(Account)) == 0


def test_writing_inside_writing_is_a_fault(app: Flask) -> None:
    with pytest.raises(RuntimeError), writing(), writing():
        pass


def test_thirty_two_processes_write_at_once_and_nothing_is_refused_or_lost(app: Flask) -> None:
    url = db.engine.url.render_as_string(hide_password=False)
    environ = {
        **os.environ, "FEEDBACK_DATABASE_URL": url, "FEEDBACK_INSTANCE": app.config["INSTANCE"],
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    db.session.rollback()
    done = subprocess.run(
        [sys.executable, "-c", WRITERS], env=environ, capture_output=True, text=True, timeout=240,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert db.session.scalar(select(func.count()).select_from(Territory)) == 32 * 20


def test_threads_of_one_process_write_at_once(app: Flask) -> None:
    faults: list[BaseException] = []

    def write(number: int) -> None:
        try:
            with app.app_context():
                for turn in range(20):
                    with writing():
                        db.session.add(Territory(name=f"{number}-{turn}"))
        except BaseException as fault:  # told below
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert db.session.scalar(select(func.count()).select_from(Territory)) == 16 * 20


def test_public_ids_are_random_and_easy_to_read_aloud() -> None:
    ids: Any = {new_public_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert not set("".join(ids)) & set("ilou")
