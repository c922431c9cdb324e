"""What was done to a book, for the people who read its history."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

ACTS: dict[str, Any] = {
    "added": _l("ajouté"),
    "proposed": _l("proposé"),
    "changed": _l("modifié"),
    "moved": _l("déplacé"),
    "archived": _l("archivé"),
    "reopened": _l("rouvert"),
    "validated": _l("validé"),
    "merged": _l("fusionné"),
    "split": _l("scindé"),
    "imported": _l("importé d'un fichier"),
}
