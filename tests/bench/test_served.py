"""A server is measured whole: what its clients were told, and what it cost."""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bench.answering import bare, by_link, by_tablet, doors, record
from bench.measure import medians
from bench.served import Request, serving
from feedback.db import db
from feedback.responses.models import Response
from tests.factories import make_study, make_survey

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="costs are read from /proc")
HOW = json.dumps({"workers": 1, "threads": 2, "worker_class": "gthread", "loglevel": "error"})


def test_each_answer_is_counted_and_stored_once(tmp_path: Path) -> None:
    path, chance = tmp_path / "floor.sqlite", random.Random(1)
    asked = [bare([record(chance, "v") for _ in range(3)]) for _ in range(8)]
    with serving("bench.floor_server", HOW, str(path), path="/vide") as served:
        load = served.load(asked, connections=4, clients=2)
        again = served.load(
            [asked[0], Request(b"GET /rien HTTP/1.1\r\nHost: x\r\n\r\n", b"200")], 2, 2
        )
    assert (load.counted, load.refused, len(load.times)) == (24, 0, 8)
    assert load.cpu > 0
    assert (again.counted, again.refused) == (0, 2)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM response").fetchone() == (24,)


def test_what_the_clients_send_is_what_the_doors_take(app: Any) -> None:
    study = make_study()
    opened = doors(study.id, make_survey(study).id)
    chance = random.Random(1)
    asked = [
        by_link(*opened.links[0], record(chance, opened.version)),
        by_tablet(opened.tablets[0], [record(chance, opened.version) for _ in range(2)]),
    ]
    for one in asked:
        head, body = one.sent.split(b"\r\n\r\n", 1)
        method, path, _protocol = head.split(b"\r\n")[0].decode().split()
        lines = [line.split(": ", 1) for line in head.decode().split("\r\n")[1:]]
        answer = app.test_client(use_cookies=False).open(
            path, method=method, data=body, headers=[(n, v) for n, v in lines]
        )
        assert answer.status_code in (200, 303)
    assert db.session.query(Response).count() == 3


def test_the_middle_of_some_runs_is_kept() -> None:
    assert medians([{"a": 1.0}, {"a": 9.0}, {"a": 2.0}]) == {"a": 2.0}
