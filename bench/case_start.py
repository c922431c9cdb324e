"""The second `make serve` of the demonstration: how soon it answers, what it weighs when idle."""

from __future__ import annotations

import tempfile
import time
from statistics import median

from bench.cases import Case, Figure
from bench.served import serving

QUIET = 2.0  # seconds after which nothing is being loaded any more


def measure(runs: int) -> list[Figure]:
    """One start that builds, then `runs` that only open; the processes once they are idle."""
    with tempfile.TemporaryDirectory() as folder:
        told = {"FEEDBACK_INSTANCE": folder, "FEEDBACK_DEMO": "1"}
        built, _cpu, _size = start(told)
        again = [start(told) for _ in range(runs)]
    return [
        Figure("first start, the demonstration being built", built, unit="s"),
        Figure("next starts, to the first page", median(one[0] for one in again), 3, "s"),
        Figure("next starts, processor", median(one[1] for one in again), unit="s"),
        Figure("largest process when idle, resident", median(one[2] for one in again), 120, "MiB"),
    ]


def start(told: dict[str, str]) -> tuple[float, float, float]:
    """Seconds to the first 200, processor seconds so far, MiB of the largest process."""
    before = time.perf_counter()
    with serving("feedback.app.serve", path="/connexion", environment=told) as served:
        took, cpu = time.perf_counter() - before, served.cpu()
        time.sleep(QUIET)
        return took, cpu, served.resident()


CASE = Case("start", "Start of the demonstration", measure)
