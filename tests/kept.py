"""A demonstration kept aside, so that each call of a test meets it whole."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from feedback.db import db
from tests import places
from tests.page_client import PageClient
from tests.world import make_world


class Kept:
    """The small demonstration of one module, without the tokens of forms."""

    def __init__(self, folder: Path) -> None:
        self.app = make_world(folder)
        self.app.config["WTF_CSRF_CHECK_DEFAULT"] = False
        self.app.testing = True
        self._here, self._aside = folder / "demo.sqlite", folder / "kept.sqlite"

    def keep(self) -> None:
        """Keep it as it is now, with what those who hold no row are shown (long to work out)."""
        with self.app.app_context():
            client = PageClient(self.app).sign_in(places.person("manager"))
            client.get(f"/enquetes/{places.survey().public_id}/resultats")
            client.get(f"/etudes/{places.study()}/croisement-des-regards")
            db.engine.dispose()
        _copy(self._here, self._aside)
        self._watch = sqlite3.connect(self._here)
        self.note()

    def note(self) -> None:
        """What was written until now is no change."""
        self._seen = self._version()

    def put_back(self) -> bool:
        """Put back what was kept, if anything was written since; says whether it was."""
        if self._version() == self._seen:
            return False
        db.session.remove()
        _copy(self._aside, self._here)
        self.note()
        return True

    def _version(self) -> int:
        return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Nothing is left open."""
        self._watch.close()
        with self.app.app_context():
            db.engine.dispose()


def kept_world() -> Iterator[Kept]:
    """For a fixture."""
    folder = Path(tempfile.mkdtemp(prefix="vivevoix-kept-"))
    kept = Kept(folder)
    yield kept
    kept.close()
    shutil.rmtree(folder, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as from_, closing(sqlite3.connect(target)) as to:
        from_.backup(to)
