"""Programs of this machine that some tests drive, where they are."""

from __future__ import annotations

import shutil

# The one without windows starts and draws in two thirds of the time
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))),
    None,
)
