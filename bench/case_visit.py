"""The first visit of a respondent: bytes, requests, and what the page costs the server."""

from __future__ import annotations

from statistics import median

from bench.answering import page
from bench.cases import Case, Figure
from bench.served import Load, Served
from bench.visiting import Visit, first_visit
from bench.world import House, house

CONNECTIONS, PAGES = 8, 2000


def measure(runs: int) -> list[Figure]:
    """Weight of the first visit by both doors, and processor of the page ÷ an empty view."""
    with house() as here:
        link = f"/r/{here.doors.links[0][1]}"
        visits = [
            ("link", first_visit(f"http://127.0.0.1:{here.ours.port}{link}")),
            ("tablet", first_visit(f"http://127.0.0.1:{here.ours.port}/k", here.doors.tablets[0].credential)),
        ]  # fmt: skip
        empty, ours = interleaved(here, link, runs)
    return [
        *(figure for name, visit in visits for figure in weight(name, visit)),
        Figure("empty Flask view, processor", empty, unit="ms"),
        Figure("survey page, processor", ours, unit="ms"),
        Figure("survey page ÷ empty view", ours / empty, 2.5),
    ]


def weight(name: str, visit: Visit) -> list[Figure]:
    """What the first visit by a door weighs."""
    how = "browser" if visit.by_browser else "fetched"
    return [
        Figure(f"first visit by {name} ({how})", visit.size / 1000, 60, "kB"),
        Figure(f"first visit by {name}, requests", visit.requests, 8),
        *(
            [Figure(f"kept afterwards by {name}", visit.kept / 1000, unit="kB")]
            if visit.kept
            else []
        ),
    ]


def interleaved(here: House, path: str, runs: int) -> tuple[float, float]:
    """Processor milliseconds of the empty view and of the page under the same server."""
    empty: list[Load] = []
    ours: list[Load] = []
    for _ in range(runs + 1):  # the first warms both up
        empty.append(_load(here.floor, "/vide"))
        ours.append(_load(here.ours, path))
    return median(load.cost for load in empty[1:]), median(load.cost for load in ours[1:])


def _load(served: Served, path: str) -> Load:
    return served.load([page(path)] * PAGES, CONNECTIONS)


CASE = Case("visit", "First visit of a respondent", measure)
