"""The book as a table, for spreadsheets and other programs, and read back from one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from feedback.codebook.filing.given import Fault, Given
from feedback.codebook.versions.differences import Told
from feedback.formats.columns import Column
from feedback.formats.csv import unguard
from feedback.formats.folding import fold
from feedback.formats.tables import Row, Table

YES, NO = "oui", "non"
STATES = {"validated": "validé", "proposed": "proposé"}
COLUMNS = (
    Column("parent", "Clé du parent", width=14, shared=True),
    Column("cle", "Clé", width=10, shared=True),
    Column("nom", "Libellé", width=32),
    Column("nom_en", "Libellé en anglais", width=28),
    Column("definition", "Définition", width=60, wrap=True),
    Column("prend", "Prend", width=48, wrap=True),
    Column("ne_prend_pas", "Ne prend pas", width=48, wrap=True),
    Column("codable", "Se met sur un passage", width=12, shared=True),
    Column("statut", "Statut", width=12, shared=True),
    Column("couleur", "Couleur", width=11, shared=True),
    Column("codages", "Codages", "integer", width=10),
    Column("textes", "Textes", "integer", width=10),
)
FIELDS = {
    "parent": "parent", "cle": "key", "nom": "name", "nom_en": "name_en",
    "definition": "definition", "prend": "include", "ne_prend_pas": "exclude",
    "codable": "codable", "statut": "status", "couleur": "colour",
}  # fmt: skip
_TITLES = {fold(name.replace(" ", "")): c.code for c in COLUMNS for name in (c.code, c.title)}


def rows(codes: Sequence[Told], used: Mapping[str, tuple[int, int]]) -> Iterator[tuple[Any, ...]]:
    """The codes still open as rows; `used` counts codings and texts by key."""
    for code in codes:
        if not code.archived:
            yield (
                code.parent, code.key, code.name, code.name_en, code.definition, code.include,
                code.exclude, YES if code.codable else NO, STATES.get(code.status, code.status),
                code.colour, *used.get(code.key, (0, 0)),
            )  # fmt: skip


def read(table: Table, guarded: bool) -> tuple[list[Given], list[Fault]]:
    """The codes of a table whose headers are ours; `guarded` when texts may bear a guard."""
    places = {_TITLES.get(fold(h.replace(" ", "")), ""): n for n, h in enumerate(table.headers)}
    missing = [name for name in ("cle", "nom") if name not in places]
    if missing:
        titles = {column.code: column.title for column in COLUMNS}
        return [], [Fault(1, "column", titles[name]) for name in missing]
    found: list[Given] = []
    faults: list[Fault] = []
    for row in table.rows:
        _read(row, places, guarded, found, faults)
    return found, faults


def _read(
    row: Row, places: Mapping[str, int], guarded: bool, found: list[Given], faults: list[Fault]
) -> None:
    values: dict[str, Any] = {}
    for code, name in FIELDS.items():
        if code not in places:
            continue
        text = row.cells[places[code]]
        text = unguard(text) if guarded else text
        reader = _READERS.get(name)
        values[name] = reader(text) if reader else text
        if reader and values[name] is None and text:
            faults.append(Fault(row.line, name, text))
    found.append(Given(line=row.line, **values))


def _flag(text: str) -> bool | None:
    return {"oui": True, "yes": True, "1": True, "true": True, "vrai": True,
            "non": False, "no": False, "0": False, "false": False, "faux": False}.get(fold(text))  # fmt: skip


def _status(text: str) -> str | None:
    return {"valide": "validated", "validated": "validated",
            "propose": "proposed", "proposed": "proposed"}.get(fold(text))  # fmt: skip


_READERS: dict[str, Callable[[str], Any]] = {"codable": _flag, "status": _status}
