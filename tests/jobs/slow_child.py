"""A child process with kinds of work made for tests: slow, quick, broken.

The slow one writes a half file, says so by a mark beside it, then waits to be killed; taken up
again it ends.
"""

from __future__ import annotations

import os
import sys
import time

from feedback.app.child import main
from feedback.jobs.work import Kind, Work


def slow(work: Work) -> None:
    """Half a file, then nothing until the second attempt."""
    work.path.write_text("half")
    if ".1.part" in work.path.name:
        work.path.with_name("begun").touch()
        while True:
            time.sleep(0.05)
            work.say(50, "half")
    work.path.write_text("whole")


def quick(work: Work) -> None:
    """A file at once, which tells how nice its process is."""
    work.path.write_text(f"{os.nice(0):02d}")


def broken(work: Work) -> None:
    """A fault after half a file."""
    work.path.write_text("half")
    raise ValueError("secret words that must not be kept")


KINDS = {
    name: Kind(run, lambda work: None, ".txt")
    for name, run in {"slow": slow, "quick": quick, "broken": broken}.items()
}

if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), KINDS)
