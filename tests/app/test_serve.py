"""The one command that serves: it starts, answers, and leaves nothing running."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from feedback.app.serve import local_address, qr
from feedback.app.tls import authority_of
from feedback.config import ROOT

pytestmark = pytest.mark.once


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(address: str, trusted: str | None = None) -> tuple[int, str]:
    """Status and body, asking again while nobody listens yet; `trusted` is an authority's PEM."""
    context = ssl.create_default_context(cadata=trusted) if trusted else None
    last = time.monotonic() + 60
    while time.monotonic() < last:
        try:
            with urllib.request.urlopen(address, timeout=20, context=context) as answer:
                return answer.status, answer.read().decode()
        except (ConnectionError, urllib.error.URLError) as error:
            if isinstance(getattr(error, "reason", None), (str, ssl.SSLError)):
                raise  # it answered: a refusal, or a certificate we do not trust
            threading.Event().wait(0.05)
    raise AssertionError("the server never answered")


@contextmanager
def serving(folder: Path, until: str, *arguments: str) -> Iterator[tuple[int, str]]:
    """The real house, empty, served from a folder; its port, and what it said until a word."""
    port = free_port()
    environ = {
        **os.environ, "FEEDBACK_INSTANCE": str(folder), "FEEDBACK_DEMO": "0",
        "PORT": str(port), "HOST": "127.0.0.1", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    environ.pop("FEEDBACK_TEST_DATABASE_URL", None)
    served = subprocess.Popen(
        [sys.executable, "-m", "feedback.app.serve", *arguments], cwd=ROOT, env=environ, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        assert served.stdout is not None
        said = ""
        while until not in said:
            line = served.stdout.readline()
            assert line, said
            said += line
        yield port, said
    finally:
        served.send_signal(signal.SIGTERM)
        rest, _nothing = served.communicate(timeout=30)
    assert served.returncode == 0, rest
    assert "ERROR" not in rest
    with pytest.raises(ProcessLookupError):
        os.killpg(served.pid, 0)


def test_the_real_house_opens_empty_and_ends_whole(tmp_path: Path) -> None:
    with serving(tmp_path, "premiere-fois") as (port, said):
        path = re.search(r"/premiere-fois/\S+", said)
        assert path
        status, body = ask(f"http://127.0.0.1:{port}{path[0]}")
        assert (status, "Bienvenue dans Vive Voix" in body) == (200, True)
        assert "demo" not in {p.stem for p in tmp_path.glob("*.sqlite")}
        with pytest.raises(urllib.error.HTTPError):  # its certificates are made elsewhere
            ask(f"http://127.0.0.1:{port}/autorite.crt")
        # Browsers connect ahead of need: those who say nothing take no thread from who asks
        with ExitStack() as silent:
            for _ in range(40):
                silent.enter_context(socket.create_connection(("127.0.0.1", port)))
            address = f"http://127.0.0.1:{port}/static/img/mark.svg"
            with urllib.request.urlopen(address, timeout=4) as answer:
                assert answer.status == 200


def test_on_the_local_network_a_tablet_is_told_whom_to_trust_and_then_the_lock_is_closed(
    tmp_path: Path,
) -> None:
    with serving(tmp_path, "retirez ce certificat", "--lan") as (port, said):
        base = f"https://{local_address()}:{port}"
        assert f"{base}/autorite.crt" in said
        assert qr(f"{base}/k") in said
        authority = authority_of(tmp_path).read_text("ascii")
        assert ask(f"{base}/k", authority)[0] == 200
        assert ask(f"{base}/autorite.crt", authority) == (200, authority)
        with pytest.raises(urllib.error.URLError):
            ask(f"{base}/k")
