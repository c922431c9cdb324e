"""`make serve`: migrate, build the demonstration when it is missing, print the addresses, serve."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from feedback.accounts import operations
from feedback.accounts.queries import nobody_yet
from feedback.accounts.views import DEMO_PASSWORD
from feedback.app.demo.addresses import addresses
from feedback.app.demo.build import Keys, build
from feedback.app.demo.people import PEOPLE
from feedback.app.factory import create_app
from feedback.app.tls import certificate
from feedback.db import writing
from feedback.studies.forms import ROLE_NAMES


def main() -> int:
    """Serve until interrupted; returns the exit code."""
    arguments = argparse.ArgumentParser(prog="feedback.app.serve")
    arguments.add_argument("--lan", action="store_true", help="TLS on the local network")
    lan = arguments.parse_args().lan
    host = "0.0.0.0" if lan else os.environ.get("HOST", "127.0.0.1")
    port = int(os.environ.get("PORT", "8443" if lan else "8000"))
    if lan:
        os.environ["FEEDBACK_PUBLIC_URL"] = f"https://{local_address()}:{port}"
    app = create_app()
    with app.app_context():
        prepare(app)
        announce(app, host, port, lan)
    return run(app, host, port, lan)


def prepare(app: Flask) -> None:
    """Bring the tables up to date; build the demonstration once."""
    upgrade()
    if app.config["DEMO"] and nobody_yet():
        print("  Construction de la démonstration (une seule fois)…", flush=True)
        build(Keys.of_house(), dt.date.today())


def local_address() -> str:
    """This machine's address on its network; nothing is sent to learn it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address reserved for documents
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def announce(app: Flask, host: str, port: int, lan: bool) -> None:
    """Print what to open, and with which accounts."""
    base = f"https://{local_address()}:{port}" if lan else f"http://{host}:{port}"
    print(f"\n  Vive Voix – {base}\n")
    if app.config["DEMO"]:
        for label, path in addresses():
            print(f"    {label:<28} {base}{path}")
        print(f"\n    Comptes (mot de passe : {DEMO_PASSWORD})")
        for local, name, role, _sites in PEOPLE:
            print(f"      {ROLE_NAMES[role]!s:<20} {local}@demo.example.org   {name}")
        print("\n    Rien ici n'est réel. La vraie maison : make serve DEMO=0\n")
    elif nobody_yet():
        with writing():
            token = operations.make_link(None, "first_run", None, dt.timedelta(days=7))
        print(f"    Première ouverture (une seule fois) : {base}/premiere-fois/{token}\n")
    sys.stdout.flush()


def run(app: Flask, host: str, port: int, lan: bool) -> int:
    """Start the web server and the worker; stop both together."""
    os.environ["FEEDBACK_DEMO"] = "1" if app.config["DEMO"] else "0"
    web = [
        sys.executable, "-m", "gunicorn", "feedback.app.factory:create_app()",
        "--bind", f"{host}:{port}", "--workers", "2", "--threads", "6",
        "--worker-class", "gthread", "--access-logfile", "/dev/null", "--log-level", "warning",
        "--graceful-timeout", "10", "--worker-tmp-dir", "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp",
    ]  # fmt: skip
    if lan:
        authority, cert, key = certificate(Path(app.instance_path), local_address())
        web += ["--certfile", str(cert), "--keyfile", str(key)]
        print(f"    Autorité locale à installer sur la tablette : {authority}\n", flush=True)
    commands = [web, [sys.executable, "-m", "feedback.app.worker"]]
    children = [subprocess.Popen(command) for command in commands]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(15)


if __name__ == "__main__":
    sys.exit(main())
