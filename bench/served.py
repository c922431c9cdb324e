"""A server running in processes of its own: what it costs, and how fast it answers."""

from __future__ import annotations

import http.client
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

TICK = os.sysconf("SC_CLK_TCK")
SETTLE = 0.6  # seconds for the clients to connect before all of them begin
PROC = Path("/proc")


@dataclass(frozen=True)
class Request:
    """The bytes to send, and what the answer must hold to be counted, each time it holds it."""

    sent: bytes
    expected: bytes


@dataclass(frozen=True)
class Load:
    """What came of a round: answers counted, refusals, processor seconds of the server."""

    counted: int
    refused: int
    cpu: float
    seconds: float
    times: Sequence[float]  # of each request, seconds

    @property
    def cost(self) -> float:
        """Processor milliseconds of the server for each answer."""
        return 1000 * self.cpu / self.counted

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.counted / self.seconds

    def percentile(self, number: int) -> float:
        """Milliseconds within which so many of a hundred requests were answered."""
        return 1000 * quantiles(self.times, n=100)[number - 1]

    @property
    def spread(self) -> float:
        """p99 ÷ p50 of the time a client waits."""
        return quantiles(self.times, n=100)[98] / median(self.times)


def together(loads: Sequence[Load]) -> Load:
    """Several rounds as one."""
    return Load(
        sum(load.counted for load in loads), sum(load.refused for load in loads),
        sum(load.cpu for load in loads), sum(load.seconds for load in loads),
        [one for load in loads for one in load.times],
    )  # fmt: skip


@dataclass(frozen=True)
class Served:
    """A server that answers on a port."""

    process: subprocess.Popen[bytes]
    port: int

    def family(self) -> list[int]:
        """Its processes: the one started and all that came of it."""
        parents = {pid: parent for pid, (parent, _) in _processes().items()}
        found = [self.process.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found

    def cpu(self) -> float:
        """Processor seconds (user + system) that all its processes took so far."""
        known = _processes()
        return sum(known[pid][1] for pid in self.family() if pid in known)

    def resident(self) -> float:
        """Resident memory of its largest process, MiB."""
        return max(_resident(pid) for pid in self.family())

    def load(
        self, requests: Sequence[Request], connections: int, clients: int = 4, pause: float = 0
    ) -> Load:
        """Send the requests over so many connections of several processes, as fast as each can,
        or with a pause of once or twice so many seconds before each."""
        with tempfile.TemporaryDirectory() as name:
            shares = []
            for number in range(clients):
                path = Path(name) / str(number)
                path.write_bytes(
                    pickle.dumps([(r.sent, r.expected) for r in requests[number::clients]])
                )
                shares.append(path)
            before, start = self.cpu(), time.time() + SETTLE
            command = [sys.executable, "-S", "-m", "bench.client", str(self.port), str(start)]
            running = [
                subprocess.Popen([*command, str(connections // clients), str(path), str(pause)], stdout=subprocess.PIPE)
                for path in shares
            ]  # fmt: skip
            told = [json.loads(client.communicate()[0]) for client in running]
            cpu = self.cpu() - before
        return Load(
            sum(one["counted"] for one in told), sum(one["refused"] for one in told), cpu,
            max(one["end"] for one in told) - start, [t for one in told for t in one["times"]],
        )  # fmt: skip


def _processes() -> dict[int, tuple[int, float]]:
    """Parent and processor seconds of every process, by number."""
    found = {}
    for path in PROC.glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:  # ended meanwhile
            continue
        found[int(path.parent.name)] = int(fields[1]), (int(fields[11]) + int(fields[12])) / TICK
    return found


def _resident(pid: int) -> float:
    lines = (PROC / str(pid) / "status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    module: str, *arguments: str, path: str, environment: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """`python -m module arguments` with a free PORT, once it answers 200 on `path`."""
    port = free_port()
    told = {**os.environ, **(environment or {}), "PORT": str(port)}
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL)
    try:
        wait(process, port, path)
        yield Served(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def wait(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    """Until the server answers 200; an error when it ended before."""
    while process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.01)
        finally:
            connection.close()
    raise RuntimeError("the server ended before it answered")


def house_environment(folder: Path) -> dict[str, str]:
    """The settings under which `feedback.app.serve` opens a house made by `made.house`."""
    return {
        "FEEDBACK_INSTANCE": str(folder), "FEEDBACK_DEMO": "0", "FEEDBACK_LOG_LEVEL": "ERROR",
        "FEEDBACK_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite'}",
    }  # fmt: skip
