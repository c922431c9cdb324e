"""Pages of staff as the application makes them, timed without any server."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from feedback.accounts import operations as accounts
from feedback.accounts.models import Account
from feedback.db import db, writing

TIMES = 9


@dataclass(frozen=True)
class Took:
    """Milliseconds of the processor and of the clock."""

    cpu: float
    wall: float


def timed(act: Callable[[], Any], times: int = TIMES) -> Took:
    """The median of some times, after one that warms up."""
    act()
    found = []
    for _ in range(times):
        cpu, wall = time.process_time(), time.perf_counter()
        act()
        found.append((time.process_time() - cpu, time.perf_counter() - wall))
    return Took(1000 * median(cpu for cpu, _ in found), 1000 * median(wall for _, wall in found))


def entered(app: Flask, email: str) -> FlaskClient:
    """A browser in which somebody has signed in."""
    with app.app_context():
        with writing():
            token = accounts.sign_in(db.session.query(Account).filter_by(email=email).one())
        db.session.remove()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["sign_in"] = token
    return client


def opened(client: FlaskClient, address: str) -> Took:
    """The page of an address."""

    def ask() -> None:
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{response.status_code} on {address}")

    return timed(ask)


def say(name: str, took: Took) -> None:
    """A line for the process that started this one."""
    print(f"{name}.cpu {took.cpu:.3f}")
    print(f"{name}.wall {took.wall:.3f}")
