"""Runs a command in a child process and says what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PEAK = "VmHWM:"
RUN = (
    "import runpy, sys\n"
    "report, sys.argv = sys.argv[1], sys.argv[2:]\n"
    "runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)\n"
    "import pathlib\n"
    "status = pathlib.Path('/proc/self/status')\n"
    "lines = status.read_text().splitlines() if status.exists() else []\n"
    f"peak = [line.split()[1] for line in lines if line.startswith('{PEAK}')]\n"
    "pathlib.Path(report).write_text(peak[0] if peak else '0')\n"
)


@dataclass(frozen=True)
class Cost:
    """Processor seconds (user + system) and peak memory in MiB (0 where it cannot be read)."""

    cpu: float
    peak: float


def run(module: str, *arguments: str) -> Cost:
    """Runs `python -m module arguments` and measures that child alone."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "peak"
        command = [sys.executable, "-c", RUN, str(report), module, *arguments]
        before = os.times()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        peak = int(report.read_text()) / 1024
    cpu = after.children_user - before.children_user
    return Cost(cpu + after.children_system - before.children_system, peak)


def interleaved(commands: Sequence[Sequence[str]], runs: int) -> list[Cost]:
    """The median cost of each command, all of them run in turn so that drift hits each alike."""
    taken: list[list[Cost]] = [[] for _ in commands]
    for _ in range(runs):
        for costs, command in zip(taken, commands, strict=True):
            costs.append(run(*command))
    return [
        Cost(median(cost.cpu for cost in costs), median(cost.peak for cost in costs))
        for costs in taken
    ]


def told(*command: str) -> dict[str, float]:
    """What a module printed as a child: names and figures."""
    done = subprocess.run(
        [sys.executable, "-m", *command], stdout=subprocess.PIPE, text=True, check=True
    )
    return {name: float(value) for name, value in _pairs(done.stdout)}


def _pairs(text: str) -> list[list[str]]:
    return [line.rsplit(" ", 1) for line in text.splitlines()]


def medians(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """The middle of each figure of some runs."""
    return {name: median(run[name] for run in runs) for name in runs[0]}
