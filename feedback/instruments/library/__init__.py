"""The starter library: instruments ready to be copied into a study, as readable files.

Beside them, shelves of questions to take one by one. `je_donne_mon_avis` asks what the State's
« Je donne mon avis » (DINUM) asks: its question codes, its answers and their scores (0, 5, 10),
so that figures compare. The words of a tool for online procedures are made to fit a service that
receives people; « pas concerné » is ours, as its page shows only the channels that were tried.
"""

from pathlib import Path

from feedback.instruments.definition import Definition
from feedback.instruments.definition import load as read

_FOLDER = Path(__file__).parent
_SHELVES = _FOLDER / "shelves"


def names() -> list[str]:
    """Return the names of the starters, in alphabetical order."""
    return _names(_FOLDER)


def load(name: str) -> Definition:
    """Return a starter; `LookupError` when none has that name."""
    return _load(_FOLDER, name)


def shelves() -> list[str]:
    """Return the names of the shelves of questions, in alphabetical order."""
    return _names(_SHELVES)


def shelf(name: str) -> Definition:
    """Return a shelf of questions; `LookupError` when none has that name."""
    return _load(_SHELVES, name)


def _names(folder: Path) -> list[str]:
    return sorted(file.stem for file in folder.glob("*.json"))


def _load(folder: Path, name: str) -> Definition:
    if name not in _names(folder):
        raise LookupError(name)
    return read((folder / f"{name}.json").read_bytes())
