"""The name under which a file is downloaded: clear, plain, the same on every system."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

KIND_NAMES = {
    "exports.manager": "responsables", "exports.research": "recherche",
    "exports.qdpx": "refi-qda", "exports.iramuteq": "iramuteq",
    "exports.data": "donnees", "exports.table": "table", "exports.figures": "chiffres",
}  # fmt: skip


def file_name(kind: str, study: str, day: dt.date, suffix: str = ".xlsx") -> str:
    """`vive-voix_accueil-social-2026_recherche_2026-11-23.xlsx`."""
    plain = unicodedata.normalize("NFKD", study).encode("ascii", "ignore").decode().lower()
    title = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "etude"
    return f"vive-voix_{title}_{KIND_NAMES.get(kind, 'fichier')}_{day:%Y-%m-%d}{suffix}"
