"""`make chaos`: tablets hand in without pause while the server is killed, again and again.

Each tablet keeps its sealed records until the server has said, uuid by uuid, that it holds them.
At the end every acknowledged answer must be there, once, on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, func, select, text

from bench.mortal import Mortal
from feedback.accounts import operations as accounts
from feedback.app.factory import create_app
from feedback.db import db, writing
from feedback.instruments import operations as instruments
from feedback.kiosk import operations as kiosk
from feedback.kiosk.place_token import GivenAt, signed
from feedback.kiosk.sealing import key_name, public_point, sealed
from feedback.responses.models import Conflict, Receipt, Response, SourceCount
from feedback.responses.operations import rebuild_tally
from feedback.responses.tally.queries import lines
from feedback.studies import operations as studies
from feedback.web.secrets import OUTBOX, house_secret

POSTGRESQL = "postgresql+psycopg://postgres@127.0.0.1:5432/"
FACES = ("pas_bien", "moyen", "tres_bien")
BATCH = 50
DRAIN = 120  # seconds for the last answers to arrive once nobody kills any more


@dataclass
class Tablet:
    """A tablet without a screen: it answers, keeps, sends, and believes only the server."""

    source: str
    credential: str
    seal: Callable[[str, dict[str, object]], dict[str, str]]
    address: tuple[str, int]
    waiting: dict[str, dict[str, str]] = field(default_factory=dict)
    acknowledged: Counter[str] = field(default_factory=Counter)
    made: list[str] = field(default_factory=list)
    size: int = BATCH
    failures: int = 0
    again: int = 0

    def answer(self, chance: random.Random) -> None:
        """One more person has answered."""
        name = str(uuid.uuid4())
        fields = {"satisfaction": [chance.choice(FACES)], "commentaire": [f"Avis {name[:8]}."]}
        content = {
            "language": "fr", "fields": fields, "complete": True, "flags": [], "boot": "b",
            "mono": 1, "at": "2026-05-04T09:30:00Z",
        }  # fmt: skip
        self.made.append(name)
        self.waiting[name] = self.seal(name, content)

    def send(self) -> bool:
        """Hand in the oldest; True when the server answered."""
        batch = list(self.waiting.values())[: self.size]
        body = json.dumps({
            "records": batch, "now": "2026-05-04T09:30:01Z", "boot": "b", "mono": 1001,
            "state": {"memory": "m", "made": len(self.made), "waiting": len(self.waiting)},
        })  # fmt: skip
        headers = {"X-Vive-Voix": "1", "Content-Type": "application/json",
                   "Cookie": f"tablette={self.credential}"}  # fmt: skip
        connection = http.client.HTTPConnection(*self.address, timeout=30)
        try:
            connection.request("POST", "/k/reponses", body, headers)
            answer = connection.getresponse()
            told = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.failures += 1
            if isinstance(error, TimeoutError):
                self.size = max(1, self.size // 2)  # as the tablet does
            return False
        finally:
            connection.close()
        if answer.status != 200:
            self.failures += 1
            return False
        self.size = BATCH
        for one in told["results"]:
            if one["result"] in ("stored", "already", "conflict", "aside"):
                self.acknowledged[f"{one['result']} {one['uuid']}"] += 1
                self.again += one["result"] == "already"
                self.waiting.pop(one["uuid"], None)
        return True


def settle(folder: Path, url: str, tablets: int, port: int) -> tuple[Flask, list[Tablet]]:
    """A house with one study, one survey and so many paired tablets."""
    app = create_app({"INSTANCE": str(folder), "DATABASE_URL": url, "LOG_LEVEL": "CRITICAL"})
    found = []
    with app.app_context():
        upgrade()
        with writing():
            lead = accounts.create_account(None, "lead@example.org", "Responsable")
            site = studies.save_site(None, None, code="S1", name="Maison", territory="")
            study = studies.create_study(lead, "Étude", lead)
            study.sites, study.languages = [site], ["fr"]
            study.notice = {
                "organisation": "O", "service": "S", "contact": "c@example.org",
                "dpo": "d@example.org", "retention_texts_months": 3, "retention_years": 5,
            }  # fmt: skip
            survey = instruments.create_from_library(lead, study, "accueil")
            instruments.publish(lead, study, survey)
        secret, version = house_secret(OUTBOX), survey.versions[0].public_id
        point, name = public_point(secret), key_name(secret)
        for number in range(tablets):
            with writing():
                device, _code = kiosk.add_device(lead, study, survey, site, f"B{number}", "borne")
                credential = kiosk.pair(device)
            given = GivenAt(device.public_id, site.id, "borne")
            place = signed(app.config["SECRET_KEY"], given)

            def seal(key: str, content: dict[str, object], place: str = place) -> dict[str, str]:
                return sealed(point, name, key, {**content, "place": place, "version": version})

            found.append(Tablet(device.source, credential, seal, ("127.0.0.1", port)))
        db.session.remove()
        db.engine.dispose()
    return app, found


def live(tablet: Tablet, over: threading.Event, seed: int) -> None:
    """People come and answer; what waits is sent as often as the server lets it."""
    chance = random.Random(seed)
    while not over.is_set():
        for _person in range(chance.randint(0, 2)):
            tablet.answer(chance)
        if not tablet.send():
            over.wait(0.05 + chance.random() / 5)
        over.wait(chance.random() / 2)
    end = time.monotonic() + DRAIN
    while tablet.waiting and time.monotonic() < end:
        if not tablet.send():
            time.sleep(0.2)


def torment(server: Mortal, kills: int, chance: random.Random) -> None:
    """Kill everything at a moment nobody knows, and start again."""
    for number in range(kills):
        time.sleep(0.05 + chance.random() * 1.2)
        server.kill()
        print(f"\r  {number + 1} × kill -9", end="", flush=True)
        server.start()
    print(flush=True)


def tally(versions: Sequence[int]) -> list[object]:
    """All that is counted, by week and by month, of what counts and of what does not."""
    return [
        lines(versions, shown=False, grain=grain, counted=counted).total()
        for grain in ("week", "month")
        for counted in (True, False)
    ]


def judge(app: Flask, tablets: list[Tablet]) -> bool:
    """Compare what was acknowledged with what is there; print the counts."""
    made = [name for tablet in tablets for name in tablet.made]
    acknowledged = {key.split(" ")[1] for tablet in tablets for key in tablet.acknowledged}
    waiting = sum(len(tablet.waiting) for tablet in tablets)
    with app.app_context():
        there = Counter(db.session.scalars(select(Response.uuid)))
        receipts = db.session.scalar(select(func.count()).select_from(Receipt))
        conflicts = db.session.scalar(select(func.count()).select_from(Conflict))
        counted = db.session.scalar(select(func.sum(SourceCount.stored))) or 0
        versions = db.session.scalars(select(Response.version_id).distinct()).all()
        before = tally(versions)
        with writing():
            rebuild_tally(versions)
        recount = tally(versions)
        db.session.remove()
        db.engine.dispose()
    lost, twice = acknowledged - there.keys(), [name for name, n in there.items() if n > 1]
    unknown = there.keys() - set(made)
    print(f"  answers made {len(made):,}, acknowledged {len(acknowledged):,}, "
          f"there {sum(there.values()):,}, still waiting {waiting}")  # fmt: skip
    print(f"  failed sendings {sum(t.failures for t in tablets):,}, acknowledged again "
          f"{sum(t.again for t in tablets):,}")  # fmt: skip
    print(f"  lost {len(lost)}, twice {len(twice)}, unknown {len(unknown)}, conflicts {conflicts}, "
          f"receipts {receipts:,}, told by the tablets' counts {counted:,}, "
          f"tally equals a recount: {before == recount}")  # fmt: skip
    whole = len(made) == len(acknowledged) == sum(there.values()) == receipts == counted
    return whole and not (lost or twice or unknown or conflicts or waiting) and before == recount


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of a new database: a file in the instance, or one of its own on the server."""
    if kind == "sqlite":
        yield ""
        return
    name = f"vivevoix_chaos_{uuid.uuid4().hex[:8]}"
    admin = create_engine(POSTGRESQL + "postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield POSTGRESQL + name
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


def trial(kind: str, tablets: int, kills: int, seed: int) -> bool:
    """One database put to the test; True when nothing was lost or doubled."""
    print(f"{kind}: {tablets} tablets, {kills} kills, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as name, database(kind) as url:
        folder = Path(name)
        server = Mortal(folder, **({"FEEDBACK_DATABASE_URL": url} if url else {}))
        app, found = settle(folder, url, tablets, server.port)
        over = threading.Event()
        threads = [
            threading.Thread(target=live, args=(tablet, over, seed + number))
            for number, tablet in enumerate(found)
        ]
        with server:
            for thread in threads:
                thread.start()
            try:
                torment(server, kills, random.Random(seed))
            finally:
                over.set()
                for thread in threads:
                    thread.join()
        whole = judge(app, found)
    print("  nothing lost, nothing twice" if whole else "  FAILED", flush=True)
    return whole


def main() -> int:
    """Run the trials asked for; 1 when one fails."""
    parser = argparse.ArgumentParser(prog="bench.chaos", description=__doc__)
    parser.add_argument("--tablets", type=int, default=32)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    asked = parser.parse_args()
    results = [trial(kind, asked.tablets, asked.kills, asked.seed) for kind in asked.databases]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
