"""Answers stored through the real server, by the link and by tablets, against bare sqlite3."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.answering import bare, by_link, by_tablet, record
from bench.cases import Case, Figure
from bench.measure import told
from bench.served import Load, Request, Served
from bench.world import House, house

CONNECTIONS = 16
TABLETS, ACTS = 64, 12  # people at all of them at once
SINGLE, BATCHES, BATCH = 1600, 64, 50  # requests of a round


def measure(runs: int) -> list[Figure]:
    """Each door in turn, `runs` times, each beside the floors."""
    chance = random.Random(3)
    taken: dict[str, list[Load]] = {"bare": [], "link": [], "tablet": [], "batches": []}
    rates = []
    with house() as here:
        for turn in range(runs + 1):  # the first warms both up
            records = [record(chance, here.doors.version) for _ in range(SINGLE)]
            rates.append(insert_rate(here.folder, records))
            for name, asked, served in rounds(here, chance, records):
                taken[name].append(served.load(asked, CONNECTIONS))
            if not turn:
                rates.clear()
        paced = here.ours.load(calm(here, chance), TABLETS, pause=1.0)
        stored = count(here.folder)
    acknowledged = (
        sum(load.counted for name in ("link", "tablet", "batches") for load in taken[name])
        + paced.counted
    )
    refused = sum(load.refused for loads in taken.values() for load in loads)
    kept = {name: loads[1:] for name, loads in taken.items()}
    return [
        *figures(kept, median(rates)),
        Figure(f"{TABLETS} tablets, 1–2 s between acts: p50", paced.percentile(50), 10, "ms"),
        Figure(f"{TABLETS} tablets: p95", paced.percentile(95), unit="ms"),
        Figure(f"{TABLETS} tablets: p99", paced.percentile(99), 60, "ms"),
        Figure("requests refused", refused, 0),
        Figure("answers acknowledged and not stored", acknowledged - stored, 0),
    ]


def rounds(
    here: House, chance: random.Random, records: list[dict[str, object]]
) -> Iterator[tuple[str, list[Request], Served]]:
    """What each door is sent in one turn."""
    yield "bare", [bare([one]) for one in records], here.floor
    links, tablets = here.doors.links, here.doors.tablets
    fresh = [record(chance, here.doors.version) for _ in range(SINGLE)]
    asked = [by_link(*links[n % len(links)], one) for n, one in enumerate(fresh)]
    yield "link", asked, here.ours
    asked = [by_tablet(tablets[n % len(tablets)], [one]) for n, one in enumerate(records)]
    yield "tablet", asked, here.ours
    batches = [[record(chance, here.doors.version) for _ in range(BATCH)] for _ in range(BATCHES)]
    asked = [by_tablet(tablets[n % len(tablets)], some) for n, some in enumerate(batches)]
    yield "batches", asked, here.ours


def calm(here: House, chance: random.Random) -> list[Request]:
    """What tablets send when people answer on all of them at once."""
    tablets = here.doors.tablets
    return [
        by_tablet(tablets[n % len(tablets)], [record(chance, here.doors.version)])
        for n in range(TABLETS * ACTS)
    ]


def insert_rate(folder: Path, records: list[dict[str, object]]) -> float:
    """Rows a second of the bare insert."""
    path = folder / "records.json"
    path.write_text(json.dumps(records))
    return told("bench.floor_insert", str(folder / "insert.sqlite"), str(path))["rate"]


def count(folder: Path) -> int:
    """Responses stored, counted past the application."""
    connection = sqlite3.connect(folder / "bench.sqlite")
    try:
        return int(connection.execute("SELECT count(*) FROM response").fetchone()[0])
    finally:
        connection.close()


def figures(taken: dict[str, list[Load]], rate: float) -> list[Figure]:
    """Medians of what was taken."""
    cost = {name: median(load.cost for load in loads) for name, loads in taken.items()}
    speed = {name: median(load.rate for load in loads) for name, loads in taken.items()}
    spread = {name: median(load.spread for load in loads) for name, loads in taken.items()}
    found = [
        Figure("bare sqlite3, durable inserts", rate, unit="/s"),
        Figure("bare sqlite3 view, processor per answer", cost["bare"], unit="ms"),
        Figure("bare sqlite3 view, answers", speed["bare"], unit="/s"),
        Figure("bare sqlite3 view, p99 ÷ p50", spread["bare"]),
    ]
    for name, label in (("link", "link"), ("tablet", "tablet, one by one"), ("batches", f"tablet, batches of {BATCH}")):  # fmt: skip
        found += [
            Figure(f"{label}: processor per answer", cost[name], unit="ms"),
            Figure(f"{label}: processor ÷ bare view", cost[name] / cost["bare"], 1.6),
            Figure(f"{label}: answers", speed[name], unit="/s"),
            Figure(f"{label}: answers ÷ durable inserts", speed[name] / rate, 0.25, at_least=True),
            Figure(f"{label}: p99 ÷ p50 at {CONNECTIONS} connections", spread[name], 2),
        ]
    return found


CASE = Case("answers", "Answers stored through the server", measure)
