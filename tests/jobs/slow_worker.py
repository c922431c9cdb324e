"""A worker for tests: does what waits with the slow child, then leaves."""

from __future__ import annotations

import sys

from feedback.app.factory import create_app
from feedback.app.worker import take_up

if __name__ == "__main__":
    app = create_app()
    while take_up(app, (sys.executable, "-m", "tests.jobs.slow_child")):
        pass
