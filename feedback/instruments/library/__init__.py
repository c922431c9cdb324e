"""The starter library: instruments ready to be copied into a study, as readable files."""

from pathlib import Path

from feedback.instruments.definition import Definition
from feedback.instruments.definition import load as read

_FOLDER = Path(__file__).parent


def names() -> list[str]:
    """Return the names of the starters, in alphabetical order."""
    return sorted(file.stem for file in _FOLDER.glob("*.json"))


def load(name: str) -> Definition:
    """Return a starter; `LookupError` when none has that name."""
    if name not in names():
        raise LookupError(name)
    return read((_FOLDER / f"{name}.json").read_bytes())
