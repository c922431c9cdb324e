"""Run all the tests: on SQLite, then on PostgreSQL where one answers; say aloud what was not run.

`make test` calls this. Extra arguments go to pytest. In continuous integration (`CI=true`)
nothing may be left out: a missing browser, office or database is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.programs import CHROMIUM

POSTGRESQL = os.environ.get(
    "FEEDBACK_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)


def postgresql_answers() -> bool:
    """True when the test server of PostgreSQL can be reached."""
    engine = create_engine(POSTGRESQL, connect_args={"connect_timeout": 2})
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except OperationalError:
        return False
    finally:
        engine.dispose()
    return True


def run(arguments: list[str], **environ: str) -> int:
    """One pytest run in a process of its own."""
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments]
    return subprocess.run(command, env={**os.environ, **environ}, check=False).returncode


def missing() -> list[str]:
    """What this machine lacks for every test to run."""
    wanted = {
        "Chromium": CHROMIUM,
        "LibreOffice": shutil.which("soffice"),
        "Node.js": shutil.which("node"),
        "PostgreSQL": postgresql_answers(),
    }
    return [name for name, there in wanted.items() if not there]


def main() -> int:
    """Run everything; the exit code is the worst."""
    arguments, lacking = sys.argv[1:], missing()
    for name in lacking:
        print(f"NOT RUN: the tests that need {name}, which is not here.", flush=True)
    strict = os.environ.get("CI") == "true"
    codes = [run(arguments)]
    if "PostgreSQL" not in lacking:
        print("\nThe same tests on PostgreSQL:", flush=True)
        on_both = ["-m", "not once and not browser and not office", *arguments]
        codes.append(run(on_both, FEEDBACK_TEST_DATABASE_URL=POSTGRESQL))
    if strict and lacking:
        print(f"FAILED: {', '.join(lacking)} must be there.", flush=True)
        codes.append(1)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
