"""A house whose doors are open, behind the real server, and the bare server beside it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import made
from bench.answering import Doors, doors
from bench.served import Served, house_environment, serving
from feedback.app.serve import options
from feedback.db import db


@dataclass(frozen=True)
class House:
    """Both servers, on databases of their own."""

    folder: Path
    doors: Doors
    ours: Served
    floor: Served


@contextmanager
def house() -> Iterator[House]:
    """Start both, run as the house is; the application is at hand meanwhile."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = made.house(folder)
        with app.app_context():
            opened = doors(*made.study())
            made.settle()
            db.engine.dispose()
        how = {k: v for k, v in options(app, "127.0.0.1", 0, False).items() if k != "bind"}
        floor = serving(
            "bench.floor_server", json.dumps(how), str(folder / "floor.sqlite"), path="/vide"
        )  # fmt: skip
        ours = serving(
            "feedback.app.serve", path="/connexion", environment=house_environment(folder)
        )  # fmt: skip
        with floor as bare, ours as real, app.app_context():
            yield House(folder, opened, real, bare)
