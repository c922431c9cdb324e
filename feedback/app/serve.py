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
from contextlib import suppress
from io import StringIO
from pathlib import Path

import segno
from flask import Flask
from flask_migrate import upgrade
from gunicorn.app.base import BaseApplication

from feedback.accounts import operations, passwords
from feedback.accounts.queries import nobody_yet
from feedback.app.demo.addresses import addresses
from feedback.app.demo.build import Keys, build
from feedback.app.demo.people import PEOPLE, PIN
from feedback.app.factory import create_app
from feedback.app.tls import certificate
from feedback.db import db, writing
from feedback.studies.forms import ROLE_NAMES

PATIENT = "feedback.app.patient.PatientWorker"


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
        chosen = options(app, host, port, lan)
        announce(app, host, port, lan)
    return run(app, chosen)


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
        print(f"\n    Comptes (mot de passe : {passwords.DEMONSTRATION})")
        for local, name, role, _sites in PEOPLE:
            print(f"      {ROLE_NAMES[role]!s:<20} {local}@demo.example.org   {name}")
        print(f"\n    PIN du personnel sur la tablette : {PIN}")
        if lan:
            print(
                f"\n    Ces comptes ne s'ouvrent que sur cette machine : https://localhost:{port}"
            )
        command = "serve-lan" if lan else "serve"
        print(f"\n    Rien ici n'est réel. La vraie maison : make {command} DEMO=0\n")
    elif nobody_yet():
        with writing():
            token = operations.make_link(None, "first_run", None, dt.timedelta(days=7))
        print(f"    Première ouverture (une seule fois) : {base}/premiere-fois/{token}\n")
    if lan:
        print(for_a_tablet(base))
    sys.stdout.flush()


def for_a_tablet(base: str) -> str:
    """How a tablet comes to trust this machine, with the codes it reads."""
    authority, tablet = f"{base}/autorite.crt", f"{base}/k"
    return "\n".join(
        (
            "  Pour une vraie tablette, sur le même réseau (une seule fois par tablette) :",
            f"\n    1. Ouvrez cette adresse, passez l'avertissement, gardez le fichier : {authority}",
            qr(authority),
            "    2. Installez-le.",
            "       Android : Paramètres, « Certificat CA », Installer.",
            "       iPad : Réglages, Profil téléchargé, Installer ; puis Général, Informations,",
            "       Réglages de confiance des certificats, et activez « Vive Voix local ».",
            f"    3. Ouvrez {tablet} : le cadenas doit être fermé.",
            qr(tablet),
            "    Après l'essai, retirez ce certificat de la tablette.\n",
        )
    )


def qr(address: str) -> str:
    """An address as a code that a camera reads on the console."""
    drawn = StringIO()
    segno.make(address, micro=False).terminal(drawn, border=2, compact=True)
    return "".join(f"    {line}\n" for line in drawn.getvalue().splitlines())


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn on the application already made: its modules are imported once."""

    def __init__(self, app: Flask, options: dict[str, object]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        """Set the options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application that every worker serves."""
        return self._app


def options(app: Flask, host: str, port: int, lan: bool) -> dict[str, object]:
    """How the web server runs: threads in two processes, no access log (it would hold addresses)."""
    found: dict[str, object] = {
        "bind": f"{host}:{port}", "workers": 2, "threads": 6, "worker_class": PATIENT,
        "keepalive": 5,  # seconds; people pause longer than the two of the default
        "accesslog": None, "loglevel": "warning", "graceful_timeout": 10,
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,
    }  # fmt: skip
    if lan:
        cert, key = certificate(Path(app.instance_path), local_address())
        found |= {"certfile": str(cert), "keyfile": str(key)}
    return found


def fork_web(app: Flask, chosen: dict[str, object]) -> int:
    """Start the web server in a process of its own; returns its number."""
    with app.app_context():
        db.engine.dispose()  # no connection crosses a fork
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        Server(app, chosen).run()
    except SystemExit as end:  # how gunicorn and each of its workers end
        code = int(end.code or 0)
    finally:
        os._exit(code)


def run(app: Flask, chosen: dict[str, object]) -> int:
    """Keep the web server and the worker running; when one ends, end both."""
    os.environ["FEEDBACK_DEMO"] = "1" if app.config["DEMO"] else "0"
    web = fork_web(app, chosen)
    worker = subprocess.Popen([sys.executable, "-m", "feedback.app.worker"])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while worker.poll() is None and os.waitpid(web, os.WNOHANG) == (0, 0):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        worker.terminate()
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(web, signal.SIGTERM)
            os.waitpid(web, 0)
        worker.wait(15)


if __name__ == "__main__":
    sys.exit(main())
