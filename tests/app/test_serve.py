"""The one command that serves: it starts, answers, and leaves nothing running."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from feedback.config import ROOT

pytestmark = pytest.mark.once


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(address: str) -> tuple[int, str]:
    """Status and body, asking again while nobody listens yet."""
    last = time.monotonic() + 60
    while time.monotonic() < last:
        refused = suppress(ConnectionError, urllib.error.URLError)
        with refused, urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode()
        threading.Event().wait(0.05)
    raise AssertionError("the server never answered")


def test_the_real_house_opens_empty_and_ends_whole(tmp_path: Path) -> None:
    port = free_port()
    environ = {
        **os.environ, "FEEDBACK_INSTANCE": str(tmp_path), "FEEDBACK_DEMO": "0",
        "PORT": str(port), "HOST": "127.0.0.1", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    environ.pop("FEEDBACK_TEST_DATABASE_URL", None)
    served = subprocess.Popen(
        [sys.executable, "-m", "feedback.app.serve"], cwd=ROOT, env=environ, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        assert served.stdout is not None
        said = ""
        while "premiere-fois" not in said:
            line = served.stdout.readline()
            assert line, said
            said += line
        path = re.search(r"/premiere-fois/\S+", said)
        assert path
        status, body = ask(f"http://127.0.0.1:{port}{path[0]}")
        assert (status, "Bienvenue dans Vive Voix" in body) == (200, True)
        assert "demo" not in {p.stem for p in tmp_path.glob("*.sqlite")}
    finally:
        served.send_signal(signal.SIGTERM)
        rest, _nothing = served.communicate(timeout=30)
    assert served.returncode == 0, rest
    assert "ERROR" not in rest
    with pytest.raises(ProcessLookupError):
        os.killpg(served.pid, 0)
