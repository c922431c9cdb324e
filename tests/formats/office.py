"""LibreOffice, where it is present; tests that need it are skipped aloud elsewhere."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

OFFICE = shutil.which("soffice")
TEXTS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")


def convert(path: Path, target: str, folder: Path, *more: str) -> list[Path]:
    """The file converted by LibreOffice, headless, with a profile of its own."""
    profile, out = folder / "profile", folder / "out"
    command = [str(OFFICE), f"-env:UserInstallation=file://{profile}", "--headless"]
    command += ["--convert-to", target, "--outdir", str(out), *more, str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return sorted(out.iterdir())
